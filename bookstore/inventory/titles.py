"""The use cases of staff for titles and their copies; each is one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Connection

from bookstore.inventory import store
from bookstore.inventory.errors import (
    BelowReserved,
    ConflictingRequest,
    KindIsFixed,
    NotInCopies,
    TitleNotFound,
)
from bookstore.inventory.model import MovementKind, ReservedLine, Title
from bookstore.inventory.service import ReservationService
from bookstore.platform.clock import Clock
from bookstore.platform.database import Database
from bookstore.platform.schemas import MOST_TITLES
from bookstore.platform.title_kinds import TitleKind


class TitleService:
    """The titles of the bookstore and their copies."""

    def __init__(self, database: Database, clock: Clock, reservations: ReservationService) -> None:
        self._database = database
        self._clock = clock
        self._reservations = reservations

    def put(self, sku: str, title: str, kind: TitleKind | None) -> Title:
        """Add the title, or rename it. None: of the kind that it is, printed where it is new.

        Raises KindIsFixed: carts and orders have the kind already, so it can never change.
        """
        with self._database.transaction() as connection:
            stored = store.put_title(connection, sku, title, kind)
            if stored is None:
                known = store.titles(connection, [sku])[sku]
                raise KindIsFixed(f"{sku} is known as {known.kind}, not as {kind}", kind=known.kind)
            return stored

    def receive(self, sku: str, receipt_id: UUID, copies: int) -> Title:
        """Receive copies of a title, once per receipt.

        Raises TitleNotFound, NotInCopies, and ConflictingRequest where the receipt id was used for other
        copies.
        """
        line, now = ReservedLine(sku, copies), self._clock.now()
        with self._database.transaction() as connection:
            _locked_copies(connection, sku)
            if store.add_receipt(connection, receipt_id, line, now):
                store.add_copies(connection, line, now, MovementKind.RECEIVED, receipt_id)
            elif not store.same_receipt(connection, receipt_id, line):
                raise ConflictingRequest(f"receipt {receipt_id} was for another title or number of copies")
            return store.titles(connection, [sku])[sku]

    def count(self, sku: str, copies: int) -> Title:
        """Set the copies on hand to the number counted; raises TitleNotFound, NotInCopies, BelowReserved."""
        self._reservations.expire_due()
        with self._database.transaction() as connection:
            title = _locked_copies(connection, sku)
            if copies < title.reserved:
                detail = f"{title.reserved} copies of {title.title!r} are reserved, more than {copies}"
                raise BelowReserved(detail, reserved=title.reserved)
            if copies != title.on_hand:
                found = ReservedLine(sku, copies - title.on_hand)
                store.add_copies(connection, found, self._clock.now(), MovementKind.COUNTED, receipt=None)
            return store.titles(connection, [sku])[sku]

    def withdraw(self, sku: str, withdrawn: bool) -> Title:
        """Take the title off sale, or put it back; raises TitleNotFound."""
        with self._database.transaction() as connection:
            title = store.set_withdrawn(connection, sku, withdrawn)
        if title is None:
            raise _unknown(sku)
        return title

    def availability(self, skus: Sequence[str]) -> list[Title]:
        """The titles that exist, in SKU order, after reservations past their deadline are expired."""
        self._reservations.expire_due()
        with self._database.reading() as connection:
            return list(store.titles(connection, skus).values())

    def on_sale(self, skus: Sequence[str] | None) -> list[Title]:
        """The first titles that are not withdrawn, by name, or those of them with these SKUs."""
        self._reservations.expire_due()
        with self._database.reading() as connection:
            return store.titles_on_sale(connection, skus, MOST_TITLES)


def _locked_copies(connection: Connection, sku: str) -> Title:
    """The title, locked. Raises TitleNotFound, NotInCopies."""
    title = store.lock_titles(connection, [sku]).get(sku)
    if title is None:
        raise _unknown(sku)
    if not title.kind.in_copies:
        raise NotInCopies(f"{title.title!r} does not exist in copies: it is {title.kind}", kind=title.kind)
    return title


def _unknown(sku: str) -> TitleNotFound:
    return TitleNotFound(f"no title has the SKU {sku}")
