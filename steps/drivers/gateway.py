"""The payment gateway: tokenization by the browser, the ledger, and payments made at its dashboard.

Only Stripe's public API is used (source: Stripe API reference, PaymentIntents and PaymentMethods), so that
the same driver works against Stripe's test mode. No card number exists anywhere: test tokens stand for cards.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import requests

from steps.vocabulary.money import Money
from steps.vocabulary.statement import StatementLine

_TIMEOUT = (2.0, 10.0)  # seconds to connect, and between two reads
_REFUSED = 400
_RECENT = timedelta(minutes=1)  # more than the clocks of two machines differ
DECLINED = {
    "generic decline": "tok_chargeDeclined",
    "insufficient funds": "tok_chargeDeclinedInsufficientFunds",
    "expired card": "tok_chargeDeclinedExpiredCard",
    "incorrect CVC": "tok_chargeDeclinedIncorrectCvc",
    "processing error": "tok_chargeDeclinedProcessingError",
    "lost card": "tok_chargeDeclinedLostCard",
    "stolen card": "tok_chargeDeclinedStolenCard",
    "suspected fraud": "tok_chargeDeclinedFraudulent",
}
"""By reason, a card that the issuer declines."""
MANNERS = {
    "asks for confirmation": "tok_threeDSecure2Required",
    "asks for confirmation, then declines": "tok_threeDSecureRequiredChargeDeclined",
    "rejects refunds": "tok_refundFail",
    "processes refunds slowly": "tok_pendingRefund",
}
"""By what its bank does, a card."""
CARDS = {
    "visa": "tok_visa",
    "mastercard": "tok_mastercard",
    "reusable": "pm_card_visa",
    **DECLINED,
    **MANNERS,
}


@dataclass(frozen=True)
class Charge:
    """One payment in the gateway's ledger, and what it did to the customer's money."""

    checkout_id: str
    status: str
    amount: Money
    line: StatementLine

    def __str__(self) -> str:
        return f"{self.amount}, {self.status.replace('_', ' ')}, by {self.line}"


@dataclass(frozen=True)
class GatewayDriver:
    """The gateway, with the keys of a browser and of the shop's own dashboard.

    `base_url` is where browsers reach it, `ledger_url` where its ledger is read: a fault between browser and
    gateway must not hide what happened.
    """

    base_url: str
    ledger_url: str
    publishable_key: str
    secret_key: str
    session: requests.Session
    since: int = 0  # Unix seconds; payments made earlier are not looked at, nor those in `earlier`
    earlier: frozenset[str] = frozenset()

    def from_now_on(self, now: datetime) -> GatewayDriver:
        """The same without every payment made up to now, for an account that other businesses use as well."""
        recent = replace(self, since=int((now - _RECENT).timestamp()))
        return replace(recent, earlier=frozenset(intent["id"] for intent in recent._intents()))

    def tokenize(self, card: str) -> str:
        """A payment method token for a card, as the browser gets it from the gateway."""
        if card not in CARDS:
            raise AssertionError(f"no such test card: “{card}”; there are {', '.join(CARDS)}")
        if CARDS[card].startswith("pm_"):
            return CARDS[card]  # the gateway knows this payment method already, for more than one payment
        form = {"type": "card", "card[token]": CARDS[card]}
        url = f"{self.base_url}/v1/payment_methods"
        return str(self._call("POST", url, self.publishable_key, data=form)["id"])

    def charge_at_dashboard(self, checkout_id: str | None, amount: Money, *, captured: bool) -> None:
        """Charge or authorize at the gateway's dashboard, with the id of a checkout in the metadata.

        Without an id the payment belongs to another business on the same account.
        """
        form = {
            "amount": str(amount.amount),
            "currency": amount.currency.lower(),
            "payment_method": "pm_card_visa",
            "confirm": "true",
            "capture_method": "automatic" if captured else "manual",
            "allowed_payment_method_types[]": "card",
        }
        if checkout_id is not None:
            form["metadata[checkout_id]"] = checkout_id
        self._call("POST", f"{self.ledger_url}/v1/payment_intents", self.secret_key, data=form)

    def begin_payments_at_dashboard(self, count: int) -> None:
        """Begin so many payments of another business on the same account: nothing is charged or held yet."""
        for _ in range(count):
            form = {"amount": "1000", "currency": "chf"}
            self._call("POST", f"{self.ledger_url}/v1/payment_intents", self.secret_key, data=form)

    def refund_at_dashboard(self, checkout_ids: Collection[str] | None, amount: Money | None = None) -> None:
        """Refund this amount, or all, of the payments of these checkouts; None: of every payment."""
        form = {} if amount is None else {"amount": str(amount.amount)}
        url = f"{self.ledger_url}/v1/refunds"
        for intent in self._intents() if checkout_ids is None else self._of(checkout_ids):
            self._call("POST", url, self.secret_key, data={**form, "payment_intent": intent["id"]})

    def try_refund_at_dashboard(self, checkout_ids: Collection[str], amount: Money) -> bool:
        """The same; False where the gateway refuses it, since less than the amount is left."""
        try:
            self.refund_at_dashboard(checkout_ids, amount)
        except requests.HTTPError as error:
            if error.response.status_code != _REFUSED:
                raise
            return False
        return True

    def capture_at_dashboard(self, amount: Money) -> None:
        """Capture this amount of every authorization, at the gateway's dashboard."""
        for intent in self._authorized():
            url = f"{self.ledger_url}/v1/payment_intents/{intent['id']}/capture"
            self._call("POST", url, self.secret_key, data={"amount_to_capture": str(amount.amount)})

    def void_at_dashboard(self) -> None:
        """Void every authorization, at the gateway's dashboard."""
        for intent in self._authorized():
            url = f"{self.ledger_url}/v1/payment_intents/{intent['id']}/cancel"
            self._call("POST", url, self.secret_key)

    def _authorized(self) -> list[dict[str, Any]]:
        return [each for each in self._intents() if each["status"] == "requires_capture"]

    def payment_of(self, checkout_ids: Collection[str]) -> str:
        """The gateway's id of the one payment of these checkouts; of none, of the one that it has.

        Whose checkout was killed has been told of none. Raises AssertionError where there is not one.
        """
        found = self._of(checkout_ids) if checkout_ids else [*self._intents()]
        assert len(found) == 1, f"the gateway was expected to have one payment, but it has {len(found)}"
        return str(found[0]["id"])

    def _of(self, checkout_ids: Collection[str]) -> list[dict[str, Any]]:
        return [intent for intent in self._intents() if intent["metadata"].get("checkout_id") in checkout_ids]

    def charges(self, checkout_ids: Collection[str] | None = None) -> tuple[Charge, ...]:
        """The payments of these checkouts in the ledger; all payments for None."""
        found = tuple(self._charge(intent) for intent in self._intents())
        return found if checkout_ids is None else tuple(c for c in found if c.checkout_id in checkout_ids)

    def _intents(self) -> Iterator[dict[str, Any]]:
        after: dict[str, str] = {}
        since = {"created[gte]": str(self.since)} if self.since else {}
        while True:
            query = {"limit": "100", "expand[]": "data.latest_charge", **since, **after}
            page = self._call("GET", f"{self.ledger_url}/v1/payment_intents", self.secret_key, params=query)
            yield from (intent for intent in page["data"] if intent["id"] not in self.earlier)
            if not page["has_more"]:
                return
            after = {"starting_after": page["data"][-1]["id"]}

    @staticmethod
    def _charge(intent: dict[str, Any]) -> Charge:
        return Charge(
            checkout_id=intent["metadata"].get("checkout_id", ""),
            status=intent["status"],
            amount=Money(intent["amount"], intent["currency"].upper()),
            line=_statement_line(intent),
        )

    def _call(self, method: str, url: str, key: str, **request: Any) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {key}"}
        answer = self.session.request(method, url, headers=headers, timeout=_TIMEOUT, **request)
        answer.raise_for_status()
        found: dict[str, Any] = answer.json()
        return found


