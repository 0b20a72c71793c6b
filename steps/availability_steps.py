"""Sentences about what a customer sees of the copies that are left."""

from behave import then, when

from steps.drivers.cart import LineAvailability
from steps.world.actors import Actor
from steps.world.attempt import Attempt
from steps.world.world import Context

_KINDS = {
    "is sold out": "sold-out",
    "is not sold any more": "withdrawn",
    "has too few copies left": "not-enough-copies",
    "cannot be counted right now": "unknown",
}


def _seen(actor: Actor, sku: str) -> LineAvailability:
    """What the person saw of this title; a clear sentence where they have not looked."""
    if actor.last_reply is None:
        raise AssertionError(f"{actor.role} has not looked at the cart in this scenario")
    found: LineAvailability = actor.last_reply.succeeded()[sku]
    return found


@when("{who:Who} looks at the cart")
def looks_at_the_cart(context: Context, who: str) -> None:
    cart, actor = context.world.shop.cart, context.world.actors.named(who)
    actor.last_reply = Attempt.at(
        "looking at the cart", lambda: cart.line_availability(actor.credentials, actor.cart)
    )


@then("{who:Who} sees {copies:Copies} in stock")
def sees_in_stock(context: Context, who: str, copies: dict[str, int]) -> None:
    for title, count in copies.items():
        found = _seen(context.world.actors.named(who), context.world.catalog.sku(title))
        expected = LineAvailability("in-stock", count)
        assert found == expected, f'{who} should see {count} copies of "{title}" in stock, but sees {found}'


@then("{who:Who} sees that {title:Title} {standing}")
def sees_standing(context: Context, who: str, title: str, standing: str) -> None:
    found = _seen(context.world.actors.named(who), context.world.catalog.sku(title))
    assert standing in _KINDS, f"no such standing: {standing!r}; there are {', '.join(_KINDS)}"
    assert found.kind == _KINDS[standing], f'{who} should see that "{title}" {standing}, but sees {found}'


@then("{who:Who} sees no number of copies of {title:Title}")
def sees_no_number(context: Context, who: str, title: str) -> None:
    found = _seen(context.world.actors.named(who), context.world.catalog.sku(title))
    assert found.available is None, f'{who} should see no number of copies of "{title}", but sees {found}'
