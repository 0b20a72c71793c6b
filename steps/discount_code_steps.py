"""Sentences about discount codes."""

from collections.abc import Callable
from datetime import datetime

from behave import given, then, when

from steps.tasks.discount_codes import (
    enter_code,
    offer_code,
    wait_for_refusal_of_code,
    wait_until_code_applies,
    withdraw_code,
)
from steps.tasks.mail_arrival import wait_until_mail_is_sent
from steps.tasks.shopping import check_out, fill_cart, next_cart, put_on_sale, read_quote
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.discount_codes import Terms
from steps.vocabulary.in_words import in_words
from steps.vocabulary.money import Money
from steps.world.world import Context


@given("the discount code {code:Code} takes {off:Off} off")
@needs(Capability.SETTINGS)
def code_takes_off(context: Context, code: str, off: Terms) -> None:
    context.world.set_once.claim(f"the discount code {code}")
    offer_code(context.world, code, off)


@given("the staff has offered the discount code {code:Code} {typed:Typed}, which takes {off:Off} off")
@needs(Capability.SETTINGS)
def code_is_offered_as_typed(context: Context, code: str, typed: Callable[[str], str], off: Terms) -> None:
    context.world.set_once.claim(f"the discount code {code}")
    offer_code(context.world, typed(code), off)


@given("the discount code {code:Code} takes {off:Off} off, {terms:Terms}")
@needs(Capability.SETTINGS)
def code_takes_off_on_terms(
    context: Context, code: str, off: Terms, terms: Callable[[datetime], Terms]
) -> None:
    context.world.set_once.claim(f"the discount code {code}")
    offer_code(context.world, code, {**off, **terms(context.world.clock.now())})


@given("the discount code {code:Code} takes {off:Off} off {titles:Titles}")
@needs(Capability.SETTINGS)
def code_takes_off_titles(context: Context, code: str, off: Terms, titles: tuple[str, ...]) -> None:
    context.world.set_once.claim(f"the discount code {code}")
    offer_code(context.world, code, {**off, "skus": [context.world.catalog.sku(title) for title in titles]})


@given("the discount code {code:Code} takes {off:Off} off {titles:Titles}, {terms:Terms}")
@needs(Capability.SETTINGS)
def code_takes_off_titles_on_terms(
    context: Context, code: str, off: Terms, titles: tuple[str, ...], terms: Callable[[datetime], Terms]
) -> None:
    context.world.set_once.claim(f"the discount code {code}")
    named = {"skus": [context.world.catalog.sku(title) for title in titles]}
    offer_code(context.world, code, {**off, **named, **terms(context.world.clock.now())})


@given("{who:Who}'s cart holds {copies:Copies} at {price:Money} with the code {code:Code}")
def cart_holds_with_code(context: Context, who: str, copies: dict[str, int], price: Money, code: str) -> None:
    world, actor = context.world, context.world.actors.named(who)
    for title in copies:
        put_on_sale(world, title, price)
    fill_cart(world, actor, copies)
    enter_code(world, actor, code)


@given("{number:Count} customers each have {copies:Copies} in the cart, with the code {code:Code}")
def customers_each_have_with_code(context: Context, number: int, copies: dict[str, int], code: str) -> None:
    for place in range(1, number + 1):
        actor = context.world.actors.customer(f"customer {place}")
        fill_cart(context.world, actor, copies)
        enter_code(context.world, actor, code)


@given("{who:Who} has bought the cart with the code {code:Code}")
def has_bought_with_code(context: Context, who: str, code: str) -> None:
    actor = context.world.actors.named(who)
    enter_code(context.world, actor, code)
    check_out(context.world, actor).succeeded()


@given("{who:Who} has the mail address of {other:Who}")
def has_mail_address_of(context: Context, who: str, other: str) -> None:
    context.world.actors.named(who).email = context.world.actors.named(other).email


@given("{who:Who} has the mail address of {other:Who}, in capitals")
def has_mail_address_in_capitals(context: Context, who: str, other: str) -> None:
    context.world.actors.named(who).email = context.world.actors.named(other).email.upper()


@given("{who:Who} has entered the code {code:Code}")
@when("{who:Who} enters the code {code:Code}")
def enters_code(context: Context, who: str, code: str) -> None:
    enter_code(context.world, context.world.actors.named(who), code)