def _statement_line(intent: dict[str, Any]) -> StatementLine:
    """The amounts of a payment intent, whose `latest_charge` is expanded."""
    amount, status = Money(intent["amount"], intent["currency"].upper()), intent["status"]
    charged, latest = replace(amount, amount=intent["amount_received"]), intent.get("latest_charge") or {}
    # Stripe counts a released hold as refunded on its charge, although no money was ever taken.
    refunded = latest.get("amount_refunded", 0) if charged.amount else 0
    held = replace(amount, amount=intent["amount_capturable"])
    canceled = status == "canceled" and latest.get("status") == "succeeded"
    released = replace(amount, amount=amount.amount - charged.amount)  # what was held and is not charged
    return StatementLine(
        method=_method(intent, latest),
        charged=charged,
        refunded=replace(amount, amount=refunded),
        held=held,
        released=released if canceled or status == "succeeded" else amount.nothing,
    )


def _method(intent: dict[str, Any], charge: dict[str, Any]) -> str:
    """The payment method: `card` or `wallet`.

    A charge names the wallet behind its card (Stripe API reference, `payment_method_details.card.wallet`).
    Test tokens have no wallet behind them; there the capture method tells: a bookstore authorizes a card and
    charges a wallet at once.
    """
    details = charge.get("payment_method_details") or {}
    wallet = (details.get("card") or {}).get("wallet")
    return "wallet" if wallet or intent["capture_method"] != "manual" else "card"
