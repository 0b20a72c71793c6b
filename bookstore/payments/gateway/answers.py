"""What the gateway can answer, in our words: an intent, a refund, or one of seven kinds of no answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from bookstore.platform.money import Money


class PaymentIntentStatus(StrEnum):
    """Where a payment intent stands (https://docs.stripe.com/payments/paymentintents/lifecycle)."""

    REQUIRES_PAYMENT_METHOD = "requires_payment_method"
    REQUIRES_CONFIRMATION = "requires_confirmation"
    REQUIRES_ACTION = "requires_action"
    REQUIRES_CAPTURE = "requires_capture"
    PROCESSING = "processing"
    SUCCEEDED = "succeeded"
    CANCELED = "canceled"


@dataclass(frozen=True)
class PaymentIntent:
    """What the gateway knows of one payment. `received` is captured money, in minor units.

    `action_url` is where the customer answers the bank's challenge, if there is one.
    """

    intent_id: str
    status: PaymentIntentStatus
    amount: Money
    received: int = 0
    decline_code: str | None = None
    action_url: str | None = None


class GatewayRefundStatus(StrEnum):
    """Where a refund stands at the gateway (https://docs.stripe.com/api/refunds/object)."""

    PENDING = "pending"
    REQUIRES_ACTION = "requires_action"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELED = "canceled"


@dataclass(frozen=True)
class GatewayRefund:
    """A refund as the gateway knows it; `refund_id` is ours, or None where somebody else made it."""

    gateway_id: str
    status: GatewayRefundStatus
    amount: int
    refund_id: UUID | None


class GatewayError(Exception):
    """Base of everything that is no answer of the kind asked for. Messages never hold a secret.

    `blames_gateway`: it could not be reached, or failed by itself.
    """

    blames_gateway = False


class CardDeclined(GatewayError):
    """The issuer says no: final."""

    def __init__(self, code: str, intent_id: str | None = None) -> None:
        super().__init__(f"declined: {code}")
        self.code = code
        self.intent_id = intent_id


class RequestRejected(GatewayError):
    """The gateway refuses this request as it is: nothing was done by it, and repeating it is useless."""

    def __init__(self, code: str) -> None:
        super().__init__(f"the gateway refused the request: {code}")
        self.code = code


class GatewayMisconfigured(RequestRejected):
    """The gateway refuses us: a wrong or rotated key, a missing permission, a certificate not trusted."""


class IdempotencyKeyConflict(RequestRejected):
    """Another request has been made under our idempotency key: what it did must be looked at."""


class RequestNotExecuted(GatewayError):
    """The request was certainly not executed: rate limited, or no connection was made.

    `retry_after` is how many seconds the gateway asks us to wait, where it says so.
    """

    def __init__(self, seen: str, retry_after: float | None = None, *, blames_gateway: bool = False) -> None:
        super().__init__(seen)
        self.retry_after = retry_after
        self.blames_gateway = blames_gateway


class CircuitOpen(RequestNotExecuted):
    """The gateway has failed too often of late: the request was not even sent."""

    def __init__(self, seconds: float) -> None:
        super().__init__("the circuit to the gateway is open", seconds)


class GatewayOutcomeUnknown(GatewayError):
    """No answer to rely on: the work may or may not have been done.

    `replayed`: the gateway has stored this error under our key and will give no other answer to it.
    `answered`: it is well, but does not know either.
    """

    def __init__(self, seen: str, *, replayed: bool = False, answered: bool = False) -> None:
        super().__init__(seen)
        self.replayed = replayed
        self.blames_gateway = not (replayed or answered)
