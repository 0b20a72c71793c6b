"""The gateway's answers as values: a payment intent, a refund, or one of nine errors."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from bookstore.platform.money import Money


class IntentStatus(StrEnum):
    """The states of a payment intent (https://docs.stripe.com/payments/paymentintents/lifecycle)."""

    REQUIRES_PAYMENT_METHOD = "requires_payment_method"
    REQUIRES_CONFIRMATION = "requires_confirmation"
    REQUIRES_ACTION = "requires_action"
    REQUIRES_CAPTURE = "requires_capture"
    PROCESSING = "processing"
    SUCCEEDED = "succeeded"
    CANCELED = "canceled"


@dataclass(frozen=True)
class IntentSnapshot:
    """A payment intent. `received` is the captured amount, in minor units.

    `action_url` is the bank's page for the customer's challenge, if there is one. `refunded` is in minor
    units; None where the gateway was not asked for it.
    """

    intent_id: str
    status: IntentStatus
    amount: Money
    received: int = 0
    decline_code: str | None = None
    action_url: str | None = None
    refunded: int | None = None


@dataclass(frozen=True)
class CapturedPart:
    """What is to be captured of an authorization; `final`: the rest of it is released."""

    amount: int
    final: bool


class GatewayRefundStatus(StrEnum):
    """The states of a refund at the gateway (https://docs.stripe.com/api/refunds/object)."""

    PENDING = "pending"
    REQUIRES_ACTION = "requires_action"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELED = "canceled"


@dataclass(frozen=True)
class GatewayRefund:
    """A refund at the gateway; `refund_id` is ours, or None for a refund that was made there."""

    gateway_id: str
    status: GatewayRefundStatus
    amount: int
    refund_id: UUID | None


@dataclass(frozen=True)
class ListedRefund:
    """A refund in the list of the whole account, which other businesses may use as well.

    `intent_id` is None for a refund of no payment intent. `status` may be unknown to this service.
    """

    gateway_id: str
    intent_id: str | None
    status: str


class GatewayError(Exception):
    """Base of the errors of a call to the gateway. Messages never hold a secret.

    `gateway_failed`: the gateway was unreachable, or failed itself.
    """

    gateway_failed = False


@dataclass(frozen=True)
class RefusedIntent:
    """The payment intent that a refusal names; `checkout_id` is None for one that we have not made."""

    intent_id: str
    checkout_id: UUID | None = None


class Refusal(GatewayError):
    """The gateway refuses. `about` is the payment intent that it names, if it names one."""

    def __init__(self, seen: str, code: str, about: RefusedIntent | None) -> None:
        super().__init__(f"{seen}: {code}")
        self.code = code
        self.about = about


class CardDeclined(Refusal):
    """The issuer declined: final."""

    def __init__(self, code: str, about: RefusedIntent | None = None) -> None:
        super().__init__("declined", code, about)


class RequestRejected(Refusal):
    """The gateway refuses this request: it was not carried out, and a retry is useless."""

    def __init__(self, code: str, about: RefusedIntent | None = None) -> None:
        super().__init__("the gateway refused the request", code, about)


class PaymentMethodUnusable(RequestRejected):
    """The token was used before, has expired, or never existed: the customer can enter the card again."""


class GatewayMisconfigured(RequestRejected):
    """The gateway refuses our account: a wrong key, a missing permission, an untrusted certificate."""


class IdempotencyKeyConflict(RequestRejected):
    """Another request has used our idempotency key; what it did must be looked up."""


class RequestNotExecuted(GatewayError):
    """The request was certainly not executed: rate limited, or no connection was made.

    `retry_after` is the pause in seconds that the gateway asks for, if any.
    """

    def __init__(self, seen: str, retry_after: float | None = None, *, gateway_failed: bool = False) -> None:
        super().__init__(seen)
        self.retry_after = retry_after
        self.gateway_failed = gateway_failed


class CircuitOpen(RequestNotExecuted):
    """The circuit is open after repeated failures: the request was not sent."""

    def __init__(self, seconds: float) -> None:
        super().__init__("the circuit to the gateway is open", seconds)


class GatewayOutcomeUnknown(GatewayError):
    """There is no reliable answer: the request may or may not have been carried out.

    `replayed`: the gateway has stored this error under our key and gives no other answer to it. `answered`:
    the gateway is reachable, but does not know the outcome either.
    """

    def __init__(self, seen: str, *, replayed: bool = False, answered: bool = False) -> None:
        super().__init__(seen)
        self.replayed = replayed
        self.gateway_failed = not (replayed or answered)


class ForeignAnswer(GatewayOutcomeUnknown):
    """The answer is about another payment, or impossible for this request: it says nothing about ours."""

    def __init__(self, seen: str) -> None:
        super().__init__(f"the answer is about something else: {seen}")
