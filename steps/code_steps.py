"""Sentences about discount codes."""

from collections.abc import Callable
from datetime import datetime

from behave import given, then, when

from steps.drivers.cart import Quoted
from steps.drivers.eventually import eventually
from steps.tasks.mail_arrival import nothing_is_left_to_send
from steps.tasks.shopping import check_out, fill_cart, put_on_sale
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.discount_codes import Terms
from steps.vocabulary.money import Money
from steps.world.actors import Person
from steps.world.world import Context

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
@needs(Capability.RESET)
def code_takes_off(context: Context, code: str, off: Terms) -> None:
    _offer(context, code, off)


@given("the discount code {code:Code} takes {off:Off} off, {terms:Terms}")
@needs(Capability.RESET)
def code_takes_off_on_terms(
    context: Context, code: str, off: Terms, terms: Callable[[datetime], Terms]
) -> None:
    _offer(context, code, {**off, **terms(context.world.clock.now())})


@given("{who:Who}'s cart holds {copies:Copies} at {price:Money} with the code {code:Code}")
def cart_holds_with_code(context: Context, who: str, copies: dict[str, int], price: Money, code: str) -> None:
    world, person = context.world, context.world.people.named(who)
    for title in copies:
        put_on_sale(world, title, price)
    fill_cart(world, person, copies)
    _enter(context, person, code)


@when("{who:Who} enters the code {code:Code}")
def enters_code(context: Context, who: str, code: str) -> None:
    _enter(context, context.world.people.named(who), code)


@given("{number:Count} customers each have {copies:Copies} in the cart, with the code {code:Code}")
def customers_each_have(context: Context, number: int, copies: dict[str, int], code: str) -> None:
    for place in range(1, number + 1):
        person = context.world.people.customer(f"customer {place}")
        fill_cart(context.world, person, copies)
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
    nothing_is_left_to_send(context.world)  # an order is canceled before pricing hears of it
    _verdict(context, who, code, why)


@then("{who:Who} is told that the code {code:Code} does not apply, because {why:Reason}")
def is_told_code_does_not_apply(context: Context, who: str, code: str, why: str) -> None:
    told = context.world.people.named(who).refusal("total-changed").members["discount_code"]
    expected = {"code": code, "applied": False, "reason": why}
    assert told == expected, f"{who} should have been told {expected}, but was told {told}"


@then("the other one is told that the code {code:Code} does not apply, because {why:Reason}")
def other_is_told_code_does_not_apply(context: Context, code: str, why: str) -> None:
    everybody = context.world.people.known.values()
    (other,) = [person for person in everybody if not person.last_attempt.accepted]
    is_told_code_does_not_apply(context, other.role, code, why)


@then("{who:Who} sees that the code {code:Code} does not apply, because {why:Reason}")
def sees_code_does_not_apply(context: Context, who: str, code: str, why: str) -> None:
    seen = _quote(context, context.world.people.named(who))
    assert (seen.code, seen.refusal) == (code, why), f"{code} should be refused as {why!r}, but: {seen}"
