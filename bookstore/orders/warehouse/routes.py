"""The routes of shipments."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, Depends, Response

from bookstore.orders.errors import (
    PROBLEMS,
    ConflictingRequest,
    MoreThanLeft,
    NotShippable,
    OrderNotFound,
)
from bookstore.orders.routes import OrderNumber
from bookstore.orders.shipments.schemas import ShipmentReport, ShipmentView
from bookstore.orders.warehouse.service import WarehouseService
from bookstore.platform.access import staff
from bookstore.platform.problem import refused_with
from bookstore.platform.server import ThreadedRouter

_UNSHIPPED = refused_with(
    *(PROBLEMS[refusal] for refusal in (OrderNotFound, ConflictingRequest, NotShippable, MoreThanLeft))
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

    return router
