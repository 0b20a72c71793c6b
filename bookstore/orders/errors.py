"""What orders refuses, and how each refusal is told."""

from __future__ import annotations

from bookstore.platform.problem import Problem, ProblemTable, ServiceRefusal


class OrderRefusal(ServiceRefusal):
    """Orders says no."""


class OrderNotFound(OrderRefusal):
    """There is no such order for this caller."""


class ConflictingRequest(OrderRefusal):
    """The checkout has an order already, with another content."""


class AlreadyCanceled(OrderRefusal):
    """The order was canceled before, maybe before it was made: it cannot be placed or paid any more."""


class AmountMismatch(OrderRefusal):
    """What was captured is not what the order costs."""


class CheckoutInProgress(OrderRefusal):
    """The order is not paid yet: until then it belongs to its checkout."""


class TotalsDoNotAddUp(OrderRefusal):
    """The parts of the order do not sum to its totals."""


class RefundTooLarge(OrderRefusal):
    """More was to go back than is left."""


class RefundTooFine(OrderRefusal):
    """An amount that cannot change hands in its currency; member `smallest` tells what can (minor units)."""


class NotRefundable(OrderRefusal):
    """Only an order that is paid and not canceled can be refunded."""


class RefundsUnderWay(OrderRefusal):
    """Refunds that were asked for and may yet fail claim what went back at the gateway: too early to tell."""


PROBLEMS: ProblemTable = {
    RefundTooLarge: Problem(409, "refund-too-large", "More than what is left cannot be refunded"),
    RefundTooFine: Problem(409, "refund-too-fine", "Such an amount cannot be refunded in this currency"),
    RefundsUnderWay: Problem(409, "refunds-under-way", "Other refunds of the order are not settled yet"),
    NotRefundable: Problem(409, "not-refundable", "The order cannot be refunded"),
    OrderNotFound: Problem(404, "order-not-found", "There is no such order"),
    ConflictingRequest: Problem(409, "conflicting-request", "This checkout has another order"),
    AlreadyCanceled: Problem(409, "already-canceled", "This order is canceled"),
    AmountMismatch: Problem(409, "amount-mismatch", "Another amount was captured than the order costs"),
    CheckoutInProgress: Problem(409, "checkout-in-progress", "This order's checkout is still running"),
    TotalsDoNotAddUp: Problem(422, "totals-do-not-add-up", "The order does not add up"),
}
