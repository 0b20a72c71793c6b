"""Sentences about what happens at the gateway while a request of the shop is under way there."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from behave import given, when

from steps.drivers.eventually import eventually
from steps.drivers.money import Money
from steps.drivers.shopping import check_out, fill_cart
from steps.drivers.world import Context

_REACHED_WITHIN = 10.0  # seconds
_AUTHORIZATION, _CAPTURE, _REFUND = (
    "POST /v1/payment_intents",
    "POST /v1/payment_intents/",
    "POST /v1/refunds",
)
_REQUESTS = {"hold the money": _AUTHORIZATION, "take the money": _CAPTURE, "give money back": _REFUND}
_LONGER_THAN_A_HOLD, _LONGER_THAN_A_KEY = timedelta(days=8), timedelta(hours=25)
_ALWAYS = 1000


def _meanwhile(context: Context, who: str, match: str, doing: Callable[[], None]) -> None:
    """The person checks out; while the request that matches is at the gateway, this is done."""
    world, person = context.world, context.world.people.named(who)
    world.shop.sandbox.hold(match)
    with ThreadPoolExecutor(1) as browser:
        checkout = browser.submit(check_out, world, person)
        try:
            eventually(world.shop.sandbox.held, lambda held: held == 1, _REACHED_WITHIN, "it is held there")
            doing()
        finally:
            world.shop.sandbox.let_go()
        checkout.result()


@given("the gateway does what the request to {deed} asks for, and then answers with an error that it keeps")
def does_it_and_keeps_an_error(context: Context, deed: str) -> None:
    context.world.shop.sandbox.answer_with(_REQUESTS[deed], 500, executed=True)


@given("the gateway does nothing about the request to {deed}, and answers with an error that it keeps")
def keeps_an_error(context: Context, deed: str) -> None:
    context.world.shop.sandbox.answer_with(_REQUESTS[deed], 500, executed=False)


@given("the gateway refuses to take the money")
def refuses_to_take(context: Context) -> None:
    context.world.shop.sandbox.answer_with(_CAPTURE, 400)


@when("{who:Who} checks out, and the gateway thinks for too long")
def gateway_thinks(context: Context, who: str) -> None:
    world = context.world
    world.shop.sandbox.hold(_AUTHORIZATION)
    check_out(world, world.people.named(who))
    world.shop.sandbox.let_go()


@when("{who:Who} checks out, and {title:Title} costs {price:Money} before the gateway has agreed to {deed}")
def price_changes_meanwhile(context: Context, who: str, title: str, price: Money, deed: str) -> None:
    world = context.world
    pricing, staff, sku = world.shop.pricing, world.people.staff(), world.catalog.sku(title)
    _meanwhile(context, who, _REQUESTS[deed], lambda: pricing.set_price(staff, sku, price))


@when("{who:Who} checks out, and a second tab adds {copies:Copies} before the gateway has agreed to {deed}")
def cart_changes_meanwhile(context: Context, who: str, copies: dict[str, int], deed: str) -> None:
    world, person = context.world, context.world.people.named(who)
    _meanwhile(context, who, _REQUESTS[deed], lambda: fill_cart(world, person, copies))


@when("{who:Who} checks out, and the hold runs out before the money is taken")
def hold_runs_out(context: Context, who: str) -> None:
    _meanwhile(context, who, _CAPTURE, lambda: context.world.clock.advance(_LONGER_THAN_A_HOLD))


@when("{who:Who} checks out, and somebody takes {amount:Money} of it at the gateway itself")
def somebody_takes_less(context: Context, who: str, amount: Money) -> None:
    gateway = context.world.shop.gateway
    _meanwhile(context, who, _CAPTURE, lambda: gateway.capture_by_hand(amount))


@when("{who:Who} checks out, and the gateway tells nothing of it for more than a day")
def gateway_tells_nothing(context: Context, who: str) -> None:
    sandbox = context.world.shop.sandbox
    sandbox.answer_with(_AUTHORIZATION, 500, executed=True)
    for match in (_AUTHORIZATION, "GET /v1/payment_intents"):
        sandbox.answer_with(match, 503, _ALWAYS)
    check_out(context.world, context.world.people.named(who))
    context.world.clock.advance(_LONGER_THAN_A_KEY)
    sandbox.recover()
