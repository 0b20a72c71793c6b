"""Sentences about gift cards that customers buy: what is on sale, and the codes in the confirmation."""

from behave import given, then, when

from steps.tasks.mail_arrival import settled_mails
from steps.tasks.refunds import lines_of, request_refund
from steps.tasks.shopping import check_out, offer_gift_card, run_concurrently
from steps.tasks.sold_gift_cards import (
    balances_for,
    codes_for,
    codes_in,
    settled_refund,
    wait_until_left_of,
)
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.in_words import in_words
from steps.vocabulary.money import Money
from steps.world.world import Context


@given("{title:Title} is a gift card")
def is_a_gift_card(context: Context, title: str) -> None:
    sold = context.world.catalog.prices
    assert title not in sold, f'this scenario sells "{title}" already, as a printed title'
    offer_gift_card(context.world, title)


@given("{who:Who} pays with the gift card that {buyer:Who} has bought")
@needs(Capability.MAIL)
def pays_with_bought_gift_card(context: Context, who: str, buyer: str) -> None:
    actors = context.world.actors
    actors.named(who).prepaid.codes.extend(codes_for(context.world, actors.named(buyer)))


@then("the confirmation mail has the code of {cards:GiftCards} of {amount:Money}")
@needs(Capability.MAIL)
def mail_has_codes(context: Context, cards: int, amount: Money) -> None:
    actor = context.world.actors.customer("customer")
    found = balances_for(context.world, actor)
    assert found == [amount] * cards, (
        f"the codes of {in_words([amount] * cards)} were expected, but they hold {in_words(found)}"
    )


@then("{left:Money} is left of the gift card that {who:Who} has bought")
@needs(Capability.MAIL)
def is_left_of_bought_gift_card(context: Context, left: Money, who: str) -> None:
    wait_until_left_of(context.world, context.world.actors.named(who), left)


@then("no mail to {who:Who} has a code")
@needs(Capability.MAIL)
def no_mail_has_a_code(context: Context, who: str) -> None:
    mails = settled_mails(context.world, context.world.actors.named(who))
    found = [mail.subject for mail in mails if codes_in(mail)]
    assert not found, f"no code was expected in the mails to {who}, but there is one in {in_words(found)}"


@when("the staff refunds {copies:Copies} while {who:Who} checks out")
def refunds_during_checkout(context: Context, copies: dict[str, int], who: str) -> None:
    world, actor = context.world, context.world.actors.named(who)
    lines = lines_of(world, copies)
    world.actors.customer("staff")  # before the threads share it
    run_concurrently([lambda: check_out(world, actor), lambda: request_refund(world, lines=lines)])


@then("the gift card of the customer was either spent or refunded")
def was_either_spent_or_refunded(context: Context) -> None:
    spent = context.world.actors.customer("another customer").last_attempt.accepted
    refunded = settled_refund(context.world) != "failed"
    assert spent != refunded, (
        f"one of spending and refund was expected to win, but the gift card was spent: {in_words(spent)}, "
        f"and refunded: {in_words(refunded)}"
    )
