"""Sentences about orders that their customer cancels."""

from behave import given, then, when

from steps.drivers.eventually import eventually
from steps.drivers.orders import Order
from steps.tasks.concurrent_events import check_out_with_request_held
from steps.tasks.retrying import retry_until_answered
from steps.vocabulary.capabilities import Capability, needs
from steps.world.actors import Actor
from steps.world.attempt import Attempt
from steps.world.world import Context

_SETTLES_WITHIN = 10.0  # seconds
_CAPTURE = "POST /v1/payment_intents/"


def _cancel(context: Context, actor: Actor) -> Attempt[Order]:
    orders, number = context.world.shop.orders, actor.order_number
    return Attempt.at("canceling the order", lambda: orders.cancel(actor.credentials, number))


@given("{who:Who} has canceled the order")
def has_canceled(context: Context, who: str) -> None:
    _cancel(context, context.world.actors.named(who)).succeeded()
    order_is_canceled(context, who)


@when("{who:Who} cancels the order")
def cancels(context: Context, who: str) -> None:
    actor = context.world.actors.named(who)
    actor.last_reply = _cancel(context, actor)


@when("a stranger cancels the customer's order")
def stranger_cancels(context: Context) -> None:
    world, stranger = context.world, context.world.actors.customer("stranger")
    number = world.actors.customer("customer").order_number
    stranger.last_reply = Attempt.at(
        "the stranger's cancellation", lambda: world.shop.orders.cancel(stranger.credentials, number)
    )


@given("{who:Who} cancels the order, repeating it until it is answered")
@when("{who:Who} cancels the order, repeating it until it is answered")
def cancels_until_answered(context: Context, who: str) -> None:
    actor = context.world.actors.named(who)
    actor.last_reply = retry_until_answered(lambda: _cancel(context, actor))


@when("{who:Who} cancels the order while its money is being taken, and again after that")
@needs(Capability.SANDBOX)
def cancels_while_taken(context: Context, who: str) -> None:
    world, actor = context.world, context.world.actors.named(who)
    check_out_with_request_held(world, actor, _CAPTURE, lambda: _cancel_unpaid(context, actor))
    actor.last_reply = _cancel(context, actor)


def _cancel_unpaid(context: Context, actor: Actor) -> None:
    """The order is there, but not paid yet."""
    orders = context.world.shop.orders
    (order,) = orders.of(actor.credentials)
    first = Attempt.at("canceling", lambda: orders.cancel(actor.credentials, order.order_number))
    assert first.refused().slug == "checkout-in-progress", f"too early to cancel, but: {first.outcome}"


@then("{who:Who}'s order is canceled")
def order_is_canceled(context: Context, who: str) -> None:
    actor, orders = context.world.actors.named(who), context.world.shop.orders
    eventually(
        lambda: orders.numbered(actor.credentials, actor.order_number).state,
        until=lambda state: state == "canceled",
        within=_SETTLES_WITHIN,
        what=f"the order of {who} is canceled",
    )
