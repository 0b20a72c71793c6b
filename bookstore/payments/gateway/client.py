"""The payment gateway through Stripe's official SDK: the only file that knows it.

The SDK's own retries are switched off: they cannot be bounded in total, and they hide whether an earlier try
got out. What each of its errors says about the work: docs/adr, payments and unknown outcomes.
"""

from __future__ import annotations

import logging
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import requests
import stripe
from pydantic import ValidationError
from stripe.params import PaymentIntentCreateParams, PaymentIntentListParams
from urllib3.exceptions import ConnectTimeoutError, MaxRetryError, NewConnectionError

from bookstore.payments.gateway import deadline, declines
from bookstore.payments.gateway.answers import (
    Declined,
    GatewayRefund,
    Intent,
    Misconfigured,
    NameTaken,
    NotExecuted,
    Rejected,
    Unknown,
)
from bookstore.payments.gateway.wire import IntentBody, ListedIntent, RefundBody
from bookstore.payments.states import Method
from bookstore.platform import correlation
from bookstore.platform.database import POOL_SIZE
from bookstore.platform.money import Money
from bookstore.platform.settings import SettingsError

_log = logging.getLogger(__name__)
_LOOK_BACK = timedelta(minutes=10)  # our clock and the gateway's need not agree
_LOOK_AHEAD = timedelta(hours=26)  # a key is good for 24 hours
_PAGE = 100

# The SDK loads its classes when they are first used: here, once, before the process serves or is forked.
_PRELOADED = (stripe.PaymentIntent, stripe.Refund, stripe.ListObject)


@dataclass(frozen=True)
class GatewaySettings:
    """Where the gateway is and who we are to it; the key never leaves this object but to the SDK."""

    secret_key: str
    base_url: str
    ca_file: str | None = None
    connect_timeout: float = 1.0  # seconds
    read_timeout: float = 5.0  # seconds between two reads
    storefront: str = "https://bookstore.example"  # where a customer comes back to from the bank's page

    def __repr__(self) -> str:
        return f"GatewaySettings(base_url={self.base_url!r}, ca_file={self.ca_file!r})"

    def check(self) -> None:
        """Raises SettingsError where these cannot work, or where a secret would travel unprotected."""
        if not self.secret_key.startswith(("sk_", "rk_")):
            raise SettingsError("STRIPE_SECRET_KEY is no secret key (sk_...) and no restricted one (rk_...)")
        if not self.base_url.startswith("https://"):
            raise SettingsError("STRIPE_API_BASE must begin with https://: the secret key is sent to it")
        if self.ca_file and not Path(self.ca_file).is_file():
            raise SettingsError(f"STRIPE_CA_FILE names no file: {self.ca_file}")


