"""What the payments service refuses, and how it is told."""

from __future__ import annotations

from bookstore.payments.gateway.answers import GatewayError
from bookstore.payments.lock import PaymentLocked, RefundIdTaken
from bookstore.platform.problem import Problem, ProblemTable, ServiceRefusal


class PaymentError(ServiceRefusal):
    """Base of every refusal of this service."""


class NoSuchPayment(PaymentError):
    """Nothing was ever asked for this checkout."""


class ConflictingRequest(PaymentError):
    """The same id came with other content; the first stands."""


class AlreadyReversed(PaymentError):
    """The payment was called off: no money may move towards us any more."""


class NotCapturable(PaymentError):
    """There is no hold whose money could be taken."""


class NotRefundable(PaymentError):
    """There is no taken money to give back."""


class NotFromTheGateway(PaymentError):
    """A webhook whose signature or age does not hold."""


class RefundTooLarge(PaymentError):
    """More was asked back than is left of what was taken."""


PROBLEMS: ProblemTable = {
    NoSuchPayment: Problem(404, "no-such-payment", "There is no such payment"),
    ConflictingRequest: Problem(409, "conflicting-request", "This was asked for with other content before"),
    AlreadyReversed: Problem(409, "already-returned", "The payment was called off"),
    NotCapturable: Problem(409, "not-capturable", "The payment cannot be captured"),
    NotRefundable: Problem(409, "not-refundable", "The payment cannot be refunded"),
    NotFromTheGateway: Problem(400, "signature-not-valid", "This does not come from the gateway"),
    PaymentLocked: Problem(503, "try-again", "Please try again in a moment", {"Retry-After": "1"}),
    GatewayError: Problem(503, "try-again", "The gateway gives no answer", {"Retry-After": "5"}),
    RefundIdTaken: Problem(409, "conflicting-request", "A refund of another payment has this id"),
    RefundTooLarge: Problem(409, "refund-too-large", "More than the captured money cannot be refunded"),
}
