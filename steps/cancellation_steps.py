"""Sentences about orders that their customer cancels."""

from behave import given, then, when

from steps.drivers.eventually import eventually
from steps.drivers.orders import Order
from steps.drivers.sandbox import CAPTURE
from steps.tasks.concurrent_events import check_out_with_events, plan_event_during_request
from steps.tasks.order_events import expect_cancellation_refused
from steps.tasks.retrying import retry_until_answered
from steps.vocabulary.capabilities import Capability, needs
from steps.world.actors import Actor
from steps.world.attempt import Attempt
from steps.world.world import Context

_SETTLES_WITHIN = 10.0  # seconds


def _cancel(context: Context, actor: Actor) -> Attempt[Order]:
    orders, number = context.world.shop.orders, actor.order_number
    return Attempt.at("canceling the order", lambda: orders.cancel(actor.credentials, number))


@given("{who:Who} has canceled the order")
def has_canceled_order(context: Context, who: str) -> None:
    _cancel(context, context.world.actors.named(who)).succeeded()
    order_is_canceled(context, who)


@given("{who:Who} has tried to cancel the order before the gateway confirmed the charge")
@needs(Capability.SANDBOX)
def has_tried_to_cancel_early(context: Context, who: str) -> None:
    world, actor = context.world, context.world.actors.named(who)
    plan_event_during_request(world, CAPTURE, lambda: expect_cancellation_refused(world, actor))
    check_out_with_events(world, actor)


@given("{who:Who} has asked to cancel the order")
@when("{who:Who} cancels the order")
def cancels_order(context: Context, who: str) -> None:
    actor = context.world.actors.named(who)
    actor.last_reply = _cancel(context, actor)


@when("a stranger cancels the customer's order")
def stranger_cancels_order(context: Context) -> None:
    world, stranger = context.world, context.world.actors.customer("stranger")
    number = world.actors.customer("customer").order_number
    stranger.last_reply = Attempt.at(
        "the stranger's cancellation", lambda: world.shop.orders.cancel(stranger.credentials, number)
    )


@given("{who:Who} cancels the order, retrying until it is answered")
@when("{who:Who} cancels the order, retrying until it is answered")
def cancels_order_until_answered(context: Context, who: str) -> None:
    actor = context.world.actors.named(who)
    actor.last_reply = retry_until_answered(
        lambda: _cancel(context, actor), context.world.shop.answers_within
    )


@then("{who:Who}'s order is canceled")
def order_is_canceled(context: Context, who: str) -> None:
    actor, orders = context.world.actors.named(who), context.world.shop.orders
    eventually(
        lambda: orders.numbered(actor.credentials, actor.order_number).state,
        until=lambda state: state == "canceled",
        within=_SETTLES_WITHIN,
        what=f"the order of {who} is canceled",
    )
