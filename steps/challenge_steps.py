"""Sentences about a bank that asks the customer to confirm a payment (3-D Secure)."""

from datetime import timedelta

from behave import given, then, when

from steps.drivers.checkout import ChallengeRequired
from steps.tasks.shopping import check_out, pays_with, return_from_bank, run_concurrently, wait_for_outcome
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.money import Money
from steps.world.actors import Actor
from steps.world.world import Context


def _answers(context: Context, actor: Actor, outcome: str) -> None:
    context.world.shop.sandbox.answer_challenge(actor.checkout_ids, outcome)


@given("{who:Who} pays with a card whose bank {manner}")
def pays_with_challenged_card(context: Context, who: str, manner: str) -> None:
    context.world.actors.named(who).pays = pays_with("card", manner)


@given("{who:Who} pays with a wallet whose bank {manner}")
def pays_with_challenged_wallet(context: Context, who: str, manner: str) -> None:
    context.world.actors.named(who).pays = pays_with("wallet", manner)


@given("{who:Who} has been sent to the bank's page")
def has_been_sent_to_the_bank(context: Context, who: str) -> None:
    is_sent_to_the_bank_after(context, check_out(context.world, context.world.actors.named(who)).refused())


def is_sent_to_the_bank_after(context: Context, told: object) -> None:
    assert isinstance(told, ChallengeRequired), f"the customer should be at the bank's page, but: {told}"


@given("{who:Who} has failed the bank's check")
@needs(Capability.SANDBOX)
def has_failed_the_check(context: Context, who: str) -> None:
    fails_and_comes_back(context, who)
    context.world.actors.named(who).last_attempt.refused()


@given("{who:Who} has confirmed the payment and come back")
@needs(Capability.SANDBOX)
def has_confirmed_and_come_back(context: Context, who: str) -> None:
    confirms_and_comes_back(context, who)
    context.world.actors.named(who).last_attempt.succeeded()


@when("{who:Who} confirms the payment and comes back")
@needs(Capability.SANDBOX)
def confirms_and_comes_back(context: Context, who: str) -> None:
    actor = context.world.actors.named(who)
    _answers(context, actor, "passed")
    return_from_bank(context.world, actor)


@when("{who:Who} comes back without having confirmed the payment")
def comes_back_too_early(context: Context, who: str) -> None:
    return_from_bank(context.world, context.world.actors.named(who))


@when("{who:Who} confirms the payment and never comes back")
@needs(Capability.SANDBOX)
def confirms_and_stays_away(context: Context, who: str) -> None:
    actor = context.world.actors.named(who)
    _answers(context, actor, "passed")
    wait_for_outcome(context.world, actor)


@when("{who:Who} fails the bank's check and comes back")
@needs(Capability.SANDBOX)
def fails_and_comes_back(context: Context, who: str) -> None:
    actor = context.world.actors.named(who)
    _answers(context, actor, "failed")
    return_from_bank(context.world, actor)


@given("{who:Who} has let {minutes:Count} minutes pass at the bank's page")
@needs(Capability.CLOCK)
def has_let_time_pass(context: Context, who: str, minutes: int) -> None:
    lets_time_pass(context, who, minutes)
    context.world.actors.named(who).last_attempt.refused()


@when("{who:Who} lets {minutes:Count} minutes pass at the bank's page")
@needs(Capability.CLOCK)
def lets_time_pass(context: Context, who: str, minutes: int) -> None:
    context.world.clock.advance(timedelta(minutes=minutes))
    wait_for_outcome(context.world, context.world.actors.named(who))


@when("{who:Who} comes back twice at the moment the gateway tells of the confirmation")
@needs(Capability.SANDBOX)
def comes_back_while_told(context: Context, who: str) -> None:
    world, actor = context.world, context.world.actors.named(who)
    world.shop.sandbox.webhooks("hold")
    _answers(context, actor, "passed")
    returns = [lambda: return_from_bank(world, actor)] * 2
    run_concurrently([*returns, lambda: world.shop.sandbox.webhooks("release")])


@then("{who:Who}'s checkout ends with one order of {total:Money}")
def checkout_ends_with_order(context: Context, who: str, total: Money) -> None:
    found = wait_for_outcome(context.world, context.world.actors.named(who)).succeeded()
    assert found.grand_total == total, f"an order of {total} was expected, but {found} was made"


@then("{who:Who}'s checkout ends without an order, since {title:Title} is sold out")
def checkout_ends_sold_out(context: Context, who: str, title: str) -> None:
    told = wait_for_outcome(context.world, context.world.actors.named(who)).refused()
    assert told.slug == "out-of-stock", f"{who} should have been told of {title!r}, but was told {told}"
    assert title in told.detail, f"{who} should have been told that {title!r} is sold out: {told}"


@then("{who:Who} is sent to the bank's page")
def is_sent_to_the_bank(context: Context, who: str) -> None:
    is_sent_to_the_bank_after(context, context.world.actors.named(who).last_attempt.refused())
