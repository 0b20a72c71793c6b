"""The inventory's HTTP surface."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, cast
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from bookstore.inventory.schemas import (
    Availabilities,
    Availability,
    CountBody,
    ReceiptBody,
    Reservation,
    ReservationBody,
    TitleBody,
)
from bookstore.inventory.service import Reservations
from bookstore.inventory.titles import Titles
from bookstore.platform.access import Peers, Staff
from bookstore.platform.auth import Principal
from bookstore.platform.problem import documented
from bookstore.platform.schemas import Sku


@dataclass(frozen=True)
class Inventory:
    """What the routes work with."""

    titles: Titles
    reservations: Reservations


async def _inventory(request: Request) -> Inventory:
    return cast(Inventory, request.app.state.inventory)


Here = Annotated[Inventory, Depends(_inventory)]
Checkout = Annotated[Principal, Depends(Peers("checkout"))]
Orders = Annotated[Principal, Depends(Peers("orders", "checkout"))]
Reader = Annotated[Principal, Depends(Peers("cart", "checkout", "orders", staff_too=True))]
Skus = Annotated[list[Sku], Query(min_length=1, max_length=100)]

staff_routes = APIRouter(tags=["titles"])
routes = APIRouter(tags=["reservations"])


@staff_routes.put("/titles/{sku}")
def put_title(sku: Sku, body: TitleBody, inventory: Here, _: Staff) -> Availability:
    """Add a title, or rename it."""
    return Availability.of(inventory.titles.put(sku, body.title))


@staff_routes.post("/titles/{sku}/receipts", responses=documented(404, 409))
def receive_copies(sku: Sku, body: ReceiptBody, inventory: Here, _: Staff) -> Availability:
    """Put copies that came in on the shelf, once per receipt id."""
    return Availability.of(inventory.titles.receive(sku, body.receipt_id, body.copies))


@staff_routes.put("/titles/{sku}/on-hand", responses=documented(404, 409))
def count_copies(sku: Sku, body: CountBody, inventory: Here, _: Staff) -> Availability:
    """Correct the copies on hand after a stock count; never below what is reserved."""
    return Availability.of(inventory.titles.count(sku, body.copies))


@staff_routes.post("/titles/{sku}/withdrawal", responses=documented(404))
def withdraw(sku: Sku, inventory: Here, _: Staff) -> Availability:
    """Take a title off sale. What is reserved already stays reserved."""
    return Availability.of(inventory.titles.withdraw(sku, withdrawn=True))


@staff_routes.delete("/titles/{sku}/withdrawal", responses=documented(404))
def put_back_on_sale(sku: Sku, inventory: Here, _: Staff) -> Availability:
    """Sell a withdrawn title again."""
    return Availability.of(inventory.titles.withdraw(sku, withdrawn=False))


@staff_routes.get("/availability")
def availability(sku: Skus, inventory: Here, _: Reader) -> Availabilities:
    """How many copies there are of each title; a title that does not exist is left out."""
    return Availabilities(titles=[Availability.of(title) for title in inventory.titles.availability(sku)])


@routes.put(
    "/reservations/{checkout_id}",
    status_code=201,
    responses={200: {"model": Reservation, "description": "Reserved before"}, **documented(409)},
)
def reserve(
    checkout_id: UUID, body: ReservationBody, response: Response, inventory: Here, _: Checkout
) -> Reservation:
    """Set copies aside for a checkout: all lines or none."""
    reservation, is_new = inventory.reservations.reserve(checkout_id, body.wanted())
    response.status_code = 201 if is_new else 200
    return Reservation.of(reservation)


@routes.get("/reservations/{checkout_id}", responses=documented(404))
def reservation(checkout_id: UUID, inventory: Here, _: Reader) -> Reservation:
    """A checkout's reservation."""
    return Reservation.of(inventory.reservations.find(checkout_id))


@routes.post("/reservations/{checkout_id}/confirmation", responses=documented(404, 409))
def confirm(checkout_id: UUID, inventory: Here, _: Checkout) -> Reservation:
    """The copies are sold."""
    return Reservation.of(inventory.reservations.confirm(checkout_id))


@routes.post("/reservations/{checkout_id}/release", responses=documented(409))
def release(checkout_id: UUID, inventory: Here, _: Checkout) -> Reservation:
    """Give the copies up."""
    return Reservation.of(inventory.reservations.release(checkout_id))


@routes.post("/reservations/{checkout_id}/restock")
def restock(checkout_id: UUID, inventory: Here, _: Orders) -> Reservation:
    """Put the copies of a canceled order back."""
    return Reservation.of(inventory.reservations.restock(checkout_id))
