"""What a person looks at while a checkout is under way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from steps.tasks.shopping import read_quote
from steps.world.actors import Actor
from steps.world.attempt import Attempt
from steps.world.world import World


def _total(world: World, actor: Actor) -> object:
    return read_quote(world, actor)


def _cart(world: World, actor: Actor) -> object:
    return world.shop.cart.line_availability(actor.credentials, actor.cart)


def _gift_card(world: World, actor: Actor) -> object:
    return world.shop.checkout.gift_card_balance(actor.credentials, actor.prepaid.code(0))


LOOKS: Mapping[str, Callable[[World, Actor], object]] = MappingProxyType(
    {"look at the total": _total, "look at the cart": _cart, "look at the gift card": _gift_card}
)
"""What is looked at, by the words of a sentence; the answer is what the Then sentences about it read."""


def look(world: World, actor: Actor, words: str) -> None:
    """Look once, and keep the answer, or the refusal, for a Then."""
    actor.last_reply = Attempt.at(words, lambda: LOOKS[words](world, actor))
