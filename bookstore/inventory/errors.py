"""The refusals of the inventory service, and the problem that reports each."""

from __future__ import annotations

from bookstore.platform.problem import Problem, ProblemTable, ServiceRefusal


class InventoryRefusal(ServiceRefusal):
    """Base of every refusal of this service."""


class TitleNotFound(InventoryRefusal):
    """No title has this SKU."""


class KindIsFixed(InventoryRefusal):
    """The title is known as one of another kind, member `kind`: an e-book has an ISBN of its own."""


class NotInCopies(InventoryRefusal):
    """The title does not exist in copies, so none can be received or counted; member `kind`."""


class ReservationNotFound(InventoryRefusal):
    """This checkout has no reservation."""


class OutOfStock(InventoryRefusal):
    """Some lines cannot be reserved; `missing` names them."""


class BelowReserved(InventoryRefusal):
    """A stock count below the number of reserved copies; `reserved` says how many are."""


class ConflictingRequest(InventoryRefusal):
    """The id was used for another request."""


class AlreadyReleased(InventoryRefusal):
    """The reservation was released or restocked before; nothing is reserved for the checkout any more."""


class AlreadyConfirmed(InventoryRefusal):
    """The copies are sold: only a restock returns them."""


class ReservationExpired(InventoryRefusal):
    """The reservation expired, and its copies were reserved by other checkouts; `missing` names the lines."""


class NotSold(InventoryRefusal):
    """Only sold copies come back or are exchanged, and those of a canceled order are here. Member `state`."""


class MoreThanSold(InventoryRefusal):
    """More copies came back than were sold; `returnable` says how many can."""


PROBLEMS: ProblemTable = {
    TitleNotFound: Problem(404, "title-not-found", "There is no such title"),
    KindIsFixed: Problem(409, "kind-is-fixed", "The title is of another kind"),
    NotInCopies: Problem(409, "not-in-copies", "The title does not exist in copies"),
    ReservationNotFound: Problem(404, "reservation-not-found", "There is no such reservation"),
    OutOfStock: Problem(409, "out-of-stock", "Not enough copies are available"),
    BelowReserved: Problem(409, "below-reserved", "More copies are reserved"),
    ConflictingRequest: Problem(409, "conflicting-request", "This id stands for another request"),
    AlreadyReleased: Problem(409, "already-released", "The reservation was released"),
    AlreadyConfirmed: Problem(409, "already-confirmed", "The copies are sold"),
    NotSold: Problem(409, "not-sold", "These copies are not sold"),
    MoreThanSold: Problem(409, "more-than-sold", "More copies cannot come back than were sold"),
    ReservationExpired: Problem(409, "reservation-expired", "The reservation has expired"),
}
