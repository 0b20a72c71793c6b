"""Sentences about guests who sign in, and whose cart becomes a customer's."""

from behave import given, then, when

from steps.drivers.cart import Capped
from steps.parameter_types.registry import Fits
from steps.tasks.shopping import sign_in, take_over
from steps.world.actors import Person
from steps.world.attempt import Attempt
from steps.world.world import Context

_REASONS = {
    "no more are left": "not-enough-copies",
    "a cart holds no more": "limit-per-title",
    "it is not sold any more": "withdrawn",
}


def _capped(person: Person) -> dict[str, Capped]:
    """What did not fit when this person signed in; a clear sentence where they have not."""
    if person.told is None:
        raise AssertionError(f"{person.role} has not signed in in this scenario")
    found: dict[str, Capped] = person.told.succeeded().capped
    return found


@given("the guest has signed in as {who:Who}")
def has_signed_in(context: Context, who: str) -> None:
    people = context.world.people
    sign_in(context.world, people.guest(), people.named(who))


@when("the guest signs in as {who:Who}")
def signs_in(context: Context, who: str) -> None:
    world, person = context.world, context.world.people.named(who)
    person.told = Attempt.at("signing in", lambda: sign_in(world, world.people.guest(), person))


@when("a stranger takes over {who:Who}'s cart")
def stranger_takes_over(context: Context, who: str) -> None:
    world, stranger = context.world, context.world.people.customer("stranger")
    owner = world.people.named(who)
    stranger.told = Attempt.at("taking over the cart", lambda: take_over(world, stranger, owner))


@then("{who:Who} is told that everything is in the cart")
def is_told_all_fits(context: Context, who: str) -> None:
    found = _capped(context.world.people.named(who))
    assert not found, f"{who} should be told that everything is in the cart, but is told {found}"


@then("{who:Who} is told that {fits:Fits} are in the cart, because {reason}")
def is_told_capped(context: Context, who: str, fits: Fits, reason: str) -> None:
    found = _capped(context.world.people.named(who)).get(context.world.catalog.sku(fits.title))
    expected = Capped(fits.wanted, fits.kept, _REASONS[reason])
    assert found == expected, f"{who} should be told {expected} of {fits.title!r}, but is told {found}"
