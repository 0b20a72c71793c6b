"""The refusals of the payments service, and the problem that reports each."""

from __future__ import annotations

from bookstore.payments.credit import errors as credit
from bookstore.payments.gateway.answers import GatewayError
from bookstore.payments.gift_cards import errors as gift_cards
from bookstore.payments.lock import CaptureIdTaken, PaymentLocked, RefundIdTaken
from bookstore.platform.problem import Problem, ProblemTable, ServiceRefusal


class PaymentError(ServiceRefusal):
    """Base of every refusal of this service."""


class NoSuchPayment(PaymentError):
    """No payment was requested for this checkout."""


class ConflictingRequest(PaymentError):
    """The same id came with other content; the first request stays valid."""


class AlreadyReversed(PaymentError):
    """The payment was reversed: nothing may be authorized or captured any more."""


class NotCapturable(PaymentError):
    """There is no authorization that could be captured."""


class NotRefundable(PaymentError):
    """There is no captured amount that could be refunded."""


class NotFromTheGateway(PaymentError):
    """The signature or the age of a webhook is not valid."""


class NotAnEvent(PaymentError):
    """The gateway has signed a webhook whose body is no event."""


class NoSuchRepayment(PaymentError):
    """No money goes back under this id."""


class RefundTooLarge(PaymentError):
    """The refund is larger than what is left of the captured amount."""


PROBLEMS: ProblemTable = {
    NoSuchPayment: Problem(404, "no-such-payment", "There is no such payment"),
    NoSuchRepayment: Problem(404, "no-such-repayment", "There is no such repayment"),
    ConflictingRequest: Problem(409, "conflicting-request", "This was requested with other content before"),
    AlreadyReversed: Problem(409, "already-returned", "The payment was reversed"),
    NotCapturable: Problem(409, "not-capturable", "The payment cannot be captured"),
    NotRefundable: Problem(409, "not-refundable", "The payment cannot be refunded"),
    NotFromTheGateway: Problem(
        401,
        "signature-not-valid",
        "This does not come from the gateway",
        {"WWW-Authenticate": "Stripe-Signature"},
    ),
    NotAnEvent: Problem(400, "not-an-event", "The body is no event of the gateway"),
    PaymentLocked: Problem(503, "try-again", "Please try again in a moment", {"Retry-After": "1"}),
    GatewayError: Problem(503, "try-again", "The gateway gives no answer", {"Retry-After": "5"}),
    RefundIdTaken: Problem(409, "conflicting-request", "A refund of another payment has this id"),
    CaptureIdTaken: Problem(409, "conflicting-request", "A capture of another payment has this id"),
    RefundTooLarge: Problem(409, "refund-too-large", "More than the captured money cannot be refunded"),
    **gift_cards.PROBLEMS,
    **credit.PROBLEMS,
}
