"""Titles, reservations and their rules, without I/O."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from bookstore.inventory.errors import MoreThanSold, NotSold
from bookstore.platform.title_kinds import TitleKind


class ReservationState(StrEnum):
    """The states of a reservation."""

    HELD = "held"
    CONFIRMED = "confirmed"
    RELEASED = "released"
    EXPIRED = "expired"
    RESTOCKED = "restocked"


class MovementKind(StrEnum):
    """The kinds of entries in the stock ledger."""

    RECEIVED = "received"
    COUNTED = "counted"
    RESERVED = "reserved"
    RELEASED = "released"
    EXPIRED = "expired"
    SOLD = "sold"
    RESTOCKED = "restocked"
    RETURNED = "returned"
    EXCHANGED = "exchanged"


@dataclass(frozen=True)
class StockEffect:
    """The change of a title's counts for one copy."""

    kind: MovementKind
    on_hand: int = 0
    reserved: int = 0
    sold: int = 0
    received: int = 0


HOLD = StockEffect(MovementKind.RESERVED, reserved=1)
RETURN = StockEffect(MovementKind.RETURNED, on_hand=1, sold=-1)
EXCHANGE = StockEffect(MovementKind.EXCHANGED, on_hand=-1, sold=1)
RETURN_OF_COUNTED = StockEffect(MovementKind.RETURNED, sold=-1, received=-1)
"""A stock count has found the copy before the return was reported, and has counted it as received."""

# The allowed moves, and their effect on the copies. A restock reverses a sale. Where the sale was not
# confirmed (no payment, or a confirmation in doubt) the restock releases the reservation instead.
MOVES: Mapping[tuple[ReservationState, ReservationState], StockEffect | None] = {
    (ReservationState.HELD, ReservationState.CONFIRMED): StockEffect(
        MovementKind.SOLD, on_hand=-1, reserved=-1, sold=1
    ),
    (ReservationState.HELD, ReservationState.RELEASED): StockEffect(MovementKind.RELEASED, reserved=-1),
    (ReservationState.HELD, ReservationState.RESTOCKED): StockEffect(MovementKind.RELEASED, reserved=-1),
    (ReservationState.HELD, ReservationState.EXPIRED): StockEffect(MovementKind.EXPIRED, reserved=-1),
    (ReservationState.EXPIRED, ReservationState.HELD): HOLD,
    (ReservationState.EXPIRED, ReservationState.RELEASED): None,
    (ReservationState.EXPIRED, ReservationState.RESTOCKED): None,
    (ReservationState.CONFIRMED, ReservationState.RESTOCKED): StockEffect(
        MovementKind.RESTOCKED, on_hand=1, sold=-1
    ),
}


@dataclass(frozen=True)
class ReservedLine:
    """A number of copies of one title in a reservation."""

    sku: str
    quantity: int


@dataclass(frozen=True)
class Title:
    """A title and its copies; `on_hand` includes the reserved ones."""

    sku: str
    title: str
    on_hand: int
    reserved: int
    withdrawn: bool
    kind: TitleKind = TitleKind.PRINTED

    @property
    def available(self) -> int | None:
        """The copies a customer can buy; None: as many as are wanted, since they are not counted."""
        if self.withdrawn:
            return 0
        return self.on_hand - self.reserved if self.kind.in_copies else None

    def has(self, quantity: int) -> bool:
        """Whether so many copies can be bought."""
        return self.available is None or self.available >= quantity


@dataclass(frozen=True)
class Reservation:
    """The copies reserved for one checkout.

    Without lines where it was released before it was made, or where nothing of the checkout is in copies.

    `returned`: the sold copies that came back, by SKU. `exchanged`: those that were sold beside the lines, in
    exchange for them.
    """

    checkout_id: UUID
    state: ReservationState
    lines: tuple[ReservedLine, ...]
    expires_at: datetime
    returned: Mapping[str, int] = field(default_factory=dict)
    exchanged: Mapping[str, int] = field(default_factory=dict)

    @property
    def not_returned(self) -> tuple[ReservedLine, ...]:
        """The lines with the copies that were exchanged, and without those that came back."""
        left = (replace(line, quantity=line.quantity + self._moved(line.sku)) for line in self.lines)
        return tuple(line for line in left if line.quantity)

    def _moved(self, sku: str) -> int:
        return self.exchanged.get(sku, 0) - self.returned.get(sku, 0)

    def with_return(self, copies: Sequence[ReservedLine]) -> Reservation:
        """The reservation after these copies came back. Raises NotSold, MoreThanSold."""
        if self.state is not ReservationState.CONFIRMED:
            raise NotSold(f"the copies of checkout {self.checkout_id} are {self.state}", state=self.state)
        left = {line.sku: line.quantity for line in self.not_returned}
        for line in copies:
            if line.quantity > left.get(line.sku, 0):
                most = left.get(line.sku, 0)
                raise MoreThanSold(f"at most {most} copies of {line.sku} can come back", returnable=most)
        back = {line.sku: self.returned.get(line.sku, 0) + line.quantity for line in copies}
        return replace(self, returned={**self.returned, **back})

    @property
    def given_up(self) -> bool:
        """Whether it was released or restocked, which is final."""
        return self.state in (ReservationState.RELEASED, ReservationState.RESTOCKED)


@dataclass(frozen=True)
class CopiesReturn:
    """Sold copies that came back. `counted`: a stock count has counted them in before."""

    return_id: UUID
    checkout_id: UUID
    copies: tuple[ReservedLine, ...]
    counted: bool


class MissingReason(StrEnum):
    """Why a line cannot be reserved."""

    NOT_ENOUGH_COPIES = "not-enough-copies"
    WITHDRAWN = "withdrawn"
    UNKNOWN_TITLE = "unknown-title"


@dataclass(frozen=True)
class MissingLine:
    """A line that cannot be reserved, and how many copies are available."""

    sku: str
    title: str | None
    requested: int
    available: int
    reason: MissingReason


def in_sku_order(lines: Iterable[ReservedLine]) -> tuple[ReservedLine, ...]:
    """The lines in the order in which titles are locked, so that two checkouts cannot deadlock."""
    return tuple(sorted(lines, key=lambda line: line.sku))


def in_copies(lines: Iterable[ReservedLine], titles: Mapping[str, Title]) -> tuple[ReservedLine, ...]:
    """The lines of which copies are counted: there is nothing to reserve of the others."""
    return tuple(line for line in lines if line.sku in titles and titles[line.sku].kind.in_copies)


def missing(lines: Sequence[ReservedLine], titles: Mapping[str, Title]) -> list[MissingLine]:
    """The lines that cannot be reserved now."""
    return [_missing(line, titles.get(line.sku)) for line in lines if not _fits(line, titles.get(line.sku))]


def missing_on_order(lines: Sequence[ReservedLine], titles: Mapping[str, Title]) -> list[MissingLine]:
    """The lines that cannot be reserved now, of what the customer has ordered before.

    A title withdrawn since then counts as available: the customer ordered it while it was on sale.
    """
    return missing(lines, {sku: replace(title, withdrawn=False) for sku, title in titles.items()})


def _fits(line: ReservedLine, title: Title | None) -> bool:
    return title is not None and title.has(line.quantity)


def _missing(line: ReservedLine, title: Title | None) -> MissingLine:
    if title is None:
        return MissingLine(line.sku, None, line.quantity, 0, MissingReason.UNKNOWN_TITLE)
    reason = MissingReason.WITHDRAWN if title.withdrawn else MissingReason.NOT_ENOUGH_COPIES
    return MissingLine(line.sku, title.title, line.quantity, title.available or 0, reason)
