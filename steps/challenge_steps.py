"""Sentences about a bank that asks the customer to confirm a payment (3-D Secure)."""

from datetime import timedelta

from behave import given, then, when

from steps.drivers.checkout import ChallengeRequired
from steps.tasks.choices import choose_payment
from steps.tasks.shopping import check_out, pays_with, return_from_bank, run_concurrently, wait_for_outcome
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.in_words import in_words
from steps.vocabulary.money import Money
from steps.world.actors import Actor
from steps.world.world import Context

_AFTERWARDS = {"comes back": return_from_bank, "never comes back": wait_for_outcome}


def _answer_challenge(context: Context, actor: Actor, outcome: str) -> None:
    context.world.shop.sandbox.answer_challenge(actor.checkout_ids, outcome)


def _expect_challenge(reply: object) -> None:
    assert isinstance(reply, ChallengeRequired), (
        f"a challenge of the bank was expected, but the reply is {in_words(reply)}"
    )


@given("{who:Who} pays with a {method:Method} whose bank {manner:BankManner}")
def pays_with_challenged_method(context: Context, who: str, method: str, manner: str) -> None:
    choose_payment(context.world, who, pays_with(method, manner))


@given("{who:Who} has been sent to the bank's page")
def has_been_sent_to_bank(context: Context, who: str) -> None:
    _expect_challenge(check_out(context.world, context.world.actors.named(who)).refused())


@given("{who:Who} has failed the bank's check")
@needs(Capability.SANDBOX)
def has_failed_check(context: Context, who: str) -> None:
    answers_challenge(context, who, "failed", "comes back")
    context.world.actors.named(who).last_attempt.refused()


@given("{who:Who} confirmed the payment {minutes:Count} minutes ago")
@needs(Capability.CLOCK, Capability.SANDBOX)
def confirmed_minutes_ago(context: Context, who: str, minutes: int) -> None:
    _answer_challenge(context, context.world.actors.named(who), "passed")
    context.world.clock.advance(timedelta(minutes=minutes))


@given("the {name:Service} was down for {minutes:Count} minutes after {who:Who} confirmed the payment")
@needs(Capability.CLOCK, Capability.PARTS, Capability.SANDBOX, alone=("{name}",))
def service_was_down_after_confirmation(context: Context, name: str, minutes: int, who: str) -> None:
    service = context.world.services[name]
    service.kill()
    confirmed_minutes_ago(context, who, minutes)
    service.start()


@given("{who:Who} has confirmed the payment and come back")
@needs(Capability.SANDBOX)
def has_confirmed_and_come_back(context: Context, who: str) -> None:
    answers_challenge(context, who, "passed", "comes back")
    context.world.actors.named(who).last_attempt.succeeded()


@when("{who:Who} {outcome:ChallengeOutcome} and {afterwards:Afterwards}")
@needs(Capability.SANDBOX)
def answers_challenge(context: Context, who: str, outcome: str, afterwards: str) -> None:
    actor = context.world.actors.named(who)
    _answer_challenge(context, actor, outcome)
    _AFTERWARDS[afterwards](context.world, actor)


@when("{who:Who} comes back without having confirmed the payment")
def comes_back_without_confirming(context: Context, who: str) -> None:
    return_from_bank(context.world, context.world.actors.named(who))


@given("{who:Who} has let {minutes:Count} minutes pass at the bank's page")
@needs(Capability.CLOCK)
def has_let_minutes_pass(context: Context, who: str, minutes: int) -> None:
    lets_minutes_pass(context, who, minutes)
    context.world.actors.named(who).last_attempt.refused()


@when("{who:Who} lets {minutes:Count} minutes pass at the bank's page")
@needs(Capability.CLOCK)
def lets_minutes_pass(context: Context, who: str, minutes: int) -> None:
    context.world.clock.advance(timedelta(minutes=minutes))
    wait_for_outcome(context.world, context.world.actors.named(who))


@when("{who:Who} comes back twice at the moment the gateway reports the confirmation")
@needs(Capability.SANDBOX, arrows=("gateway -> payments",))
def comes_back_as_gateway_reports(context: Context, who: str) -> None:
    world, actor = context.world, context.world.actors.named(who)
    world.shop.sandbox.webhooks("hold")
    _answer_challenge(context, actor, "passed")
    returns = [lambda: return_from_bank(world, actor)] * 2
    run_concurrently([*returns, lambda: world.shop.sandbox.webhooks("release")])


@then("{who:Who}'s checkout ends with one order of {total:Money}")
def checkout_ends_with_order(context: Context, who: str, total: Money) -> None:
    found = wait_for_outcome(context.world, context.world.actors.named(who)).succeeded()
    assert found.grand_total == total, (
        f"an order of {total} was expected, but the checkout ended with {in_words(found)}"
    )


@then("{who:Who}'s checkout ends without an order, since {title:Title} is sold out")
def checkout_ends_sold_out(context: Context, who: str, title: str) -> None:
    reply = wait_for_outcome(context.world, context.world.actors.named(who)).refused()
    right = reply.slug == "out-of-stock" and title in reply.detail
    assert right, f'out-of-stock of "{title}" was expected for {who}, but the checkout answered {reply}'


@then("{who:Who} is sent to the bank's page")
def is_sent_to_bank(context: Context, who: str) -> None:
    _expect_challenge(context.world.actors.named(who).last_attempt.refused())
