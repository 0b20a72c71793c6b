"""The HTTP surface of orders."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Response

from bookstore.orders.model import Order, State
from bookstore.orders.schemas import (
    CalledOff,
    CallingOff,
    OrderBody,
    OrderList,
    OrderPlaced,
    OrderView,
    PaymentNotice,
)
from bookstore.orders.service import Orders
from bookstore.platform.access import Peers, Shopper
from bookstore.platform.fingerprint import fingerprint
from bookstore.platform.problem import documented

_CHECKOUT_ONLY = [Depends(Peers("checkout"))]
_AGAIN: dict[int | str, dict[str, Any]] = {
    200: {"model": OrderPlaced, "description": "The order had been placed before"}
}
OrderNumber = Annotated[str, Path(max_length=40, examples=["BK-7Q2M-4HXW"])]


def _placed(order: Order) -> OrderPlaced:
    return OrderPlaced(
        order_number=order.order_number, state=order.state, grand_total=order.purchase.totals.grand_total
    )


def _for_checkouts(orders: Orders) -> APIRouter:
    router = APIRouter(
        prefix="/checkouts/{checkout_id}/order", tags=["checkout"], dependencies=_CHECKOUT_ONLY
    )

    @router.put("", status_code=201, responses={**documented(409), **_AGAIN})
    def place_order(checkout_id: UUID, body: OrderBody, response: Response) -> OrderPlaced:
        """Place the checkout's one order. Repeated with the same body: the same order."""
        order, is_new = orders.place(checkout_id, body.purchase(), fingerprint(body))
        response.status_code = 201 if is_new else 200
        return _placed(order)

    @router.post("/payment", responses=documented(404, 409))
    def pay_order(checkout_id: UUID, body: PaymentNotice) -> OrderPlaced:
        """The order's money was taken: the whole of it, or the notice is refused and the order flagged."""
        return _placed(orders.pay(checkout_id, body.captured))

    @router.post("/cancellation")
    def call_off_order(checkout_id: UUID, body: CallingOff) -> CalledOff:
        """The checkout gives its order up; where it has none, it never gets one."""
        order = orders.call_off(checkout_id, body.reason)
        if order is not None and order.state is State.CANCELING:
            return CalledOff(checkout_id=checkout_id, order_number=order.order_number, state=State.CANCELING)
        number = order.order_number if order else None
        return CalledOff(checkout_id=checkout_id, order_number=number, state=State.CANCELED)

    return router


def _for_shoppers(orders: Orders) -> APIRouter:
    router = APIRouter(prefix="/orders", tags=["shopper"])

    @router.get("")
    def list_orders(shopper: Shopper) -> OrderList:
        """The shopper's latest orders, the newest first."""
        return OrderList(orders=tuple(OrderView.of(order) for order in orders.latest(shopper)))

    @router.get("/{order_number}", responses=documented(404))
    def read_order(order_number: OrderNumber, shopper: Shopper) -> OrderView:
        """One order of the shopper's own."""
        return OrderView.of(orders.read(shopper, order_number))

    @router.post("/{order_number}/cancellation", responses=documented(404, 409))
    def cancel_order(order_number: OrderNumber, shopper: Shopper) -> OrderView:
        """Cancel a paid order: its money is returned, its copies go back on the shelf."""
        return OrderView.of(orders.cancel(shopper, order_number))

    return router


def routes(orders: Orders) -> list[APIRouter]:
    """What checkouts may do, and what shoppers may."""
    return [_for_checkouts(orders), _for_shoppers(orders)]
