"""The request and response bodies of exchanges."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from bookstore.orders.exchanges.exchange import ExchangeState, OrderExchange
from bookstore.orders.purchase import Purchase
from bookstore.orders.shipments.schemas import ShippedLine
from bookstore.platform.schemas import EACH_TITLE_ONCE, MOST_TITLES, ReplyBody, RequestBody, TitleQuantity


class ExchangeRequest(RequestBody):
    """Copies that came back, to be exchanged for as many of the same title."""

    lines: Annotated[tuple[TitleQuantity, ...], Field(min_length=1, max_length=MOST_TITLES), EACH_TITLE_ONCE]

    def copies(self) -> Mapping[str, int]:
        """The copies by SKU."""
        return {line.sku: line.quantity for line in self.lines}


class ExchangeView(ReplyBody):
    """An exchange, as staff and customers see it: `asked` until inventory has answered."""

    exchange_id: UUID
    state: ExchangeState
    asked_at: datetime
    lines: tuple[ShippedLine, ...]

    @classmethod
    def of(cls, exchange: OrderExchange, purchase: Purchase) -> ExchangeView:
        """The exchange with the titles of the order, in the order of its lines."""
        lines = tuple(
            ShippedLine(sku=line.sku, title=line.title, quantity=exchange.copies[line.sku])
            for line in purchase.lines
            if line.sku in exchange.copies
        )
        return cls(
            exchange_id=exchange.exchange_id, state=exchange.state, asked_at=exchange.asked_at, lines=lines
        )
