"""Mails that have arrived, once nothing is left to be sent."""

from __future__ import annotations

from steps.drivers.eventually import eventually
from steps.drivers.inbox import Mail
from steps.world.actors import Actor
from steps.world.world import World

_ARRIVES_WITHIN = 10.0  # seconds


def settled_mails(world: World, actor: Actor) -> tuple[Mail, ...]:
    """The person's mails, once every event and every mail has been sent."""
    wait_until_mail_is_sent(world)
    return world.shop.inbox.of(actor.email)


def wait_until_mail_is_sent(world: World) -> None:
    """Returns when every event and every mail has been sent."""
    eventually(
        world.stored.unsent_messages,
        until=lambda unsent: unsent == 0,
        within=_ARRIVES_WITHIN,
        what="every event and mail has been sent",
    )
