"""Choices of an actor that a Given sentence makes: each once in a scenario."""

from __future__ import annotations

from steps.drivers.checkout import PaymentChoice
from steps.world.actors import Actor
from steps.world.world import World


def claim_choice(world: World, who: str, what: str) -> Actor:
    """The actor, whose choice of this is made now. Raises SetTwice where it was made before."""
    person = who if who.startswith("another") else f"the {who}"
    world.set_once.claim(f"the {what} of {person}")
    return world.actors.named(who)


def choose_payment(world: World, who: str, pays: PaymentChoice | None) -> Actor:
    """The actor pays like this from now on; None: with nothing. Raises SetTwice for a second choice."""
    actor = claim_choice(world, who, "payment method")
    actor.pays = pays
    return actor
