"""Sentences about discount codes."""

from collections.abc import Callable
from datetime import datetime

from behave import given, then, when

from steps.drivers.cart import Quoted
from steps.drivers.codes import Terms
from steps.drivers.eventually import eventually
from steps.drivers.people import Person
from steps.drivers.shopping import check_out, fill_cart
from steps.drivers.world import Context

_SETTLES_WITHIN = 10.0  # seconds


def _offer(context: Context, code: str, terms: Terms) -> None:
    context.world.shop.pricing.offer_code(context.world.people.staff(), code, terms)


def _enter(context: Context, person: Person, code: str) -> None:
    context.world.shop.cart.enter_code(person.credentials, person.cart, code)


def _quote(context: Context, person: Person) -> Quoted:
    return context.world.shop.cart.quote(person.credentials, person.cart, person.address)


def _verdict(context: Context, who: str, code: str, expected: str | None) -> None:
    """What the code does for a new cart of this person; a canceled order gives it back a little later."""
    world, person = context.world, context.world.people.named(who)
    person.cart_id = None
    fill_cart(world, person, dict.fromkeys(list(world.catalog.prices)[:1], 1))
    _enter(context, person, code)
    eventually(
        lambda: _quote(context, person).refusal,
        until=lambda refusal: refusal == expected,
        within=_SETTLES_WITHIN,
        what=f"the code {code} is refused to {who} as {expected}" if expected else f"{who} can use {code}",
    )


@given("the discount code {code:Code} takes {off:Off} off")
def code_takes_off(context: Context, code: str, off: Terms) -> None:
    _offer(context, code, off)


@given("the discount code {code:Code} takes {off:Off} off, {terms:Terms}")
def code_takes_off_on_terms(
    context: Context, code: str, off: Terms, terms: Callable[[datetime], Terms]
) -> None:
    _offer(context, code, {**off, **terms(context.world.clock.now())})


@given("{who:Who} has entered the code {code:Code}")
@when("{who:Who} enters the code {code:Code}")
def enters_code(context: Context, who: str, code: str) -> None:
    _enter(context, context.world.people.named(who), code)


@given("all of them have entered the code {code:Code}")
def all_have_entered(context: Context, code: str) -> None:
    for person in context.world.people.known.values():
        _enter(context, person, code)


@given("{who:Who} has bought the cart with the code {code:Code}")
def has_bought_with_code(context: Context, who: str, code: str) -> None:
    person = context.world.people.named(who)
    _enter(context, person, code)
    check_out(context.world, person).succeeded()


@then("{who:Who} can use the code {code:Code}")
def can_use(context: Context, who: str, code: str) -> None:
    _verdict(context, who, code, None)


@then("{who:Who} cannot use the code {code:Code}, because {why:Reason}")
def cannot_use(context: Context, who: str, code: str, why: str) -> None:
    _verdict(context, who, code, why)
