"""What the inventory refuses, and how it says so."""

from __future__ import annotations

from bookstore.platform.problem import Problem, ProblemTable, ServiceRefusal


class InventoryRefusal(ServiceRefusal):
    """The inventory says no."""


class TitleNotFound(InventoryRefusal):
    """No title has this SKU."""


class ReservationNotFound(InventoryRefusal):
    """This checkout has no reservation."""


class OutOfStock(InventoryRefusal):
    """Not every line can be reserved; `missing` names each that cannot."""


class BelowReserved(InventoryRefusal):
    """Fewer copies were counted than are reserved; `reserved` says how many are."""


class ConflictingRequest(InventoryRefusal):
    """The id was used before, for something else."""


class AlreadyReleased(InventoryRefusal):
    """The checkout has been undone; nothing more is set aside for it."""


class AlreadyConfirmed(InventoryRefusal):
    """The copies are sold: they come back by a restock only."""


class ReservationExpired(InventoryRefusal):
    """The deadline has passed, and copies went to somebody else; `missing` names each such line."""


PROBLEMS: ProblemTable = {
    TitleNotFound: Problem(404, "title-not-found", "There is no such title"),
    ReservationNotFound: Problem(404, "reservation-not-found", "There is no such reservation"),
    OutOfStock: Problem(409, "out-of-stock", "Not enough copies are available"),
    BelowReserved: Problem(409, "below-reserved", "More copies are reserved"),
    ConflictingRequest: Problem(409, "conflicting-request", "This id stands for another request"),
    AlreadyReleased: Problem(409, "already-released", "The reservation has been given up"),
    AlreadyConfirmed: Problem(409, "already-confirmed", "The copies are sold"),
    ReservationExpired: Problem(409, "reservation-expired", "The reservation has expired"),
}
