"""Copies of the customer's order that come back to the warehouse."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import uuid4

from steps.drivers.shipments_port import CameBack
from steps.world.attempt import Attempt
from steps.world.world import World


def take_back(
    world: World,
    unharmed: Mapping[str, int],
    return_id: str = "",
    *,
    damaged: Mapping[str, int] | None = None,
    counted: bool = False,
) -> Attempt[None]:
    """Report a return of these copies by title; the outcome is kept with the warehouse."""
    staff, number = world.actors.staff(), world.actors.customer("customer").last_order.order_number
    damaged_ones = damaged or {}
    copies = {
        world.catalog.sku(title): CameBack(unharmed.get(title, 0), damaged_ones.get(title, 0))
        for title in dict.fromkeys((*unharmed, *damaged_ones))
    }
    shipments, named = world.shop.shipments, return_id or str(uuid4())
    reply = Attempt.at(
        "the report of returned copies",
        lambda: shipments.take_back(staff, number, copies, named, counted=counted),
    )
    world.actors.customer("warehouse").last_reply = reply
    return reply
