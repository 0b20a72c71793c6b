"""Acts about the address of an order that was placed: its buyer or the staff names another one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from steps.tasks.retrying import retry_until_answered
from steps.world.actors import Actor
from steps.world.addresses import own_address
from steps.world.attempt import Attempt
from steps.world.world import World

_ACT = "the change of address"
_OWN = ("name", "line1", "line2")


def another_address(actor: Actor, place: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Another door, in the same town or at this place."""
    own = own_address()
    return {**actor.address, **{part: own[part] for part in _OWN}, **(place or {})}


def send_elsewhere(
    world: World, actor: Actor, address: dict[str, Any], order_number: str = ""
) -> Attempt[None]:
    """The buyer names the address for an order, else for the latest one; kept with the buyer."""
    number = order_number or actor.order_number
    actor.last_reply = Attempt.at(_ACT, lambda: world.shop.orders.send_to(actor.credentials, number, address))
    return _kept(actor, actor.last_reply, address)


def send_elsewhere_until_answered(world: World, actor: Actor, address: dict[str, Any]) -> None:
    """The same, again and again until an answer comes."""
    retry_until_answered(lambda: send_elsewhere(world, actor, address), world.shop.answers_within)


def send_elsewhere_as_staff(world: World, owner: Actor, address: dict[str, Any]) -> Attempt[None]:
    """The staff names the address for the latest order of its owner; kept with the staff."""
    staff, number = world.actors.customer("staff"), owner.last_order.order_number
    refunds = world.shop.refunds
    staff.last_reply = Attempt.at(_ACT, lambda: refunds.send_to(world.actors.staff(), number, address))
    return _kept(owner, staff.last_reply, address)


def keep_address(owner: Actor, address: dict[str, Any]) -> None:
    """The order goes there from now on; a repeated request changes nothing more."""
    if owner.address != address:
        owner.former_addresses.append(owner.address)
        owner.address = address


def _kept(owner: Actor, reply: Attempt[None], address: dict[str, Any]) -> Attempt[None]:
    if reply.accepted:
        keep_address(owner, address)
    return reply