@given("{who:Who} has entered the code {code:Code} {typed:Typed}")
@when("{who:Who} enters the code {code:Code} {typed:Typed}")
def enters_code_as_typed(context: Context, who: str, code: str, typed: Callable[[str], str]) -> None:
    enter_code(context.world, context.world.actors.named(who), typed(code))


@given("{who:Who} has entered the codes {codes:Codes}")
@when("{who:Who} enters the codes {codes:Codes}")
def enters_codes(context: Context, who: str, codes: list[str]) -> None:
    for code in codes:
        enter_code(context.world, context.world.actors.named(who), code)


@when("{who:Who} takes the code {code:Code} out of the cart")
def takes_code_out(context: Context, who: str, code: str) -> None:
    actor = context.world.actors.named(who)
    context.world.shop.cart.take_code_out(actor.credentials, actor.cart, code)


@given("the staff has withdrawn the code {code:Code}")
@needs(Capability.SETTINGS)
def staff_has_withdrawn_code(context: Context, code: str) -> None:
    withdraw_code(context.world, code)


@given("the staff has withdrawn the code {code:Code} {typed:Typed}")
@needs(Capability.SETTINGS)
def staff_has_withdrawn_code_as_typed(context: Context, code: str, typed: Callable[[str], str]) -> None:
    withdraw_code(context.world, typed(code))


@then("{who:Who}'s cart costs {total:Money}")
def cart_costs(context: Context, who: str, total: Money) -> None:
    actor = context.world.actors.named(who)
    found = context.world.shop.cart.total(actor.credentials, actor.cart, actor.address)
    assert found == total, f"a total of {total} was expected for the cart of {who}, but it costs {found}"


@then("{who:Who} can use the code {code:Code}")
def can_use_code(context: Context, who: str, code: str) -> None:
    wait_until_code_applies(context.world, context.world.actors.named(who), code)


@then("{who:Who} cannot use the code {code:Code}, because {reason:Reason}")
def cannot_use_code(context: Context, who: str, code: str, reason: str) -> None:
    wait_until_mail_is_sent(context.world)  # an order is canceled before pricing is notified
    wait_for_refusal_of_code(context.world, context.world.actors.named(who), code, reason)


@then("{who:Who} is told that the code {code:Code} does not apply, because {reason:Reason}")
def is_told_code_does_not_apply(context: Context, who: str, code: str, reason: str) -> None:
    told = context.world.actors.named(who).refusal("total-changed").members["discount_codes"]
    found = {each["code"]: each["reason"] for each in told}
    assert found.get(code) == reason, (
        f"{code} refused as “{reason}” was expected for {who}, but the checkout answered {in_words(told)}"
    )


@then("the other customer is told that the code {code:Code} does not apply, because {reason:Reason}")
def other_customer_is_told_code_does_not_apply(context: Context, code: str, reason: str) -> None:
    actors = context.world.actors.known.values()
    (other,) = [actor for actor in actors if not actor.last_attempt.accepted]
    is_told_code_does_not_apply(context, other.role, code, reason)


@then("{who:Who} sees that the code {code:Code} does not apply, because {reason:Reason}")
def sees_code_does_not_apply(context: Context, who: str, code: str, reason: str) -> None:
    quote = read_quote(context.world, context.world.actors.named(who))
    assert quote.codes.get(code) == reason, (
        f"{code} refused as “{reason}” was expected in the cart's quote, but it is {in_words(quote)}"
    )


@then("{who:Who}'s next cart has the code {code:Code}")
def next_cart_has_code(context: Context, who: str, code: str) -> None:
    world, actor = context.world, context.world.actors.named(who)
    found = world.shop.cart.codes(actor.credentials, next_cart(world, actor))
    assert found == [code], f"the code {code} was expected in {who}'s next cart, but it has {in_words(found)}"


@then("{who:Who}'s cart has the codes {codes:Codes}")
def cart_has_codes(context: Context, who: str, codes: list[str]) -> None:
    world, actor = context.world, context.world.actors.named(who)
    found = world.shop.cart.codes(actor.credentials, actor.cart)
    assert found == codes, f"{in_words(codes)} were expected in {who}'s cart, but it has {in_words(found)}"


@then("{who:Who}'s cart has the code {code:Code}")
def cart_has_code(context: Context, who: str, code: str) -> None:
    world, actor = context.world, context.world.actors.named(who)
    found = world.shop.cart.codes(actor.credentials, actor.cart)
    assert code in found, f"the code {code} was expected in {who}'s cart, but it has {in_words(found)}"
