"""The route of exchanges."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, Depends, Response

from bookstore.orders.errors import (
    PROBLEMS,
    ConflictingRequest,
    MoreThanCameBack,
    NotShippable,
    OrderNotFound,
)
from bookstore.orders.exchanges.schemas import ExchangeRequest, ExchangeView
from bookstore.orders.exchanging.service import ExchangeService
from bookstore.orders.routes import OrderNumber
from bookstore.platform.access import staff
from bookstore.platform.problem import refused_with
from bookstore.platform.server import ThreadedRouter

_NOT_EXCHANGED = refused_with(
    *(PROBLEMS[each] for each in (OrderNotFound, ConflictingRequest, NotShippable, MoreThanCameBack))
)


def routes(exchanges: ExchangeService) -> APIRouter:
    """The route for the staff."""
    router = ThreadedRouter(prefix="/orders", tags=["staff"], dependencies=[Depends(staff)])

    @router.put(
        "/{order_number}/exchanges/{exchange_id}",
        status_code=201,
        responses={200: {"model": ExchangeView, "description": "Asked for before"}, **_NOT_EXCHANGED},
    )
    def exchange(
        order_number: OrderNumber, exchange_id: UUID, body: ExchangeRequest, response: Response
    ) -> ExchangeView:
        """Exchange copies that came back, once per exchange id; asked again, it says what inventory said."""
        order, found, is_new = exchanges.exchange(order_number, exchange_id, body.copies())
        response.status_code = 201 if is_new else 200
        return ExchangeView.of(found, order.purchase)

    return router
