"""The part of Stripe's API that a checkout uses, through the official SDK, against sandbox or test mode.

Of a response only statuses, codes and amounts are kept; messages are no part of the contract.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event
from typing import Any, Protocol

import requests
import stripe

from steps.drivers.api import keep_alive_session
from steps.vocabulary.money import Money

_TIMEOUT = (5.0, 30.0)  # seconds to connect, and between two reads
_SEVERAL_CAPTURES = {"card": {"request_multicapture": "if_available"}}
_RETURN_URL = "https://bookstore.example/checkouts"


class GatewayNotReached(ConnectionError):
    """The gateway cannot be reached: its contract cannot be checked."""


CARDS = {
    "that is approved": "pm_card_visa",
    "that is captured only once": "pm_card_credit_disableEnterpriseCardFeatures",
    "that is declined": "pm_card_visa_chargeDeclined",
    "without funds": "pm_card_visa_chargeDeclinedInsufficientFunds",
    "expired": "pm_card_chargeDeclinedExpiredCard",
    "with a wrong CVC": "pm_card_chargeDeclinedIncorrectCvc",
    "that cannot be processed": "pm_card_chargeDeclinedProcessingError",
    "to be confirmed": "pm_card_authenticationRequired",
}


class Account(Protocol):
    """An account at the gateway, or at its sandbox."""

    @property
    def url(self) -> str: ...

    @property
    def secret_key(self) -> str: ...

    @property
    def ca_file(self) -> Path | None: ...

    @property
    def between_calls(self) -> float: ...


@dataclass(frozen=True)
class ContractResponse:
    """A response as far as the contract covers it: kind and code of a refusal, or status and amounts.

    `checkout_id` is the metadata of the payment; a refusal has no amounts.
    """

    identity: str = ""
    checkout_id: str = ""
    status: str = ""
    captured: Money | None = None
    authorized: Money | None = None
    refused: str = ""
    code: str = ""
    decline_code: str = ""


@dataclass
class ContractDriver:
    """One account. Between two calls the driver pauses for as long as the account demands."""

    account: Account
    _never: Event = field(default_factory=Event)

    def charge(
        self,
        amount: Money,
        card: str,
        key: str | None = None,
        *,
        capture: bool = True,
        confirm: bool = True,
        in_parts: bool = False,
    ) -> ContractResponse:
        """Charge or authorize an amount with this idempotency key; without `confirm` only create it.

        `in_parts`: its captures may be several, where the card allows that.
        """
        name = key or secrets.token_hex(16)
        params: dict[str, Any] = {
            "amount": amount.amount,
            "currency": amount.currency.lower(),
            "payment_method": CARDS[card],
            "confirm": confirm,
            "capture_method": "automatic" if capture else "manual",
            "allowed_payment_method_types": ["card"],
            **({"return_url": _RETURN_URL} if confirm else {}),
            **({"payment_method_options": _SEVERAL_CAPTURES} if in_parts else {}),
            "metadata": {"checkout_id": name},
        }
        options: Any = {"idempotency_key": name}
        made = self._intent(lambda client: client.v1.payment_intents.create(params, options))  # type: ignore[arg-type]
        return replace(made, checkout_id=name)

    def confirm(self, identity: str) -> ContractResponse:
        """Confirm a payment that was created before."""
        params: Any = {"return_url": _RETURN_URL}
        return self._intent(lambda client: client.v1.payment_intents.confirm(identity, params))

    def look(self, identity: str) -> ContractResponse:
        """Retrieve a payment."""
        return self._intent(lambda client: client.v1.payment_intents.retrieve(identity))

    def listed(self, checkout_id: str, since: int) -> tuple[str, ...]:
        """The payments with this checkout id in their metadata since then (seconds since the epoch)."""
        self._never.wait(self.account.between_calls)
        page = self._client().v1.payment_intents.list({"created": {"gte": since}, "limit": 100})
        named = (each for each in page.auto_paging_iter() if each.metadata)
        return tuple(each.id for each in named if each.metadata.to_dict().get("checkout_id") == checkout_id)

    def refunds(self, identity: str) -> tuple[Money, ...]:
        """The refunds of a payment, the newest first."""
        self._never.wait(self.account.between_calls)
        page = self._client().v1.refunds.list({"payment_intent": identity, "limit": 100})
        return tuple(Money(each.amount, each.currency.upper()) for each in page.auto_paging_iter())

    def capture(self, identity: str, amount: Money | None = None, *, final: bool = True) -> ContractResponse:
        """Capture an authorization, or an amount of it; unless it is `final`, the rest stays authorized."""
        params: Any = {"amount_to_capture": amount.amount} if amount else {}
        params |= {} if final else {"final_capture": False}
        return self._intent(lambda client: client.v1.payment_intents.capture(identity, params))

    def void(self, identity: str) -> ContractResponse:
        """Void an authorization."""
        return self._intent(lambda client: client.v1.payment_intents.cancel(identity))

    def refund(self, identity: str, amount: Money | None = None) -> ContractResponse:
        """Refund an amount, or the rest."""
        params: Any = {"payment_intent": identity, **({"amount": amount.amount} if amount else {})}
        return self._asked(lambda client: _refund(client.v1.refunds.create(params)))

    def charge_with_unknown_key(self, amount: Money) -> ContractResponse:
        """Charge with an API key that the gateway does not know."""
        return ContractDriver(_UnknownKey(self.account)).charge(amount, "that is approved")

    def _intent(self, ask: Callable[[stripe.StripeClient], stripe.PaymentIntent]) -> ContractResponse:
        return self._asked(lambda client: _paid(ask(client)))

    def _asked(self, ask: Callable[[stripe.StripeClient], ContractResponse]) -> ContractResponse:
        self._never.wait(self.account.between_calls)
        try:
            return ask(self._client())
        except stripe.APIConnectionError as error:
            raise GatewayNotReached(f"{self.account.url} cannot be reached: {error}") from None
        except stripe.StripeError as error:
            told: dict[str, Any] = error.error.to_dict() if error.error else {}
            kind, code = type(error).__name__, str(told.get("code") or "")
            return ContractResponse(refused=kind, code=code, decline_code=str(told.get("decline_code") or ""))

    def _client(self) -> stripe.StripeClient:
        stripe.enable_telemetry = False
        if self.account.ca_file is not None:
            stripe.ca_bundle_path = str(self.account.ca_file)  # the SDK has no other setting
        return stripe.StripeClient(
            self.account.secret_key,
            base_addresses={"api": self.account.url},
            max_network_retries=0,
            http_client=stripe.RequestsClient(timeout=_TIMEOUT, session=self._session()),
        )

    def _session(self) -> requests.Session | None:
        """None for an account at Stripe, which may have to be reached through a proxy of the network."""
        return None if self.account.ca_file is None else keep_alive_session(self.account.ca_file)


@dataclass(frozen=True)
class _UnknownKey:
    """The same account with an unknown API key."""

    account: Account
    secret_key: str = "sk_test_" + "0" * 24

    @property
    def url(self) -> str:
        return self.account.url

    @property
    def ca_file(self) -> Path | None:
        return self.account.ca_file

    @property
    def between_calls(self) -> float:
        return self.account.between_calls


def _paid(intent: stripe.PaymentIntent) -> ContractResponse:
    captured, authorized = (
        Money(amount, intent.currency.upper())
        for amount in (intent.amount_received, intent.amount_capturable)
    )
    return ContractResponse(intent.id, status=intent.status, captured=captured, authorized=authorized)


def _refund(refund: stripe.Refund) -> ContractResponse:
    refunded = Money(refund.amount, refund.currency.upper())
    return ContractResponse(refund.id, status=str(refund.status), captured=refunded)
