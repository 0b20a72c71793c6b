"""Parcels that the warehouse sends for the customer's order."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import uuid4

from steps.tasks.refunds import customers_order
from steps.world.actors import Actor
from steps.world.attempt import Attempt
from steps.world.world import World


def ship(
    world: World, copies: Mapping[str, int], shipment_id: str = "", *, of_order: str = ""
) -> Attempt[None]:
    """Report a parcel with these copies by title; the outcome is kept with the warehouse.

    `of_order`: the number of its order, where it is not the customer's latest.
    """
    staff, number = world.actors.staff(), of_order or world.actors.customer("customer").order_number
    lines = {world.catalog.sku(title): count for title, count in copies.items()}
    shipments, named = world.shop.shipments, shipment_id or str(uuid4())
    reply = Attempt.at("the report of a parcel", lambda: shipments.ship(staff, number, lines, named))
    world.actors.customer("warehouse").last_reply = reply
    return reply


def unpaid_order(world: World) -> str:
    """The number of the customer's one order, which is not confirmed yet. Raises ValueError."""
    (order,) = world.shop.orders.of(world.actors.customer("customer").credentials)
    return order.order_number


def cancel_order(world: World, actor: Actor) -> None:
    """Cancel the actor's order; the outcome is kept with the actor."""
    orders, number = world.shop.orders, actor.order_number
    actor.last_reply = Attempt.at("the cancellation", lambda: orders.cancel(actor.credentials, number))


def who_came_too_late(world: World) -> tuple[Actor, str]:
    """Of the customer and the warehouse the one that must have been refused, and the slug of that refusal."""
    if customers_order(world).parcels:
        return world.actors.customer("customer"), "already-shipped"
    return world.actors.customer("warehouse"), "not-shippable"
