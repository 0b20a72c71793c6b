"""Sentences about the availability that the cart shows."""

from behave import then, when

from steps.drivers.cart import ShownAvailability
from steps.vocabulary.in_words import in_words
from steps.world.actors import Actor
from steps.world.attempt import Attempt
from steps.world.world import Context


def _shown(context: Context, actor: Actor, title: str) -> ShownAvailability:
    """The availability that the actor saw. Raises AssertionError where there is none."""
    if actor.last_reply is None:
        raise AssertionError(f"{actor.role} has not looked at the cart in this scenario")
    shown: dict[str, ShownAvailability] = actor.last_reply.succeeded()
    found = shown.get(context.world.catalog.sku(title))
    assert found is not None, (
        f'"{title}" was expected in the cart of {actor.role}, but it shows '
        f"{in_words(context.world.catalog.by_title(shown))}"
    )
    return found


@when("{who:Who} looks at the cart")
def looks_at_the_cart(context: Context, who: str) -> None:
    cart, actor = context.world.shop.cart, context.world.actors.named(who)
    actor.last_reply = Attempt.at(
        "looking at the cart", lambda: cart.line_availability(actor.credentials, actor.cart)
    )


@then("{who:Who} sees {copies:Copies} in stock")
def sees_copies_in_stock(context: Context, who: str, copies: dict[str, int]) -> None:
    for title, count in copies.items():
        found = _shown(context, context.world.actors.named(who), title)
        expected = ShownAvailability("in-stock", count)
        assert found == expected, (
            f'{in_words(expected)} was expected in the cart of {who} for "{title}", but: {in_words(found)}'
        )


@then("{who:Who} sees that {title:Title} {standing:Standing}")
def sees_standing_of_title(context: Context, who: str, title: str, standing: str) -> None:
    found = _shown(context, context.world.actors.named(who), title)
    assert found.kind == standing, (
        f'"{in_words(standing)}" was expected in the cart of {who} for "{title}", but: {in_words(found)}'
    )


@then("{who:Who} sees no number of copies of {title:Title}")
def sees_no_number_of_copies(context: Context, who: str, title: str) -> None:
    found = _shown(context, context.world.actors.named(who), title)
    assert found.available is None, (
        f'no number was expected in the cart of {who} for "{title}", but: {in_words(found)}'
    )
