"""The route of a change of address."""

from __future__ import annotations

from fastapi import APIRouter

from bookstore.orders.addresses.service import AddressService
from bookstore.orders.errors import (
    PROBLEMS,
    AlreadyCanceled,
    AlreadyShipped,
    CheckoutInProgress,
    NothingToShip,
    OrderNotFound,
    OtherDestination,
)
from bookstore.orders.routes import OrderNumber
from bookstore.orders.schemas.orders import OrderView
from bookstore.platform.access import BuyerOrStaff
from bookstore.platform.addresses import DeliveryAddress
from bookstore.platform.problem import refused_with
from bookstore.platform.server import ThreadedRouter

_UNCHANGED = refused_with(
    *(
        PROBLEMS[refusal]
        for refusal in (
            OrderNotFound,
            CheckoutInProgress,
            AlreadyCanceled,
            AlreadyShipped,
            NothingToShip,
            OtherDestination,
        )
    )
)


def routes(addresses: AddressService) -> APIRouter:
    """The route for buyers and for the staff."""
    router = ThreadedRouter(prefix="/orders", tags=["shopper", "staff"])

    @router.put("/{order_number}/address", responses=_UNCHANGED)
    def change_address(order_number: OrderNumber, body: DeliveryAddress, caller: BuyerOrStaff) -> OrderView:
        """Ship the order to another address, before any of it has left. Its customer gets a mail."""
        return OrderView.of(addresses.change(caller, order_number, body.model_dump(mode="json")))

    return router
