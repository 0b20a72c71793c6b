"""The route of exchanges."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field

from bookstore.inventory import model
from bookstore.inventory.errors import PROBLEMS, ConflictingRequest, NotSold, OutOfStock, ReservationNotFound
from bookstore.inventory.exchanges.exchange import CopiesExchange
from bookstore.inventory.exchanges.service import ReplacementService
from bookstore.inventory.routes import OrdersOnly
from bookstore.inventory.schemas import ReservationReply
from bookstore.platform.problem import refused_with
from bookstore.platform.schemas import EACH_TITLE_ONCE, MOST_TITLES, RequestBody, TitleQuantity
from bookstore.platform.server import ThreadedRouter

_NOT_EXCHANGED = refused_with(
    *(PROBLEMS[refusal] for refusal in (ReservationNotFound, ConflictingRequest, NotSold, OutOfStock))
)


class ExchangeBody(RequestBody):
    """Copies to sell in exchange for others; the id makes a repeated request harmless."""

    exchange_id: UUID
    lines: Annotated[list[TitleQuantity], Field(min_length=1, max_length=MOST_TITLES), EACH_TITLE_ONCE]

    def of(self, checkout_id: UUID) -> CopiesExchange:
        """The exchange for this checkout, its lines in the order in which their titles are locked."""
        lines = (model.ReservedLine(line.sku, line.quantity) for line in self.lines)
        return CopiesExchange(self.exchange_id, checkout_id, model.in_sku_order(lines))


def routes(exchanges: ReplacementService) -> APIRouter:
    """The route for orders."""
    router = ThreadedRouter(tags=["reservations"])

    @router.post("/reservations/{checkout_id}/exchanges", responses=_NOT_EXCHANGED)
    def exchange(checkout_id: UUID, body: ExchangeBody, _: OrdersOnly) -> ReservationReply:
        """Sell copies in exchange for sold ones, once per exchange id: all of them or none."""
        return ReservationReply.of(exchanges.exchange(body.of(checkout_id)))

    return router
