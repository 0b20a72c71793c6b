"""Sentences about accounts: their mail addresses, and the orders of guests that they claim."""

from concurrent.futures import ThreadPoolExecutor

from behave import given, then, when

from steps.drivers.orders import Order
from steps.tasks.retrying import retried
from steps.vocabulary.in_words import in_words
from steps.world.actors import Actor
from steps.world.attempt import Attempt
from steps.world.world import Context, World

_CLAIMING = "claiming the order"


def _claimed(world: World, actor: Actor, guest: Actor) -> Order:
    return world.shop.orders.claim(actor.credentials, guest.credentials, guest.order_number)


@given("{who:Who}'s account has the mail address of {other:Who}")
def account_has_mail_address(context: Context, who: str, other: str) -> None:
    actors = context.world.actors
    actors.move_account(actors.named(who), actors.named(other).email)


@given("{who:Who}'s account has the mail address of {other:Who}, in capitals")
def account_has_mail_address_in_capitals(context: Context, who: str, other: str) -> None:
    actors = context.world.actors
    actors.move_account(actors.named(who), actors.named(other).email.upper())


@given("{who:Who} has claimed the guest's order")
def has_claimed_order(context: Context, who: str) -> None:
    world = context.world
    _claimed(world, world.actors.named(who), world.actors.guest())


@when("{who:Who} claims the guest's order")
def claims_order(context: Context, who: str) -> None:
    world, actor = context.world, context.world.actors.named(who)
    actor.last_reply = Attempt.at(_CLAIMING, lambda: _claimed(world, actor, world.actors.guest()))


@when("a stranger claims the guest's order with the token of another cart")
def stranger_claims_order(context: Context) -> None:
    world, stranger = context.world, context.world.actors.customer("stranger")
    _, token = world.shop.cart.open({}, "USD")
    number = world.actors.guest().order_number
    stranger.last_reply = Attempt.at(
        _CLAIMING,
        lambda: world.shop.orders.claim(stranger.credentials, {"cart-token": str(token)}, number),
    )


@when("{who:Who} claims the guest's order, retrying until it is answered")
def claims_order_until_answered(context: Context, who: str) -> None:
    world, actor = context.world, context.world.actors.named(who)
    actor.last_reply = retried(_CLAIMING, lambda: _claimed(world, actor, world.actors.guest()))


@when("{who:Who} and {other:Who} claim the guest's order at the same moment")
def claim_order_concurrently(context: Context, who: str, other: str) -> None:
    world = context.world
    guest, both = world.actors.guest(), [world.actors.named(role) for role in (who, other)]
    with ThreadPoolExecutor(len(both)) as claimants:
        replies = claimants.map(
            lambda actor: Attempt.at(_CLAIMING, lambda: _claimed(world, actor, guest)), both
        )
        for actor, reply in zip(both, replies, strict=True):
            actor.last_reply = reply


@when("{who:Who} looks for the guest's order")
def looks_for_order(context: Context, who: str) -> None:
    orders, actor = context.world.shop.orders, context.world.actors.named(who)
    number = context.world.actors.guest().order_number
    actor.last_reply = Attempt.at("looking for the order", lambda: orders.numbered(actor.credentials, number))


@when("{who:Who} cancels the guest's order")
def cancels_claimed_order(context: Context, who: str) -> None:
    orders, actor = context.world.shop.orders, context.world.actors.named(who)
    number = context.world.actors.guest().order_number
    actor.last_reply = Attempt.at("canceling the order", lambda: orders.cancel(actor.credentials, number))


@then("{who:Who} has the guest's order in the order history")
def has_order_in_history(context: Context, who: str) -> None:
    actor, number = context.world.actors.named(who), context.world.actors.guest().order_number
    if actor.last_reply is not None:
        actor.last_reply.succeeded()
    found = [order.order_number for order in context.world.shop.orders.of(actor.credentials)]
    assert found == [number], (
        f"{number} alone was expected in the order history of {who}, but it has {in_words(found)}"
    )


@then("one of {who:Who} and {other:Who} has the guest's order, and the other is told that there is none")
def one_has_order(context: Context, who: str, other: str) -> None:
    both = [context.world.actors.named(role) for role in (who, other)]
    number, orders = context.world.actors.guest().order_number, context.world.shop.orders
    owners = [actor for actor in both if actor.last_reply and actor.last_reply.accepted]
    found = {actor.role: [order.order_number for order in orders.of(actor.credentials)] for actor in both}
    expected = {actor.role: [number] if actor in owners else [] for actor in both}
    assert len(owners) == 1, (
        f"one claim was expected to be accepted, but {len(owners)} were; the histories have {in_words(found)}"
    )
    assert found == expected, (
        f"{in_words(expected)} was expected in the histories, but they have {in_words(found)}"
    )
    for actor in both:
        if actor not in owners:
            actor.refusal("order-not-found", "not-found")
