"""Discount codes: offered by the staff, entered by customers."""

from __future__ import annotations

from steps.drivers.eventually import eventually
from steps.tasks.shopping import fill_cart, read_quote
from steps.vocabulary.discount_codes import Terms
from steps.world.actors import Actor
from steps.world.world import World

_SETTLES_WITHIN = 10.0  # seconds


def offer_code(world: World, code: str, terms: Terms) -> None:
    """Offer a discount code with these terms."""
    world.shop.pricing.offer_code(world.actors.staff(), code, terms)


def withdraw_code(world: World, code: str) -> None:
    """Offer a discount code no longer."""
    world.shop.pricing.withdraw_code(world.actors.staff(), code)


def enter_code(world: World, actor: Actor, code: str) -> None:
    """Enter a discount code in the actor's cart."""
    world.shop.cart.enter_code(actor.credentials, actor.cart, code)


def wait_for_refusal_of_code(world: World, actor: Actor, code: str, reason: str) -> None:
    """Return when a new cart of the actor refuses the code for this reason.

    Pricing counts a canceled order a little later than the order is canceled. Raises NotInTime.
    """
    _enter_in_new_cart(world, actor, code)
    eventually(
        lambda: read_quote(world, actor).codes.get(code),
        until=lambda refusal: refusal == reason,
        within=_SETTLES_WITHIN,
        what=f"the code {code} is refused to {actor.role} as {reason}",
    )


def wait_until_code_applies(world: World, actor: Actor, code: str) -> None:
    """Return when a new cart of the actor accepts the code. Raises NotInTime."""
    _enter_in_new_cart(world, actor, code)
    eventually(
        lambda: read_quote(world, actor),
        until=lambda quote: code in quote.codes and quote.codes[code] is None,
        within=_SETTLES_WITHIN,
        what=f"{actor.role} can use the code {code}",
    )


def _enter_in_new_cart(world: World, actor: Actor, code: str) -> None:
    actor.cart_id = None
    fill_cart(world, actor, dict.fromkeys(list(world.catalog.prices)[:1], 1))
    enter_code(world, actor, code)
