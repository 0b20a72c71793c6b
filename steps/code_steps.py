"""Sentences about discount codes."""

from collections.abc import Callable
from datetime import datetime

from behave import given, then, when

from steps.drivers.cart import CartQuote
from steps.drivers.eventually import eventually
from steps.tasks.mail_arrival import wait_until_mail_is_sent
from steps.tasks.shopping import check_out, fill_cart, put_on_sale
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.discount_codes import Terms
from steps.vocabulary.money import Money
from steps.world.actors import Actor
from steps.world.world import Context

_SETTLES_WITHIN = 10.0  # seconds


def _offer(context: Context, code: str, terms: Terms) -> None:
    context.world.shop.pricing.offer_code(context.world.actors.staff(), code, terms)


def _enter(context: Context, actor: Actor, code: str) -> None:
    context.world.shop.cart.enter_code(actor.credentials, actor.cart, code)


def _quote(context: Context, actor: Actor) -> CartQuote:
    return context.world.shop.cart.quote(actor.credentials, actor.cart, actor.address)


def _verdict(context: Context, who: str, code: str, expected: str | None) -> None:
    """What the code does for a new cart of this person; a canceled order gives it back a little later."""
    world, actor = context.world, context.world.actors.named(who)
    actor.cart_id = None
    fill_cart(world, actor, dict.fromkeys(list(world.catalog.prices)[:1], 1))
    _enter(context, actor, code)
    eventually(
        lambda: _quote(context, actor).refusal,
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
    world, actor = context.world, context.world.actors.named(who)
    for title in copies:
        put_on_sale(world, title, price)
    fill_cart(world, actor, copies)
    _enter(context, actor, code)


@given("{who:Who} has entered the code {code:Code}")
@when("{who:Who} enters the code {code:Code}")
def enters_code(context: Context, who: str, code: str) -> None:
    _enter(context, context.world.actors.named(who), code)


@given("{number:Count} customers each have {copies:Copies} in the cart, with the code {code:Code}")
def customers_each_have(context: Context, number: int, copies: dict[str, int], code: str) -> None:
    for place in range(1, number + 1):
        actor = context.world.actors.customer(f"customer {place}")
        fill_cart(context.world, actor, copies)
        _enter(context, actor, code)


@given("{who:Who} has bought the cart with the code {code:Code}")
def has_bought_with_code(context: Context, who: str, code: str) -> None:
    actor = context.world.actors.named(who)
    _enter(context, actor, code)
    check_out(context.world, actor).succeeded()


@given("{who:Who} has the mail address of {other:Who}")
def has_the_mail_address_of(context: Context, who: str, other: str) -> None:
    context.world.actors.named(who).email = context.world.actors.named(other).email


@given("{who:Who} has the mail address of {other:Who}, in capitals")
def has_the_mail_address_in_capitals(context: Context, who: str, other: str) -> None:
    context.world.actors.named(who).email = context.world.actors.named(other).email.upper()


@then("{who:Who} can use the code {code:Code}")
def can_use(context: Context, who: str, code: str) -> None:
    _verdict(context, who, code, None)


@then("{who:Who} cannot use the code {code:Code}, because {why:Reason}")
def cannot_use(context: Context, who: str, code: str, why: str) -> None:
    wait_until_mail_is_sent(context.world)  # an order is canceled before pricing hears of it
    _verdict(context, who, code, why)


@then("{who:Who} is told that the code {code:Code} does not apply, because {why:Reason}")
def is_told_code_does_not_apply(context: Context, who: str, code: str, why: str) -> None:
    told = context.world.actors.named(who).refusal("total-changed").members["discount_code"]
    expected = {"code": code, "applied": False, "reason": why}
    assert told == expected, f"{who} should have been told {expected}, but was told {told}"


@then("the other one is told that the code {code:Code} does not apply, because {why:Reason}")
def other_is_told_code_does_not_apply(context: Context, code: str, why: str) -> None:
    everybody = context.world.actors.known.values()
    (other,) = [actor for actor in everybody if not actor.last_attempt.accepted]
    is_told_code_does_not_apply(context, other.role, code, why)


@then("{who:Who} sees that the code {code:Code} does not apply, because {why:Reason}")
def sees_code_does_not_apply(context: Context, who: str, code: str, why: str) -> None:
    seen = _quote(context, context.world.actors.named(who))
    assert (seen.code, seen.refusal) == (code, why), f"{code} should be refused as {why!r}, but: {seen}"