class Gateway:
    """Asks the gateway. Thread-safe; its connections are kept alive and shared.

    Every method raises one of the GatewayTrouble kinds, and ends within the seconds given to `within`.
    """

    def __init__(self, settings: GatewaySettings) -> None:
        settings.check()
        stripe.enable_telemetry = False
        if settings.ca_file:
            stripe.ca_bundle_path = settings.ca_file  # a global of the SDK; it has no other way
        self._back = settings.storefront.rstrip("/") + "/checkouts/"
        http = stripe.RequestsClient(
            timeout=(settings.connect_timeout, settings.read_timeout), session=deadline.session(POOL_SIZE)
        )
        client = stripe.StripeClient(
            settings.secret_key,
            base_addresses={"api": settings.base_url.rstrip("/")},
            max_network_retries=0,
            http_client=http,
        )
        self._intents = client.v1.payment_intents
        self._refunds = client.v1.refunds

    def within(self, seconds: float) -> Any:
        """A context in which every call ends after so many seconds at the latest."""
        return deadline.within(seconds)

    def authorize(self, checkout_id: UUID, amount: Money, method: Method, token: str, key: str) -> Intent:
        """Hold the money (card) or take it at once (wallet); the bank may want to ask the customer first."""
        params: PaymentIntentCreateParams = {
            "amount": amount.amount,
            "currency": amount.currency.lower(),
            "payment_method": token,
            "confirm": True,
            "capture_method": "manual" if method is Method.CARD else "automatic",
            "allowed_payment_method_types": ["card"],
            "return_url": f"{self._back}{checkout_id}",
            # The trace comes back with the gateway's news. It is the checkout's, so the same for every try.
            "metadata": {"checkout_id": str(checkout_id), "trace_id": correlation.current().trace_id},
        }
        return _intent(lambda: self._intents.create(params, {"idempotency_key": key}))

    def capture(self, intent_id: str, key: str) -> Intent:
        """Take the money of a hold."""
        return _intent(lambda: self._intents.capture(intent_id, {}, {"idempotency_key": key}))

    def void(self, intent_id: str, key: str) -> Intent:
        """Give up a hold."""
        return _intent(lambda: self._intents.cancel(intent_id, {}, {"idempotency_key": key}))

    def refund(self, intent_id: str, refund_id: UUID, amount: int, key: str) -> GatewayRefund:
        """Send taken money back, so many minor units of the intent's currency."""
        metadata = {"refund_id": str(refund_id)}
        with _translated():
            made = self._refunds.create(
                {"payment_intent": intent_id, "amount": amount, "metadata": metadata},
                {"idempotency_key": key},
            )
            return RefundBody.model_validate(made.to_dict()).refund

    def retrieve(self, intent_id: str) -> Intent:
        """What the gateway knows of this intent now."""
        return _intent(lambda: self._intents.retrieve(intent_id))

    def find(self, checkout_id: UUID, asked_at: datetime) -> Intent | None:
        """The intent made for this checkout about then, or None: lists are exact, unlike the search."""
        with _translated():
            for found, sent in self._listed(asked_at - _LOOK_BACK, asked_at + _LOOK_AHEAD):
                if found == checkout_id:
                    return IntentBody.model_validate(sent).intent
        return None

    def between(self, since: datetime, until: datetime) -> list[tuple[UUID, Intent]]:
        """Every intent made for a checkout of ours in this span, with the checkout, newest first."""
        with _translated():
            listed = self._listed(since, until)
            return [(checkout_id, IntentBody.model_validate(sent).intent) for checkout_id, sent in listed]

    def _listed(self, since: datetime, until: datetime) -> Iterator[tuple[UUID, Mapping[str, Any]]]:
        """Those made for checkouts of ours, newest first, as they were sent.

        Of others on the same account no more is read: what we do not understand of them must not stop us.
        """
        first, end = int(since.timestamp()), int(until.timestamp())
        asked: PaymentIntentListParams = {"created": {"gte": first, "lt": end}, "limit": _PAGE}
        for each in self._intents.list(asked).auto_paging_iter():
            sent = each.to_dict()
            if checkout_id := ListedIntent.model_validate(sent).checkout_id:
                yield checkout_id, sent

    def refunds_of(self, intent_id: str) -> list[GatewayRefund]:
        """Every refund of this intent, also those that others made."""
        with _translated():
            page = self._refunds.list({"payment_intent": intent_id, "limit": _PAGE})
            return [RefundBody.model_validate(one.to_dict()).refund for one in page.auto_paging_iter()]


def _intent(ask: Callable[[], stripe.PaymentIntent]) -> Intent:
    with _translated():
        return IntentBody.model_validate(ask().to_dict()).intent


