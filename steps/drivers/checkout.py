"""The checkout service."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from steps.drivers.api import Api, Refused
from steps.drivers.eventually import eventually
from steps.vocabulary.in_words import in_words
from steps.vocabulary.money import Money

_SETTLES_WITHIN = 15.0  # seconds


@dataclass(frozen=True)
class PaymentChoice:
    """A payment method, card or wallet, and the gateway's test card behind it; "" where there is none."""

    method: str = "card"
    card: str = "visa"


@dataclass(frozen=True)
class OrderConfirmation:
    """The order of a completed checkout."""

    checkout_id: str
    order_number: str
    grand_total: Money


@dataclass(frozen=True)
class CheckoutProgress:
    """The state of a checkout (running, waiting, compensating, completed or refused), and its order."""

    state: str
    bought: OrderConfirmation | None


@dataclass(frozen=True)
class PrepaidShares:
    """What would pay for a cart: each gift card in its order, then store credit; the rest is `to_pay`."""

    gift_cards: tuple[Money, ...]
    store_credit: Money
    to_pay: Money


@dataclass
class ChallengeRequired(Refused):
    """The checkout waits: the bank asks the customer to confirm the payment (3-D Secure)."""

    @classmethod
    def told(cls, view: Mapping[str, Any]) -> ChallengeRequired:
        """From the checkout's representation for its customer."""
        return cls("confirmation-needed", f"confirm the payment: {view['action']}", 202, view)


@dataclass(frozen=True)
class CheckoutDriver:
    """Submits carts and reads checkouts."""

    api: Api

    def submit(
        self, credentials: Mapping[str, str], key: str, submission: Mapping[str, Any]
    ) -> OrderConfirmation:
        """Submit, and poll for the outcome. Raises Refused, or ChallengeRequired where it waits."""
        headers = {**credentials, "Idempotency-Key": key}
        first = self.api.call("POST", "/checkouts", headers, submission)
        return self._outcome(credentials, first, ("completed", "refused", "waiting"))

    def return_from_bank(self, credentials: Mapping[str, str], checkout_id: str) -> OrderConfirmation:
        """Continue the checkout after the bank's page. Raises Refused."""
        first = self.api.call("POST", f"/checkouts/{checkout_id}/continuation", credentials)
        return self._outcome(credentials, first, ("completed", "refused", "waiting"))

    def gift_card_balance(self, credentials: Mapping[str, str], code: str) -> Money:
        """What is left of the gift card. Raises Refused for an unknown code."""
        return Money.read(self._balances(credentials, [code])["gift_cards"][0])

    def store_credit(self, credentials: Mapping[str, str]) -> dict[str, Money]:
        """What is left of the customer's store credit, by currency."""
        found = map(Money.read, self._balances(credentials, [])["store_credit"])
        return {each.currency: each for each in found}

    def prepaid_shares(self, credentials: Mapping[str, str], submission: Mapping[str, Any]) -> PrepaidShares:
        """What the gift cards and the store credit of the submission would give. Raises Refused."""
        total = submission["expected_total"]
        codes, with_credit = submission.get("gift_cards", []), submission.get("store_credit", False)
        asked = {"total": total, "store_credit": with_credit}
        found = self._balances(credentials, codes, **asked)["shares"]

        def money(amount: int) -> Money:
            return Money(amount, total["currency"])

        given = tuple(map(money, found["gift_cards"]))
        return PrepaidShares(given, money(found["store_credit"]), money(found["to_pay"]))

    def _balances(self, credentials: Mapping[str, str], codes: list[str], **more: Any) -> Mapping[str, Any]:
        return self.api.call("POST", "/gift-cards/balances", credentials, {"gift_cards": codes, **more})

    def document(self) -> Mapping[str, Any]:
        """The OpenAPI document of the service."""
        return self.api.call("GET", "/openapi.json", {})

    def progress(self, credentials: Mapping[str, str], checkout_id: str) -> CheckoutProgress:
        """The present state. Raises Refused where these credentials see no such checkout."""
        seen = self.api.call("GET", f"/checkouts/{checkout_id}", credentials)
        return CheckoutProgress(seen["state"], _bought(seen) if seen["state"] == "completed" else None)

    def outcome(self, credentials: Mapping[str, str], checkout_id: str) -> OrderConfirmation:
        """Poll for the outcome of a checkout that continues in the background. Raises Refused."""
        first = self.api.call("GET", f"/checkouts/{checkout_id}", credentials)
        return self._outcome(credentials, first, ("completed", "refused"))

    def _outcome(
        self, credentials: Mapping[str, str], first: dict[str, Any], ends: tuple[str, ...]
    ) -> OrderConfirmation:
        path = f"/checkouts/{first['checkout_id']}"
        if first["state"] not in ends:
            first = eventually(
                lambda: self.api.call("GET", path, credentials),
                until=lambda seen: seen["state"] in ends,
                within=_SETTLES_WITHIN,
                what=f"the checkout {in_words(first['checkout_id'])} ends",
            )
        if first["state"] == "waiting":
            raise ChallengeRequired.told(first)
        if first["state"] == "refused":
            raise Refused(first["reason"], first["detail"], 409, first)
        return _bought(first)


def _bought(view: Mapping[str, Any]) -> OrderConfirmation:
    return OrderConfirmation(view["checkout_id"], view["order_number"], Money.read(view["grand_total"]))
