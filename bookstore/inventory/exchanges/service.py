"""The use case of exchanges: one transaction, and harmless when repeated."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bookstore.inventory import store
from bookstore.inventory.errors import ConflictingRequest, ReservationNotFound
from bookstore.inventory.exchanges import store as exchange_store
from bookstore.inventory.exchanges.exchange import CopiesExchange, with_exchange
from bookstore.inventory.missing import out_of_stock
from bookstore.inventory.model import EXCHANGE, Reservation, missing_on_order
from bookstore.inventory.service import ReservationService
from bookstore.platform.clock import Clock
from bookstore.platform.database import Database


@dataclass(frozen=True)
class ReplacementService:
    """Sells copies in exchange for others; it locks as reservations do."""

    database: Database
    clock: Clock
    reservations: ReservationService

    def exchange(self, wanted: CopiesExchange) -> Reservation:
        """Sell all of the copies or none, once per exchange id.

        A title that was withdrawn is sold: the customer ordered it while it was on sale. Raises
        ReservationNotFound, NotSold, OutOfStock, and ConflictingRequest where the id was used for others.
        """
        self.reservations.expire_due()
        now = self.clock.now()
        with self.database.transaction() as connection:
            found = store.lock(connection, wanted.checkout_id)
            if found is None:
                raise ReservationNotFound(f"checkout {wanted.checkout_id} has reserved nothing")
            if exchange_store.is_same(connection, wanted):
                return found
            after = with_exchange(found, wanted.copies)
            if not exchange_store.add(connection, wanted, now):
                raise ConflictingRequest(f"exchange {wanted.exchange_id} was for other copies")
            titles = store.lock_titles(connection, [line.sku for line in wanted.copies])
            if missing_lines := missing_on_order(wanted.copies, titles):
                raise out_of_stock(missing_lines)
            store.move(connection, replace(found, lines=wanted.copies), EXCHANGE, now)
            return after
