"""The routes of the inventory service."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, cast
from uuid import UUID

from fastapi import Depends, Query, Request, Response

from bookstore.inventory.errors import (
    PROBLEMS,
    AlreadyConfirmed,
    AlreadyReleased,
    BelowReserved,
    ConflictingRequest,
    InventoryRefusal,
    KindIsFixed,
    MoreThanSold,
    NotInCopies,
    NotSold,
    OutOfStock,
    ReservationExpired,
    ReservationNotFound,
    TitleNotFound,
)
from bookstore.inventory.schemas import (
    CountBody,
    ReceiptBody,
    ReservationBody,
    ReservationReply,
    ReturnBody,
    TitleAvailabilities,
    TitleAvailability,
    TitleBody,
    TitleOnSale,
    TitlesOnSale,
)
from bookstore.inventory.service import ReservationService
from bookstore.inventory.titles import TitleService
from bookstore.platform.access import Peers, Staff
from bookstore.platform.auth import Principal
from bookstore.platform.problem import Responses, refused_with
from bookstore.platform.schemas import MOST_TITLES, Sku
from bookstore.platform.server import ThreadedRouter


@dataclass(frozen=True)
class InventoryServices:
    """The use cases behind the routes."""

    titles: TitleService
    reservations: ReservationService


def _refused(*refusals: type[InventoryRefusal]) -> Responses:
    return refused_with(*(PROBLEMS[refusal] for refusal in refusals))


async def _inventory(request: Request) -> InventoryServices:
    return cast(InventoryServices, request.app.state.inventory)


Services = Annotated[InventoryServices, Depends(_inventory)]
OrdersOnly = Annotated[Principal, Depends(Peers("orders"))]
CheckoutOnly = Annotated[Principal, Depends(Peers("checkout"))]
OrdersOrCheckout = Annotated[Principal, Depends(Peers("orders", "checkout"))]
CartOrStaff = Annotated[Principal, Depends(Peers("cart", staff_too=True))]
OrdersOrStaff = Annotated[Principal, Depends(Peers("orders", staff_too=True))]
Skus = Annotated[list[Sku], Query(min_length=1, max_length=MOST_TITLES)]
OptionalSkus = Annotated[list[Sku] | None, Query(max_length=MOST_TITLES)]

staff_routes = ThreadedRouter(tags=["titles"])
public_routes = ThreadedRouter(tags=["shelf"])
routes = ThreadedRouter(tags=["reservations"])


@staff_routes.put("/titles/{sku}", responses=_refused(KindIsFixed))
def put_title(sku: Sku, body: TitleBody, inventory: Services, _: Staff) -> TitleAvailability:
    """Add a title, or rename it. Its kind never changes: `kind-is-fixed`."""
    return TitleAvailability.of(inventory.titles.put(sku, body.title, body.kind))


@staff_routes.post(
    "/titles/{sku}/receipts", responses=_refused(TitleNotFound, NotInCopies, ConflictingRequest)
)
def receive_copies(sku: Sku, body: ReceiptBody, inventory: Services, _: Staff) -> TitleAvailability:
    """Receive copies, once per receipt id."""
    return TitleAvailability.of(inventory.titles.receive(sku, body.receipt_id, body.copies))


@staff_routes.put("/titles/{sku}/on-hand", responses=_refused(TitleNotFound, NotInCopies, BelowReserved))
def count_copies(sku: Sku, body: CountBody, inventory: Services, _: Staff) -> TitleAvailability:
    """Set the copies on hand after a stock count; never below the reserved ones."""
    return TitleAvailability.of(inventory.titles.count(sku, body.copies))


@staff_routes.post("/titles/{sku}/withdrawal", responses=_refused(TitleNotFound))
def withdraw(sku: Sku, inventory: Services, _: Staff) -> TitleAvailability:
    """Take a title off sale. Its reservations stay."""
    return TitleAvailability.of(inventory.titles.withdraw(sku, withdrawn=True))


@staff_routes.delete("/titles/{sku}/withdrawal", responses=_refused(TitleNotFound))
def put_back_on_sale(sku: Sku, inventory: Services, _: Staff) -> TitleAvailability:
    """Put a withdrawn title back on sale."""
    return TitleAvailability.of(inventory.titles.withdraw(sku, withdrawn=False))


@staff_routes.get("/availability")
def availability(sku: Skus, inventory: Services, _: CartOrStaff) -> TitleAvailabilities:
    """The copies of each title; a title that does not exist is left out."""
    return TitleAvailabilities(
        titles=[TitleAvailability.of(title) for title in inventory.titles.availability(sku)]
    )


@public_routes.get("/titles")
def titles_on_sale(inventory: Services, sku: OptionalSkus = None) -> TitlesOnSale:
    """The first hundred titles on sale, by name, or those with these SKUs: for the pages of the shop."""
    return TitlesOnSale(titles=[TitleOnSale.of(title) for title in inventory.titles.on_sale(sku)])


@routes.post(
    "/reservations/{checkout_id}/returns",
    responses=_refused(ReservationNotFound, ConflictingRequest, NotSold, MoreThanSold),
)
def take_back(checkout_id: UUID, body: ReturnBody, inventory: Services, _: OrdersOnly) -> ReservationReply:
    """Take back sold copies, once per return id: `not-sold` or `more-than-sold` where they were not sold."""
    copies = body.copies()
    return ReservationReply.of(
        inventory.reservations.take_back(checkout_id, body.return_id, copies, counted=body.counted)
    )


@routes.put(
    "/reservations/{checkout_id}",
    status_code=201,
    responses={
        200: {"model": ReservationReply, "description": "Reserved before"},
        **_refused(OutOfStock, AlreadyReleased, ConflictingRequest),
    },
)
def reserve(
    checkout_id: UUID, body: ReservationBody, response: Response, inventory: Services, _: CheckoutOnly
) -> ReservationReply:
    """Reserve copies for a checkout: all lines or none."""
    reservation, is_new = inventory.reservations.reserve(checkout_id, body.wanted(), body.lifetime())
    response.status_code = 201 if is_new else 200
    return ReservationReply.of(reservation)


@routes.get("/reservations/{checkout_id}", responses=_refused(ReservationNotFound))
def reservation(checkout_id: UUID, inventory: Services, _: OrdersOrStaff) -> ReservationReply:
    """The reservation of a checkout."""
    return ReservationReply.of(inventory.reservations.find(checkout_id))


@routes.post(
    "/reservations/{checkout_id}/confirmation",
    responses=_refused(ReservationNotFound, AlreadyReleased, ReservationExpired),
)
def confirm(checkout_id: UUID, inventory: Services, _: OrdersOrCheckout) -> ReservationReply:
    """Confirm the reservation: the copies are sold."""
    return ReservationReply.of(inventory.reservations.confirm(checkout_id))


@routes.post("/reservations/{checkout_id}/release", responses=_refused(AlreadyConfirmed))
def release(checkout_id: UUID, inventory: Services, _: CheckoutOnly) -> ReservationReply:
    """Release the reservation."""
    return ReservationReply.of(inventory.reservations.release(checkout_id))


@routes.post("/reservations/{checkout_id}/restock")
def restock(checkout_id: UUID, inventory: Services, _: OrdersOrCheckout) -> ReservationReply:
    """Restock the copies of a canceled order."""
    return ReservationReply.of(inventory.reservations.restock(checkout_id))
