"""Two tabs that add copies to one cart under the same idempotency key, and what comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from steps.tasks.shopping import run_concurrently
from steps.world.actors import Actor
from steps.world.attempt import Attempt
from steps.world.chosen import Addition
from steps.world.world import World


@dataclass(frozen=True)
class TabAdditions:
    """The additions of the tabs. `before`: the copies of the title that the cart held until then."""

    sku: str
    before: int
    made: tuple[Attempt[int], ...]
    refused: tuple[Attempt[int], ...]

    @property
    def copies(self) -> int:
        """The copies that the cart has to hold afterwards."""
        return self.before + sum(each.succeeded() for each in self.made)


def add_under_one_key(world: World, actor: Actor, sku: str, copies: Sequence[int]) -> TabAdditions:
    """Each tab adds its copies at the same moment as the others, under the key of the first one."""
    before = copies_in_cart(world, actor, sku)
    key = Addition(sku, copies[0]).key
    attempts: list[Attempt[int]] = []

    def add_as_tab(count: int) -> None:
        act = f"the addition of {count} copies"
        attempts.append(Attempt.at(act, partial(_add, world, actor, Addition(sku, count, key))))

    run_concurrently([partial(add_as_tab, count) for count in copies])
    made = tuple(each for each in attempts if each.accepted)
    return TabAdditions(sku, before, made, tuple(each for each in attempts if not each.accepted))


def copies_in_cart(world: World, actor: Actor, sku: str) -> int:
    """The copies of a title that the cart holds."""
    return world.shop.cart.lines(actor.credentials, actor.cart).get(sku, 0)


def _add(world: World, actor: Actor, addition: Addition) -> int:
    world.shop.cart.add(actor.credentials, actor.cart, addition.sku, addition.copies, addition.key)
    return addition.copies
