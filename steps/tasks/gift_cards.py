"""Gift cards and store credit of a scenario: issued by the staff, paid with, and looked at."""

from __future__ import annotations

from steps.drivers.eventually import eventually
from steps.tasks.shopping import read_quote
from steps.vocabulary.money import Money
from steps.world.actors import Actor
from steps.world.attempt import Attempt
from steps.world.world import World

_WITHIN = 15.0  # seconds
UNKNOWN_CODE = "0000-0000-0000-000A"
"""As long as a code, and the code of no gift card."""


def give_gift_card(world: World, actor: Actor, amount: Money) -> None:
    """The staff issues a gift card, and the actor pays with it from now on, after those there are."""
    actor.prepaid.codes.append(world.shop.payments.issue_gift_card(world.actors.staff(), amount))


def share_gift_card(world: World, amount: Money) -> None:
    """All people of the scenario pay with the same gift card."""
    code = world.shop.payments.issue_gift_card(world.actors.staff(), amount)
    for actor in world.actors.known.values():
        actor.prepaid.codes.append(code)


def grant_store_credit(world: World, actor: Actor, amount: Money) -> None:
    """The staff grants store credit, and the customer pays with it from now on."""
    world.shop.payments.grant_store_credit(world.actors.staff(), actor.account, amount)
    actor.prepaid.with_store_credit = True


def look_at_what_pays(world: World, actor: Actor) -> None:
    """Look at what gift cards and store credit would pay of the actor's cart."""
    seen = read_quote(world, actor)
    shown = {"expected_total": seen.total.body(), "cart_version": seen.version}
    named = {**actor.prepaid.submitted(), **shown}
    actor.last_reply = Attempt.at(
        f"the look at what pays for the cart of {actor.role}",
        lambda: world.shop.checkout.prepaid_shares(actor.credentials, named),
    )


def wait_until_left(world: World, actor: Actor, place: int, left: Money) -> None:
    """Wait until the gift card has this balance. Raises AssertionError with those that were seen."""
    code = actor.prepaid.code(place)
    eventually(
        lambda: world.shop.checkout.gift_card_balance(actor.credentials, code),
        until=lambda balance: balance == left,
        within=_WITHIN,
        what=f"{left} is left of the gift card",
    )


def wait_until_credit_left(world: World, actor: Actor, left: Money) -> None:
    """Wait until the customer has this store credit in its currency."""
    eventually(
        lambda: world.shop.checkout.store_credit(actor.credentials),
        until=lambda found: found.get(left.currency, left.nothing) == left,
        within=_WITHIN,
        what=f"{left} of store credit is left",
    )
