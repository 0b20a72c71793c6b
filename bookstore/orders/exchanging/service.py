"""The use cases of exchanges: one transaction each, harmless when repeated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from bookstore.orders.exchanges.exchange import ExchangeState, OrderExchange
from bookstore.orders.model import Order
from bookstore.orders.rules.exchanges import with_answer, with_exchange
from bookstore.orders.service import OrderService
from bookstore.platform.clock import Clock


@dataclass(frozen=True)
class ExchangeService:
    """Copies that came back, and what replaces them."""

    orders: OrderService
    clock: Clock

    def exchange(
        self, number: str, exchange_id: UUID, copies: Mapping[str, int]
    ) -> tuple[Order, OrderExchange, bool]:
        """The order with this exchange; True where the request is new.

        Raises OrderNotFound, ConflictingRequest, NotShippable, MoreThanCameBack.
        """
        before, after = self.orders.change(
            number, lambda order: with_exchange(order, exchange_id, copies, self.clock.now())
        )
        found = next(one for one in after.exchanges if one.exchange_id == exchange_id)
        return after, found, after is not before

    def record_answer(self, number: str, exchange_id: UUID, state: ExchangeState) -> None:
        """Inventory has sold the copies, or has too few. Raises OrderNotFound."""
        self.orders.change(number, lambda order: with_answer(order, exchange_id, state, self.clock.now()))
