"""Sentences about what happens at the gateway while a request of the shop is under way there."""

from datetime import timedelta

from behave import given, when

from steps.drivers.eventually import eventually
from steps.tasks.concurrent_events import (
    check_out_as_time_passes,
    check_out_with_call_held,
    check_out_with_request_held,
)
from steps.tasks.shopping import fill_cart
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.money import Money
from steps.world.world import Context

_SEEN_WITHIN = 10.0  # seconds
_AUTHORIZATION, _CAPTURE, _REFUND = (
    "POST /v1/payment_intents",
    "POST /v1/payment_intents/",
    "POST /v1/refunds",
)
_LOOK = "GET /v1/payment_intents/"
_REQUESTS = {"hold the money": _AUTHORIZATION, "take the money": _CAPTURE, "give money back": _REFUND}
_LONGER_THAN_A_PAUSE, _LONGER_THAN_A_CAPTURE = timedelta(minutes=1), timedelta(hours=2)
_LONGER_THAN_A_HOLD, _LONGER_THAN_A_KEY = timedelta(days=8), timedelta(hours=25)
_ALWAYS = 1000


@given("the gateway does what the request to {deed} asks for, and then answers with an error that it keeps")
@needs(Capability.SANDBOX)
def does_it_and_keeps_an_error(context: Context, deed: str) -> None:
    context.world.shop.sandbox.answer_with(_REQUESTS[deed], 500, executed=True)


@given("the gateway does nothing about the request to {deed}, and answers with an error that it keeps")
@needs(Capability.SANDBOX)
def keeps_an_error(context: Context, deed: str) -> None:
    context.world.shop.sandbox.answer_with(_REQUESTS[deed], 500, executed=False)


@given('the gateway says for a while that the payment is "{status}", and takes nothing')
@needs(Capability.SANDBOX)
def says_something_new(context: Context, status: str) -> None:
    context.world.shop.sandbox.say(_CAPTURE, status)
    context.world.shop.sandbox.say(_LOOK, status)


@given("somebody else asks for {amount:Money} under the name of the customer's payment")
@needs(Capability.SANDBOX)
def somebody_takes_the_name(context: Context, amount: Money) -> None:
    context.world.shop.sandbox.send_conflicting_request(_AUTHORIZATION, amount=str(amount.amount))


@given("the gateway refuses to take the money")
@needs(Capability.SANDBOX)
def refuses_to_take(context: Context) -> None:
    context.world.shop.sandbox.answer_with(_CAPTURE, 400)


@when("{who:Who} checks out, and the gateway thinks for too long")
@needs(Capability.CLOCK, Capability.SANDBOX)
def gateway_thinks(context: Context, who: str) -> None:
    world = context.world
    world.shop.sandbox.hold(_AUTHORIZATION)
    check_out_as_time_passes(world, world.actors.named(who))
    world.shop.sandbox.release()
    world.clock.advance(_LONGER_THAN_A_PAUSE)


@when("{who:Who} checks out, and {title:Title} costs {price:Money} before the gateway has agreed to {deed}")
@needs(Capability.SANDBOX)
def price_changes_meanwhile(context: Context, who: str, title: str, price: Money, deed: str) -> None:
    world = context.world
    pricing, staff, sku = world.shop.pricing, world.actors.staff(), world.catalog.sku(title)
    actor = world.actors.named(who)
    check_out_with_request_held(world, actor, _REQUESTS[deed], lambda: pricing.set_price(staff, sku, price))


@when("{who:Who} checks out, and a second tab adds {copies:Copies} before the gateway has agreed to {deed}")
@needs(Capability.SANDBOX)
def cart_changes_meanwhile(context: Context, who: str, copies: dict[str, int], deed: str) -> None:
    world, actor = context.world, context.world.actors.named(who)
    check_out_with_request_held(world, actor, _REQUESTS[deed], lambda: fill_cart(world, actor, copies))


@when("{who:Who} checks out, and the hold runs out before the money is taken")
@needs(Capability.CLOCK, Capability.SANDBOX)
def hold_runs_out(context: Context, who: str) -> None:
    world = context.world
    actor = world.actors.named(who)
    check_out_with_request_held(world, actor, _CAPTURE, lambda: world.clock.advance(_LONGER_THAN_A_HOLD))


@when("{who:Who} checks out, and somebody takes {amount:Money} of it at the gateway itself")
@needs(Capability.RESET, Capability.SANDBOX)
def somebody_takes_less(context: Context, who: str, amount: Money) -> None:
    world = context.world
    actor, gateway = world.actors.named(who), world.shop.gateway
    check_out_with_request_held(world, actor, _CAPTURE, lambda: gateway.capture_at_dashboard(amount))


@when("{who:Who} checks out, and the gateway tells nothing of it for more than a day")
@needs(Capability.CLOCK, Capability.SANDBOX)
def gateway_tells_nothing(context: Context, who: str) -> None:
    sandbox = context.world.shop.sandbox
    sandbox.answer_with(_AUTHORIZATION, 500, executed=True)
    for match in (_AUTHORIZATION, _LOOK.rstrip("/")):
        sandbox.answer_with(match, 503, _ALWAYS)
    check_out_as_time_passes(context.world, context.world.actors.named(who))
    context.world.clock.advance(_LONGER_THAN_A_KEY)
    sandbox.recover()
    context.world.clock.advance(_LONGER_THAN_A_PAUSE)  # for a try that came just before the gateway was back


@when("{who:Who} checks out, and the gateway still takes the money when it is asked again")
@needs(Capability.SANDBOX)
def is_asked_while_busy(context: Context, who: str) -> None:
    world = context.world
    check_out_with_request_held(world, world.actors.named(who), _CAPTURE, lambda: _asked_twice(context))


def _asked_twice(context: Context) -> None:
    """The same request has come again and was told that the first is under way (409)."""
    eventually(
        lambda: [asked.status for asked in context.world.shop.sandbox.asked(_CAPTURE)],
        until=lambda statuses: 409 in statuses,
        within=_SEEN_WITHIN,
        what="the request to take the money comes again while it is under way",
    )


@when("{who:Who} checks out, and the gateway takes more than an hour to take the money")
@needs(Capability.CLOCK, Capability.SANDBOX)
def takes_hours(context: Context, who: str) -> None:
    world = context.world
    check_out_with_request_held(world, world.actors.named(who), _CAPTURE, lambda: _given_up(context))


def _given_up(context: Context) -> None:
    """Two hours later the hold is given up, while the request to take it is still under way."""
    context.world.clock.advance(_LONGER_THAN_A_CAPTURE)
    eventually(
        lambda: [charge.status for charge in context.world.shop.gateway.charges()],
        until=lambda statuses: statuses == ["canceled"],
        within=_SEEN_WITHIN,
        what="the hold is given up",
    )


@when("{who:Who} checks out, and somebody refunds {amount:Money} at the gateway before the order is made")
@needs(Capability.DATABASES, Capability.FAULTS)
def somebody_refunds_early(context: Context, who: str, amount: Money) -> None:
    world, making = context.world, "the order from checkout to orders"
    check_out_with_call_held(world, world.actors.named(who), making, lambda: _told_too_early(context, amount))


def _told_too_early(context: Context, amount: Money) -> None:
    """The refund is made, and the order service was told of it while there is no order."""
    context.world.shop.gateway.refund_at_dashboard(None, amount)
    eventually(
        lambda: context.world.stored.messages_tried("payments"),
        until=lambda tried: tried > 0,
        within=_SEEN_WITHIN,
        what="payments tells of the refund",
    )
