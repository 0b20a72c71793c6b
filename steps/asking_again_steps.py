"""Sentences about a browser that asks again for the result of a checkout."""

from functools import partial

from behave import given, then, when

from steps.tasks.shopping import check_out
from steps.vocabulary.in_words import in_words
from steps.world.actors import Actor
from steps.world.attempt import Attempt
from steps.world.world import Context


def _ask_again(context: Context, actor: Actor, place: int, checkout_id: str) -> None:
    """Submit the same once more, look at the checkout, and come back to it; all outcomes are kept."""
    checkout, (key, body) = context.world.shop.checkout, actor.submissions[place]
    again = partial(checkout.submit, actor.credentials, key, body)
    back = partial(checkout.return_from_bank, actor.credentials, checkout_id)
    look = partial(checkout.outcome, actor.credentials, checkout_id)
    asked = {"the submission": again, "the look": look, "the return": back}
    context.world.journey.asked_again = [Attempt.at(act, ask) for act, ask in asked.items()]


@given("{who:Who}'s checkout has been refused")
def checkout_has_been_refused(context: Context, who: str) -> None:
    check_out(context.world, context.world.actors.named(who)).refused()


@when("the browser asks again for the result of the first checkout")
def asks_again_for_first(context: Context) -> None:
    actor = context.world.actors.customer("customer")
    _ask_again(context, actor, 0, actor.first_checkout_id)


@when("the browser asks again for the result of the last checkout")
def asks_again_for_last(context: Context) -> None:
    actor = context.world.actors.customer("customer")
    _ask_again(context, actor, -1, actor.last_checkout_id)


@then('each answer names the reason "{reason}"')
def each_answer_names_reason(context: Context, reason: str) -> None:
    attempts = context.world.journey.asked_again
    assert attempts, "no result has been asked for again in this scenario"
    found = {attempt.act: attempt.refused().slug for attempt in attempts}
    assert set(found.values()) == {reason}, (
        f'"{reason}" was expected as the reason, but the answers are {in_words(found)}'
    )
