"""Sentences about guests who sign in, and about carts that are claimed."""

from functools import partial

from behave import given, then, when

from steps.drivers.cart import CappedCopies, MergedCart
from steps.parameter_types.catalog import KeptCopies
from steps.tasks.concurrent_events import act_with_events
from steps.tasks.shopping import claim_cart_of_other, sign_in
from steps.vocabulary.in_words import in_words
from steps.world.actors import Actor
from steps.world.attempt import Attempt
from steps.world.world import Context, World


def _merged(actor: Actor) -> MergedCart:
    """The answer to the sign-in. Raises AssertionError where there was none."""
    if actor.last_reply is None:
        raise AssertionError(f"{actor.role} has not signed in in this scenario")
    found: MergedCart = actor.last_reply.succeeded()
    return found


@given("the guest has signed in as {who:Who}")
def has_signed_in(context: Context, who: str) -> None:
    actors = context.world.actors
    sign_in(context.world, actors.guest(), actors.named(who))


@when("the guest signs in as {who:Who}")
def signs_in(context: Context, who: str) -> None:
    world, actor = context.world, context.world.actors.named(who)
    act_with_events(world, partial(_try_to_sign_in, world, actor))


def _try_to_sign_in(world: World, actor: Actor) -> None:
    actor.last_reply = Attempt.at("signing in", lambda: sign_in(world, world.actors.guest(), actor))


@when("a stranger claims {who:Who}'s cart")
def stranger_claims_cart(context: Context, who: str) -> None:
    world, stranger = context.world, context.world.actors.customer("stranger")
    owner = world.actors.named(who)
    stranger.last_reply = Attempt.at("claiming the cart", lambda: claim_cart_of_other(world, stranger, owner))


@then("{who:Who} is told that the guest's code {code:Code} is left out")
def is_told_code_is_left_out(context: Context, who: str, code: str) -> None:
    found = _merged(context.world.actors.named(who)).codes_left_out
    assert found == (code,), (
        f"{who} should have been told that {code} is left out, but was told {in_words(found)}"
    )


@then("{who:Who} is told that all copies are in the cart")
def is_told_all_copies_are_in_cart(context: Context, who: str) -> None:
    found = _merged(context.world.actors.named(who)).capped
    assert not found, (
        f"all copies were expected in the cart of {who}, but the sign-in answered {in_words(found)}"
    )


@then("{who:Who} is told that {kept:KeptCopies} are in the cart, because {reason:CapReason}")
def is_told_kept_copies(context: Context, who: str, kept: KeptCopies, reason: str) -> None:
    found = _merged(context.world.actors.named(who)).capped.get(context.world.catalog.sku(kept.title))
    expected = CappedCopies(kept.wanted, kept.kept, reason)
    assert found == expected, (
        f'{in_words(expected)} was expected for "{kept.title}", but the sign-in answered {in_words(found)}'
    )
