"""The errors of Stripe's SDK as ours: what each of them says about whether the request was carried out.

The reasons are in docs/adr: payments and unknown outcomes.
"""

from __future__ import annotations

import logging
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import parsedate_to_datetime

import requests
import stripe
from pydantic import ValidationError
from urllib3.exceptions import ConnectTimeoutError, MaxRetryError, NewConnectionError

from bookstore.payments.gateway import declines
from bookstore.payments.gateway.answers import (
    CardDeclined,
    GatewayMisconfigured,
    GatewayOutcomeUnknown,
    IdempotencyKeyConflict,
    PaymentMethodUnusable,
    RequestNotExecuted,
    RequestRejected,
)
from bookstore.payments.gateway.wire import RefusalBody

_log = logging.getLogger(__name__)


@contextmanager
def translated() -> Iterator[None]:
    """Translate the SDK's errors. Their messages are not passed on: they may repeat parts of a request."""
    try:
        yield
    except stripe.CardError as error:
        raise _declined(error) from None
    except (stripe.AuthenticationError, stripe.PermissionError) as error:
        # An operator must correct this at once. The error's own message repeats parts of the key.
        _log.critical("the gateway refuses our key", extra={"alert": "gateway-key", "seen": _summary(error)})
        raise GatewayMisconfigured(_summary(error)) from None
    except stripe.IdempotencyError as error:
        _log.critical("another request has our name", extra={"alert": "name-taken", "seen": _summary(error)})
        raise IdempotencyKeyConflict("idempotency_error") from None
    except stripe.InvalidRequestError as error:
        raise _rejected(error) from None
    except stripe.APIConnectionError as error:
        raise _error_without_response(error) from None
    except stripe.StripeError as error:
        raise _error_of_response(error) from None
    except ValidationError as error:
        fields = ", ".join(".".join(str(part) for part in found["loc"]) for found in error.errors())
        raise GatewayOutcomeUnknown(f"the answer does not fit: {fields}") from None
    except (AttributeError, LookupError, TypeError, ValueError, requests.RequestException) as error:
        # The SDK raises these where a body is JSON of an unexpected form; of an empty list with more to
        # come it reads the last entry.
        raise GatewayOutcomeUnknown(f"the answer cannot be read ({type(error).__name__})") from None


def _summary(error: stripe.StripeError) -> str:
    code = error.error.to_dict().get("code") if error.error else None
    parts = (type(error).__name__, f"HTTP {error.http_status}", code, error.request_id)
    return ", ".join(str(part) for part in parts if part)


def _declined(error: stripe.CardError) -> CardDeclined:
    body = _body(error)
    code = body.code or "card_declined"
    return CardDeclined(
        body.decline_code or declines.GENERIC if code == "card_declined" else code, body.about
    )


def _rejected(error: stripe.StripeError) -> RequestRejected | CardDeclined:
    body = _body(error)
    _log.error("the gateway refused a request of ours", extra={"seen": _summary(error), "param": body.param})
    if _is_about_the_token(body):
        return PaymentMethodUnusable(body.code or "payment_method_used", body.about)
    if body.code == declines.AMOUNT_TOO_SMALL:
        return CardDeclined(declines.AMOUNT_TOO_SMALL, body.about)
    return RequestRejected(body.code or body.type or "invalid_request", body.about)


def _body(error: stripe.StripeError) -> RefusalBody:
    """What the refusal says. Raises GatewayOutcomeUnknown where it cannot be read."""
    try:
        return RefusalBody.model_validate(error.error.to_dict() if error.error else {})
    except ValidationError:
        raise GatewayOutcomeUnknown("the refusal cannot be read", answered=True) from None


def _is_about_the_token(body: RefusalBody) -> bool:
    """Whether the gateway refuses the payment method token, the one parameter that comes from the customer.

    Of a token that was used before, Stripe names neither a code nor a parameter: only the message tells. A
    token that belongs to a customer of the gateway is reported as the missing parameter `customer`.
    """
    if body.param is None:
        return "paymentmethod" in (body.message or "").lower().replace(" ", "")
    return body.param in ("payment_method", "customer")


def _error_of_response(error: stripe.StripeError) -> RequestNotExecuted | GatewayOutcomeUnknown:
    """A rate limit is reported before any work begins; every other error leaves the outcome unknown."""
    headers = {str(name).lower(): str(value) for name, value in dict(error.headers or {}).items()}
    if error.http_status == 429:
        return RequestNotExecuted(_summary(error), _seconds(headers.get("retry-after"), headers.get("date")))
    replayed = headers.get("idempotent-replayed") == "true"
    return GatewayOutcomeUnknown(_summary(error), replayed=replayed, answered=error.http_status == 409)


def _seconds(retry_after: str | None, date: str | None) -> float | None:
    """Seconds, or an HTTP date relative to the gateway's own clock (RFC 9110, section 10.2.3)."""
    if retry_after is None or retry_after.isdecimal():
        return float(retry_after) if retry_after else None
    try:
        until, since = parsedate_to_datetime(retry_after), parsedate_to_datetime(date or "")
    except ValueError:
        return None
    return max(0.0, (until - since).total_seconds())


def _error_without_response(
    error: stripe.APIConnectionError,
) -> GatewayMisconfigured | RequestNotExecuted | GatewayOutcomeUnknown:
    """Without a connection it is certain that nothing was sent; otherwise the outcome is unknown."""
    causes = list(_causes(error.__cause__))
    seen = type(causes[-1]).__name__ if causes else type(error).__name__
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes):
        # An operator must look at this at once: another host may be answering in the gateway's place.
        alert = {"alert": "gateway-certificate", "seen": seen}
        _log.critical("the gateway's certificate is not trusted; nothing was sent", extra=alert)
        return GatewayMisconfigured("certificate_not_trusted")
    if any(isinstance(cause, NewConnectionError | ConnectTimeoutError) for cause in causes):
        return RequestNotExecuted(f"no connection ({seen})", gateway_failed=True)
    return GatewayOutcomeUnknown(f"the connection was lost ({seen})")


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """The error and its causes: requests and urllib3 wrap errors in arguments as well as in causes."""
    while error is not None:
        yield error
        wrapped = [one for one in error.args if isinstance(one, BaseException)]
        reason = error.reason if isinstance(error, MaxRetryError) else None
        error = reason or next(iter(wrapped), None) or error.__cause__
