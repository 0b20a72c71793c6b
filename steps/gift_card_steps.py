"""Sentences about gift cards and store credit: who has some, what it has paid, and what is left."""

from collections.abc import Callable

from behave import given, then, when

from steps.tasks.gift_cards import (
    UNKNOWN_CODE,
    give_gift_card,
    grant_store_credit,
    look_at_what_pays,
    share_gift_card,
    wait_until_credit_left,
    wait_until_left,
)
from steps.tasks.retrying import retried
from steps.tasks.shopping import check_out
from steps.vocabulary.in_words import in_words
from steps.vocabulary.money import Money
from steps.world.world import Context


@given("{who:Who} has a gift card of {amount:Money}")
def has_gift_card(context: Context, who: str, amount: Money) -> None:
    give_gift_card(context.world, context.world.actors.named(who), amount)


@given("{who:Who} has another gift card of {amount:Money}")
def has_another_gift_card(context: Context, who: str, amount: Money) -> None:
    give_gift_card(context.world, context.world.actors.named(who), amount)


@given("all of them have the code of one gift card of {amount:Money}")
def all_have_one_gift_card(context: Context, amount: Money) -> None:
    share_gift_card(context.world, amount)


@given("{who:Who} has mistyped the code of a gift card")
def has_mistyped_code(context: Context, who: str) -> None:
    context.world.actors.named(who).prepaid.codes.append(UNKNOWN_CODE)


@given("{who:Who} has typed the code of the gift card {typed:Typed}")
def has_typed_code(context: Context, who: str, typed: Callable[[str], str]) -> None:
    prepaid = context.world.actors.named(who).prepaid
    prepaid.codes = [typed(prepaid.code(0)), *prepaid.codes[1:]]


@given("{who:Who} has {amount:Money} of store credit")
def has_store_credit(context: Context, who: str, amount: Money) -> None:
    grant_store_credit(context.world, context.world.actors.named(who), amount)


@given("{who:Who} pays with store credit")
def pays_with_store_credit(context: Context, who: str) -> None:
    context.world.actors.named(who).prepaid.with_store_credit = True


@given("{who:Who} has been told that {problem:Problem}")
def has_been_told(context: Context, who: str, problem: tuple[str, ...]) -> None:
    actor = context.world.actors.named(who)
    check_out(context.world, actor)
    actor.refusal(*problem)


@when("{who:Who} checks out without the gift card")
def checks_out_without_gift_card(context: Context, who: str) -> None:
    actor = context.world.actors.named(who)
    actor.prepaid.codes.clear()
    check_out(context.world, actor)


@then("gift cards have paid {amount:Money} of the order")
def gift_cards_have_paid(context: Context, amount: Money) -> None:
    buyer = context.world.actors.buyer()
    found = context.world.shop.orders.numbered(buyer.credentials, buyer.order_number).redeemed
    assert found == amount, f"an order of which gift cards paid {amount} was expected: {in_words(found)}"


@then("{left:Money} is left of the {place:GiftCard}")
def is_left_of_gift_card(context: Context, left: Money, place: int) -> None:
    wait_until_left(context.world, context.world.actors.buyer(), place, left)


@then("{left:Money} is left of the gift card that all of them have")
def is_left_of_shared_gift_card(context: Context, left: Money) -> None:
    wait_until_left(context.world, next(iter(context.world.actors.known.values())), 0, left)


@then("{who:Who} has {left:Money} of store credit left")
def has_store_credit_left(context: Context, who: str, left: Money) -> None:
    wait_until_credit_left(context.world, context.world.actors.named(who), left)


@then("the others are told that nothing is left of the gift card")
def others_are_told_nothing_is_left(context: Context) -> None:
    attempts = [actor.last_attempt for actor in context.world.actors.known.values()]
    found = [attempt.refused().slug for attempt in attempts if not attempt.accepted]
    expected = ["gift-card-empty"] * (len(attempts) - 1)
    assert found == expected, f"an empty gift card was expected for all but one: {in_words(found)}"


@then("gift cards have paid {amount:Money} of all their orders together")
def gift_cards_have_paid_together(context: Context, amount: Money) -> None:
    actors, orders = context.world.actors.known.values(), context.world.shop.orders
    paid = [
        orders.numbered(actor.credentials, actor.order_number).redeemed
        for actor in actors
        if actor.last_attempt.accepted
    ]
    found = sum((each.amount for each in paid if each), 0)
    assert found == amount.amount, f"{amount} was expected from gift cards: {in_words(paid)}"


@when("{who:Who} looks at the gift card, retrying until it is answered")
def looks_at_gift_card(context: Context, who: str) -> None:
    world, actor = context.world, context.world.actors.named(who)
    code = actor.prepaid.code(0)
    actor.last_reply = retried(
        "looking at the gift card", lambda: world.shop.checkout.gift_card_balance(actor.credentials, code)
    )


@then("{who:Who} sees that {left:Money} is left of the gift card")
def sees_what_is_left(context: Context, who: str, left: Money) -> None:
    found = context.world.actors.named(who).reply("a gift card")
    assert found == left, f"{who} should have seen that {left} is left, but saw {in_words(found)}"


@when("{who:Who} looks at what pays for the cart")
def looks_at_what_pays(context: Context, who: str) -> None:
    look_at_what_pays(context.world, context.world.actors.named(who))


@then("{who:Who} sees that the {place:GiftCard} pays {amount:Money}")
def sees_what_gift_card_pays(context: Context, who: str, place: int, amount: Money) -> None:
    found = context.world.actors.named(who).reply("what pays for the cart").gift_cards[place : place + 1]
    assert found == (amount,), f"the gift card should pay {amount}, but it pays {in_words(found)}"


@then("{who:Who} sees that store credit pays {amount:Money}")
def sees_what_store_credit_pays(context: Context, who: str, amount: Money) -> None:
    found = context.world.actors.named(who).reply("what pays for the cart").store_credit
    assert found == amount, f"store credit should pay {amount}, but it pays {found}"


@then("{who:Who} sees that {amount:Money} is left to pay")
def sees_what_is_left_to_pay(context: Context, who: str, amount: Money) -> None:
    found = context.world.actors.named(who).reply("what pays for the cart").to_pay
    assert found == amount, f"{amount} should be left to pay, but it is {found}"
