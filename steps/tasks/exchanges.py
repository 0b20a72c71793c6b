"""Copies of the customer's order that came back, and are exchanged for others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from uuid import uuid4

from steps.drivers.eventually import eventually
from steps.vocabulary.in_words import in_words
from steps.world.actors import Actor
from steps.world.attempt import Attempt
from steps.world.world import World

_ANSWERED_WITHIN = 15.0  # seconds


def exchange(world: World, copies: Mapping[str, int], exchange_id: str = "") -> Attempt[str]:
    """Exchange these copies by title; the outcome is kept with the staff: how the exchange stands."""
    staff, number = world.actors.staff(), world.actors.customer("customer").last_order.order_number
    lines = {world.catalog.sku(title): count for title, count in copies.items()}
    shipments, named = world.shop.shipments, exchange_id or str(uuid4())
    reply = Attempt.at("the exchange", lambda: shipments.exchange(staff, number, lines, named))
    world.actors.customer("staff").last_reply = reply
    return reply


def exchange_with_answer(world: World, copies: Mapping[str, int]) -> str:
    """Exchange these copies, and ask again when inventory has answered: `sold` or `sold-out`."""
    exchange_id = str(uuid4())
    exchange(world, copies, exchange_id).succeeded()
    world.wait_until_idle()
    return exchange(world, copies, exchange_id).succeeded()


def wait_until_exchanged(world: World, actor: Actor, copies: Mapping[str, int]) -> None:
    """Return when the actor sees that so many copies by title were exchanged. Raises NotInTime."""

    def seen() -> Counter[str]:
        found = world.shop.orders.numbered(actor.credentials, actor.order_number).exchanged
        return sum((Counter(each) for each in found), Counter[str]())

    eventually(
        seen,
        until=lambda found: found == +Counter(copies),
        within=_ANSWERED_WITHIN,
        what=f"the order shows {in_words(copies)} as exchanged",
    )
