"""The routes of shipments and returns."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, Depends, Response

from bookstore.orders.errors import (
    PROBLEMS,
    ConflictingRequest,
    MoreThanLeft,
    MoreThanShipped,
    NotShippable,
    OrderNotFound,
)
from bookstore.orders.returns.schemas import ReturnReport, ReturnView
from bookstore.orders.routes import OrderNumber
from bookstore.orders.shipments.schemas import ShipmentReport, ShipmentView
from bookstore.orders.warehouse.service import WarehouseService
from bookstore.platform.access import staff
from bookstore.platform.problem import refused_with
from bookstore.platform.server import ThreadedRouter

_UNSHIPPED = refused_with(
    *(PROBLEMS[refusal] for refusal in (OrderNotFound, ConflictingRequest, NotShippable, MoreThanLeft))
)

_NOT_BACK = refused_with(
    *(PROBLEMS[refusal] for refusal in (OrderNotFound, ConflictingRequest, MoreThanShipped))
)


def routes(shipments: WarehouseService) -> APIRouter:
    """The routes for the warehouse."""
    router = ThreadedRouter(prefix="/orders", tags=["staff"], dependencies=[Depends(staff)])

    @router.put(
        "/{order_number}/shipments/{shipment_id}",
        status_code=201,
        responses={200: {"model": ShipmentView, "description": "Reported before"}, **_UNSHIPPED},
    )
    def report_shipment(
        order_number: OrderNumber, shipment_id: UUID, body: ShipmentReport, response: Response
    ) -> ShipmentView:
        """Report a parcel with copies of a paid order, once per shipment id; its customer gets a mail."""
        order, shipment, is_new = shipments.ship(order_number, shipment_id, body.copies())
        response.status_code = 201 if is_new else 200
        return ShipmentView.of(shipment, order.purchase)

    @router.put(
        "/{order_number}/returns/{return_id}",
        status_code=201,
        responses={200: {"model": ReturnView, "description": "Reported before"}, **_NOT_BACK},
    )
    def report_return(
        order_number: OrderNumber, return_id: UUID, body: ReturnReport, response: Response
    ) -> ReturnView:
        """Report copies that came back, once per return id; unharmed ones are sold again."""
        order, made, is_new = shipments.take_back(
            order_number, return_id, body.copies(), counted=body.counted
        )
        response.status_code = 201 if is_new else 200
        return ReturnView.of(made, order.purchase)

    return router
