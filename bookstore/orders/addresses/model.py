"""A change of the address that an order is shipped to, without I/O.

The price of an order holds for a place: for its country, by which it is shipped and taxed, and for its region
where the order names one, since a tax may depend on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bookstore.orders.errors import (
    AlreadyCanceled,
    AlreadyShipped,
    CheckoutInProgress,
    NothingToShip,
    OtherDestination,
)
from bookstore.orders.model import Order
from bookstore.orders.rules.charges import left_to_ship
from bookstore.orders.states import OrderState
from bookstore.platform.countries import country_of

Address = Mapping[str, Any]


def readdressed(order: Order, ship_to: Address, now: datetime) -> Order:
    """The order that goes to this address; unchanged where it goes there already.

    The bill stays where it was. Raises CheckoutInProgress, AlreadyCanceled, AlreadyShipped, NothingToShip and
    OtherDestination.
    """
    purchase = order.purchase
    if ship_to == purchase.ship_to:
        return order
    _demand_waiting(order)
    _demand_same_place(order, ship_to)
    former = {"ship_to": purchase.ship_to, "bill_to": purchase.bill_to, "until": now.isoformat()}
    billed = purchase.bill_to or purchase.ship_to
    return replace(
        order,
        purchase=replace(purchase, ship_to=ship_to, bill_to=billed),
        former_addresses=[*order.former_addresses, former],
    )


def first_address(order: Order) -> Address:
    """Where the order was to go when it was placed."""
    former = order.former_addresses
    return former[0]["ship_to"] if former else order.purchase.ship_to


def _demand_waiting(order: Order) -> None:
    """Raises a refusal where no parcel of the order is still to leave, or one has left."""
    number = order.order_number
    if order.state is OrderState.PLACED:
        raise CheckoutInProgress(f"order {number} is not paid yet; try again in a moment")
    if order.state in (OrderState.CANCELING, OrderState.CANCELED):
        raise AlreadyCanceled(f"order {number} is canceled: nothing of it is shipped")
    if order.shipped_at is not None:
        raise AlreadyShipped(f"order {number} is under way to the address that it had")
    if not any(left_to_ship(order).values()):
        raise NothingToShip(f"no copies of order {number} are to be shipped")


def _demand_same_place(order: Order, ship_to: Address) -> None:
    country, region = _place(order.purchase.ship_to)
    # without a region the order was placed where no tax depended on one
    if _place(ship_to) != (country, region) and (region or ship_to["country"] != country):
        place = f"{country}-{region}" if region else country
        detail = f"order {order.order_number} was priced for {place}: cancel it, and order again for another"
        raise OtherDestination(detail, country=country, region=region or None)


def _place(address: Address) -> tuple[str, str]:
    """The country, and the code of the region; a region that is not known is compared as it was typed."""
    country, text = address["country"], address.get("region") or ""
    rules = country_of(country)
    return country, (rules.region(text) if rules and text else None) or text.casefold()
