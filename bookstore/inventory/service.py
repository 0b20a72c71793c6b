"""The use cases of reservations: each is one transaction, and harmless when repeated.

Every use case locks its reservation first and then the titles in SKU order (see store.py).
"""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection

from bookstore.inventory import store
from bookstore.inventory.errors import (
    AlreadyConfirmed,
    AlreadyReleased,
    ConflictingRequest,
    ReservationExpired,
    ReservationNotFound,
)
from bookstore.inventory.missing import description, members, out_of_stock
from bookstore.inventory.model import (
    HOLD,
    MOVES,
    RETURN,
    RETURN_OF_COUNTED,
    CopiesReturn,
    Reservation,
    ReservationState,
    ReservedLine,
    Title,
    in_copies,
    missing,
    missing_on_order,
)
from bookstore.platform.clock import Clock
from bookstore.platform.database import Database
from bookstore.platform.worker import pause_until

_IDLE = 1.0  # seconds between two checks for deadlines; another instance may have made a reservation
_log = logging.getLogger(__name__)


class ReservationService:
    """Reserves copies for checkouts, for `lifetime` where the request names no other time."""

    def __init__(self, database: Database, clock: Clock, lifetime: timedelta) -> None:
        self._database = database
        self._clock = clock
        self._lifetime = lifetime

    def reserve(
        self, checkout_id: UUID, lines: tuple[ReservedLine, ...], lifetime: timedelta | None = None
    ) -> tuple[Reservation, bool]:
        """Reserve all of the lines (in SKU order) or none; True where the reservation is new.

        Of a title that does not exist in copies nothing is reserved; it must be on sale. A repeated request
        holds an expired reservation again. Raises OutOfStock with every missing line, AlreadyReleased, and
        ConflictingRequest where the checkout has reserved other lines.
        """
        self.expire_due()
        now = self._clock.now()
        wanted = Reservation(checkout_id, ReservationState.HELD, lines, now + (lifetime or self._lifetime))
        with self._database.transaction() as connection:
            if store.add_reservation(connection, wanted, now):
                titles = self._check_stock(connection, lines)
                held = replace(wanted, lines=in_copies(lines, titles))
                store.add_lines(connection, held)
                store.move(connection, held, HOLD, now)
                return held, True
            return self._reserved_before(connection, wanted, now), False

    def find(self, checkout_id: UUID) -> Reservation:
        """The checkout's reservation; raises ReservationNotFound."""
        self.expire_due()
        with self._database.reading() as connection:
            return _found(checkout_id, store.find(connection, checkout_id))

    def confirm(self, checkout_id: UUID) -> Reservation:
        """Confirm the reservation: its copies are sold, once.

        An expired reservation is held again where its copies are available. A restocked one stays as it is:
        its order was canceled before the confirmation arrived. Raises ReservationNotFound, AlreadyReleased,
        and ReservationExpired with every missing line.
        """
        self.expire_due()
        now = self._clock.now()
        with self._database.transaction() as connection:
            found = _found(checkout_id, store.lock(connection, checkout_id))
            if found.state in (ReservationState.CONFIRMED, ReservationState.RESTOCKED):
                return found
            if found.state is ReservationState.RELEASED:
                raise AlreadyReleased(f"the reservation of checkout {checkout_id} was released")
            if found.state is ReservationState.EXPIRED:
                found = self._hold_again(connection, found, now)
            return self._move(connection, found, ReservationState.CONFIRMED, now)

    def release(self, checkout_id: UUID) -> Reservation:
        """Release the copies, once; raises AlreadyConfirmed where they are sold."""
        return self._give_up(checkout_id, ReservationState.RELEASED)

    def restock(self, checkout_id: UUID) -> Reservation:
        """Restock the copies of a canceled order, once, whether or not the sale was confirmed."""
        return self._give_up(checkout_id, ReservationState.RESTOCKED)

    def take_back(
        self, checkout_id: UUID, return_id: UUID, copies: tuple[ReservedLine, ...], *, counted: bool = False
    ) -> Reservation:
        """Take back sold copies, once per return id, so that a later restock leaves them out.

        `counted`: a stock count has counted them in already. Raises ReservationNotFound, NotSold,
        MoreThanSold, and ConflictingRequest where the return id was used for other copies.
        """
        now = self._clock.now()
        with self._database.transaction() as connection:
            found = _found(checkout_id, store.lock(connection, checkout_id))
            returned = CopiesReturn(return_id, checkout_id, copies, counted)
            if store.is_same_return(connection, returned):
                return found
            after = found.with_return(copies)
            if not store.add_return(connection, returned, now):
                raise ConflictingRequest(f"return {return_id} was for other copies")
            store.lock_titles(connection, _skus(copies))
            effect = RETURN_OF_COUNTED if counted else RETURN
            store.move(connection, replace(found, lines=copies), effect, now)
            return after

    def expire_due(self) -> None:
        """Expire every reservation past its deadline: a use case does not wait for the worker."""
        self.run_expiry()

    def run_expiry(self) -> float:
        """Expire what is due; the seconds until the next deadline."""
        while (pause := self._pause()) == 0.0 and self._expire_one():
            pass
        return pause

    def _pause(self) -> float:
        """Seconds until the next deadline of a reservation; 0 where one has passed."""
        with self._database.reading() as connection:
            due = store.next_due(connection)
        return pause_until(due, self._clock.now(), _IDLE)

    def _expire_one(self) -> bool:
        now = self._clock.now()
        with self._database.transaction() as connection:
            due = store.lock_due(connection, now)
            if due is not None:
                self._move(connection, due, ReservationState.EXPIRED, now)
                _log.info("a reservation has expired", extra={"checkout_id": str(due.checkout_id)})
        return due is not None

    def _give_up(self, checkout_id: UUID, target: ReservationState) -> Reservation:
        """An unknown checkout gets a tombstone, so that its late request is refused."""
        now = self._clock.now()
        with self._database.transaction() as connection:
            tombstone = Reservation(checkout_id, target, (), now)
            if store.add_reservation(connection, tombstone, now):
                return tombstone
            found = _found(checkout_id, store.lock(connection, checkout_id))
            if found.given_up:
                return found
            if (found.state, target) not in MOVES:
                raise AlreadyConfirmed(f"the copies of checkout {checkout_id} are sold")
            return self._move(connection, found, target, now)

    def _reserved_before(self, connection: Connection, wanted: Reservation, now: datetime) -> Reservation:
        found = _found(wanted.checkout_id, store.lock(connection, wanted.checkout_id))
        if found.given_up:
            raise AlreadyReleased(f"the reservation of checkout {found.checkout_id} was released")
        if found.lines != wanted.lines and found.lines != _in_copies(connection, wanted.lines):
            raise ConflictingRequest(f"checkout {found.checkout_id} has reserved something else")
        if found.state is ReservationState.EXPIRED:
            self._check_stock(connection, found.lines)
            return self._move(
                connection, replace(found, expires_at=wanted.expires_at), ReservationState.HELD, now
            )
        return found

    def _hold_again(self, connection: Connection, found: Reservation, now: datetime) -> Reservation:
        missing_lines = missing_on_order(found.lines, store.lock_titles(connection, _skus(found.lines)))
        if missing_lines:
            raise ReservationExpired(
                f"no longer reserved: {description(missing_lines)}", missing=members(missing_lines)
            )
        return self._move(connection, found, ReservationState.HELD, now)

    def _check_stock(self, connection: Connection, lines: tuple[ReservedLine, ...]) -> dict[str, Title]:
        """The titles of the lines, locked; raises OutOfStock."""
        titles = store.lock_titles(connection, _skus(lines))
        missing_lines = missing(lines, titles)
        if missing_lines:
            raise out_of_stock(missing_lines)
        return titles

    def _move(
        self, connection: Connection, found: Reservation, target: ReservationState, now: datetime
    ) -> Reservation:
        effect = MOVES[found.state, target]
        if effect is not None:
            store.lock_titles(connection, _skus(found.lines))
            store.move(connection, replace(found, lines=found.not_returned), effect, now)
        store.set_state(connection, found.checkout_id, target, found.expires_at, now)
        return replace(found, state=target)


def _in_copies(connection: Connection, lines: tuple[ReservedLine, ...]) -> tuple[ReservedLine, ...]:
    return in_copies(lines, store.titles(connection, _skus(lines)))


def _skus(lines: tuple[ReservedLine, ...]) -> list[str]:
    return [line.sku for line in lines]


def _found(checkout_id: UUID, found: Reservation | None) -> Reservation:
    if found is None:
        raise ReservationNotFound(f"checkout {checkout_id} has reserved nothing")
    return found