@contextmanager
def _translated() -> Iterator[None]:
    """The SDK's errors as ours. Their messages are not passed on: they may repeat parts of a request."""
    try:
        yield
    except stripe.CardError as error:
        raise _declined(error) from None
    except (stripe.AuthenticationError, stripe.PermissionError) as error:
        # Somebody has to mend this now. The error's own message repeats parts of the key.
        _log.critical("the gateway refuses our key", extra={"alert": "gateway-key", "seen": _seen(error)})
        raise Misconfigured(_seen(error)) from None
    except stripe.IdempotencyError as error:
        _log.critical("another request has our name", extra={"alert": "name-taken", "seen": _seen(error)})
        raise NameTaken("idempotency_error") from None
    except stripe.InvalidRequestError as error:
        raise _rejected(error) from None
    except stripe.APIConnectionError as error:
        raise _without_answer(error) from None
    except stripe.StripeError as error:
        raise _answered_badly(error) from None
    except ValidationError as error:
        fields = ", ".join(".".join(str(part) for part in found["loc"]) for found in error.errors())
        raise Unknown(f"the answer does not fit: {fields}") from None
    except (AttributeError, KeyError, TypeError, ValueError, requests.RequestException) as error:
        # What the SDK lets slip where a body is JSON, but not the JSON it expects.
        raise Unknown(f"the answer cannot be read ({type(error).__name__})") from None


def _seen(error: stripe.StripeError) -> str:
    code = error.error.to_dict().get("code") if error.error else None
    parts = (type(error).__name__, f"HTTP {error.http_status}", code, error.request_id)
    return ", ".join(str(part) for part in parts if part)


def _declined(error: stripe.CardError) -> Declined:
    told = error.error.to_dict() if error.error else {}
    code = told.get("code") or "card_declined"
    intent = told.get("payment_intent") or {}
    shown = told.get("decline_code") or declines.GENERIC if code == "card_declined" else code
    return Declined(str(shown), intent.get("id"))


def _rejected(error: stripe.StripeError) -> Rejected | Declined:
    told = error.error.to_dict() if error.error else {}
    _log.error(
        "the gateway refused a request of ours", extra={"seen": _seen(error), "param": told.get("param")}
    )
    if told.get("param") == "payment_method":  # used up, expired, or never made: the customer can mend it
        return Declined("payment_method_unusable")
    if told.get("code") == declines.AMOUNT_TOO_SMALL:
        return Declined(declines.AMOUNT_TOO_SMALL)
    return Rejected(str(told.get("code") or told.get("type") or "invalid_request"))


def _answered_badly(error: stripe.StripeError) -> NotExecuted | Unknown:
    """A rate limit is answered before any work begins; every other error tells nothing about the work."""
    headers = {str(name).lower(): str(value) for name, value in dict(error.headers or {}).items()}
    if error.http_status == 429:
        return NotExecuted(_seen(error), _seconds(headers.get("retry-after"), headers.get("date")))
    replayed = headers.get("idempotent-replayed") == "true"
    return Unknown(_seen(error), replayed=replayed, answered=error.http_status == 409)


def _seconds(retry_after: str | None, date: str | None) -> float | None:
    """Seconds, or an HTTP date reckoned by the gateway's own clock (RFC 9110, section 10.2.3)."""
    if retry_after is None or retry_after.isdecimal():
        return float(retry_after) if retry_after else None
    try:
        until, since = parsedate_to_datetime(retry_after), parsedate_to_datetime(date or "")
    except ValueError:
        return None
    return max(0.0, (until - since).total_seconds())


def _without_answer(error: stripe.APIConnectionError) -> Misconfigured | NotExecuted | Unknown:
    """Only where no connection was made is it certain that nothing was sent."""
    causes = list(_causes(error.__cause__))
    seen = type(causes[-1]).__name__ if causes else type(error).__name__
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes):
        _log.error("the gateway's certificate is not trusted; nothing was sent", extra={"seen": seen})
        return Misconfigured("certificate_not_trusted")
    if any(isinstance(cause, NewConnectionError | ConnectTimeoutError) for cause in causes):
        return NotExecuted(f"no connection ({seen})", blames_gateway=True)
    return Unknown(f"the connection was lost ({seen})")


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """The error and what it was made of: requests and urllib3 wrap in arguments as well as in causes."""
    while error is not None:
        yield error
        wrapped = [one for one in error.args if isinstance(one, BaseException)]
        reason = error.reason if isinstance(error, MaxRetryError) else None
        error = reason or next(iter(wrapped), None) or error.__cause__
