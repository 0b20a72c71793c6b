"""The refusals of the orders service, and the problem that reports each."""

from __future__ import annotations

from bookstore.platform.problem import Problem, ProblemTable, ServiceRefusal


class OrderRefusal(ServiceRefusal):
    """Base of every refusal of this service."""


class OrderNotFound(OrderRefusal):
    """There is no such order, or it belongs to another buyer."""


class ConflictingRequest(OrderRefusal):
    """The checkout has an order of other content."""


class AlreadyCanceled(OrderRefusal):
    """The order was canceled, perhaps before it was placed: it cannot be placed or paid any more."""


class AmountMismatch(OrderRefusal):
    """The captured amount is not the grand total of the order."""


class CheckoutInProgress(OrderRefusal):
    """The order is not paid yet: until then only its checkout may change it."""


class TotalsDoNotAddUp(OrderRefusal):
    """The parts of the order do not sum to its totals."""


class RefundTooLarge(OrderRefusal):
    """The refund is larger than what is left to refund."""


class RefundTooFine(OrderRefusal):
    """An amount that cannot be paid out in its currency; member `smallest`, in minor units."""


class NotRefundable(OrderRefusal):
    """Only an order that is paid and not canceled can be refunded."""


class AlreadyShipped(OrderRefusal):
    """Copies of the order have left the warehouse: it cannot be canceled any more."""


class NotShippable(OrderRefusal):
    """Only an order that is paid, or owed on invoice, and neither canceled nor erased is shipped."""


class MoreThanLeft(OrderRefusal):
    """More copies than are neither shipped nor refunded; member `shippable` has their number."""


class MoreThanShipped(OrderRefusal):
    """More copies than have left and have not come back; member `returnable` has their number."""


class MoreThanCameBack(OrderRefusal):
    """More copies than came back and were neither refunded nor exchanged; member `exchangeable`."""


class CopiesExchanged(OrderRefusal):
    """Copies that were exchanged are not refunded; member `refundable` has how many of the title can be."""


class NothingToShip(OrderRefusal):
    """No copies of the order are to be shipped: it has e-books alone, or its copies were refunded."""


class OtherDestination(OrderRefusal):
    """The order was priced for the `country`, and for the `region` where it has one."""


class NoInvoice(OrderRefusal):
    """There is an invoice of orders that are paid or were bought on invoice."""


class OrdersOpen(OrderRefusal):
    """The person is still needed for orders; member `order_numbers`."""


class EbookOpened(OrderRefusal):
    """An e-book that was opened is not refunded, and its order is not canceled; member `skus`."""


class GiftCardSold(OrderRefusal):
    """What was paid for a gift card is not refunded, and its order is not canceled; member `skus`."""


class DownloadNotFound(OrderRefusal):
    """No link to an e-book has this token."""


class DownloadWithdrawn(OrderRefusal):
    """The e-book was refunded, or its order was canceled: its link opens no more."""


class RefundsUnderWay(OrderRefusal):
    """Requested refunds that may still fail claim the amount: the report must be repeated later."""


PROBLEMS: ProblemTable = {
    RefundTooLarge: Problem(409, "refund-too-large", "More than what is left cannot be refunded"),
    RefundTooFine: Problem(409, "refund-too-fine", "Such an amount cannot be refunded in this currency"),
    RefundsUnderWay: Problem(
        409, "refunds-under-way", "Other refunds of the order are not settled yet", {"Retry-After": "5"}
    ),
    AlreadyShipped: Problem(409, "already-shipped", "The order is under way"),
    NotShippable: Problem(409, "not-shippable", "The order cannot be shipped"),
    MoreThanLeft: Problem(409, "more-than-left", "More copies than are left cannot be shipped"),
    NothingToShip: Problem(409, "nothing-to-ship", "There is no parcel"),
    OtherDestination: Problem(409, "other-destination", "The order was priced for another place"),
    MoreThanShipped: Problem(409, "more-than-shipped", "More copies than have left cannot come back"),
    MoreThanCameBack: Problem(409, "more-than-came-back", "More copies than came back cannot be exchanged"),
    CopiesExchanged: Problem(409, "copies-exchanged", "Copies that were exchanged cannot be refunded"),
    NoInvoice: Problem(409, "no-invoice", "The order has no invoice"),
    NotRefundable: Problem(409, "not-refundable", "The order cannot be refunded"),
    OrdersOpen: Problem(409, "orders-open", "The person is still needed for an order"),
    EbookOpened: Problem(409, "ebook-opened", "The e-book was opened"),
    GiftCardSold: Problem(409, "gift-card-sold", "The order has a gift card"),
    DownloadNotFound: Problem(404, "download-not-found", "There is no such e-book"),
    DownloadWithdrawn: Problem(409, "download-withdrawn", "The e-book was given back"),
    OrderNotFound: Problem(404, "order-not-found", "There is no such order"),
    ConflictingRequest: Problem(409, "conflicting-request", "This checkout has another order"),
    AlreadyCanceled: Problem(409, "already-canceled", "This order is canceled"),
    AmountMismatch: Problem(409, "amount-mismatch", "Another amount was captured than the order costs"),
    CheckoutInProgress: Problem(
        409, "checkout-in-progress", "This order's checkout is still running", {"Retry-After": "1"}
    ),
    TotalsDoNotAddUp: Problem(422, "totals-do-not-add-up", "The order does not add up"),
}
