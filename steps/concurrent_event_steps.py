"""Sentences about events that will happen while the next checkout or sign-in is under way."""

from datetime import timedelta

from behave import given

from steps.drivers.sandbox import AUTHORIZATION, CAPTURE
from steps.tasks.concurrent_events import (
    plan_event_before_call,
    plan_event_before_commit,
    plan_event_during_request,
    plan_failing_charges,
    plan_response_after_checkout,
    plan_silent_day,
    wait_until_hold_is_released,
    wait_until_requested_again,
)
from steps.tasks.looks import look
from steps.tasks.order_events import refund_before_order
from steps.tasks.shopping import fill_cart
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.money import Money
from steps.world.world import Context

_LONGER_THAN_A_HOLD = timedelta(days=8)


@given("{title:Title} will cost {price:Money} before the gateway has confirmed the {request:GatewayRequest}")
@needs(Capability.SANDBOX)
def title_will_cost(context: Context, title: str, price: Money, request: str) -> None:
    world = context.world
    pricing, staff, sku = world.shop.pricing, world.actors.staff(), world.catalog.sku(title)
    plan_event_during_request(world, request, lambda: pricing.set_price(staff, sku, price))


@given("a second tab will add {copies:Copies} before the gateway has confirmed the {request:GatewayRequest}")
@needs(Capability.SANDBOX)
def second_tab_will_add(context: Context, copies: dict[str, int], request: str) -> None:
    world = context.world
    plan_event_during_request(world, request, lambda: fill_cart(world, world.actors.buyer(), copies))


@given("a second tab will add {copies:Copies} to {who:Who}'s cart while it is being merged")
@needs(Capability.FAULTS, arrows=("cart -> inventory",))
def second_tab_will_add_to_merged_cart(context: Context, copies: dict[str, int], who: str) -> None:
    world = context.world
    actor = world.actors.named(who)
    plan_event_before_call(
        world, "the availability from cart to inventory", lambda: fill_cart(world, actor, copies)
    )


@given("{who:Who} will {words:Look} before {service:Database} commits its {table}")
@needs(Capability.FAULTS, arrows=("{service} -> postgres",))
def will_look(context: Context, who: str, words: str, service: str, table: str) -> None:
    world, actor = context.world, context.world.actors.named(who)
    plan_event_before_commit(world, service, table, lambda: look(world, actor, words))


@given("the hold will expire before the gateway has confirmed the charge")
@needs(Capability.CLOCK, Capability.SANDBOX)
def hold_will_expire(context: Context) -> None:
    world = context.world
    plan_event_during_request(world, CAPTURE, lambda: world.clock.advance(_LONGER_THAN_A_HOLD))


@given(
    "{amount:Money} will be charged at the gateway's dashboard before the gateway has confirmed the charge"
)
@needs(Capability.RESET, Capability.SANDBOX)
def amount_will_be_charged(context: Context, amount: Money) -> None:
    world, gateway = context.world, context.world.shop.gateway
    plan_event_during_request(world, CAPTURE, lambda: gateway.capture_at_dashboard(amount))


@given("{amount:Money} will be refunded at the gateway's dashboard before the order is made")
@needs(Capability.DATABASES, Capability.FAULTS)
def amount_will_be_refunded(context: Context, amount: Money) -> None:
    world = context.world
    making = "the order from checkout to orders"
    plan_event_before_call(world, making, lambda: refund_before_order(world, amount))


@given("the charge will be requested again before the gateway has confirmed the charge")
@needs(Capability.SANDBOX)
def charge_will_be_requested_again(context: Context) -> None:
    world = context.world
    plan_event_during_request(world, CAPTURE, lambda: wait_until_requested_again(world, CAPTURE))


@given("the gateway will confirm the charge only after 2 hours and a release of the hold")
@needs(Capability.CLOCK, Capability.SANDBOX)
def charge_will_be_confirmed_late(context: Context) -> None:
    world = context.world
    plan_event_during_request(world, CAPTURE, lambda: wait_until_hold_is_released(world))


@given("the gateway will confirm the hold only after the checkout has ended")
@needs(Capability.CLOCK, Capability.SANDBOX)
def hold_will_be_confirmed_late(context: Context) -> None:
    plan_response_after_checkout(context.world, AUTHORIZATION)


@given("the gateway will fail each charge for {duration:Duration}")
@needs(Capability.CLOCK, Capability.FAULTS, Capability.SANDBOX, arrows=("checkout -> payments",))
def gateway_will_fail_charges(context: Context, duration: timedelta) -> None:
    plan_failing_charges(context.world, duration)


@given("the gateway will execute the hold and then answer no request for more than a day")
@needs(Capability.CLOCK, Capability.SANDBOX)
def gateway_will_be_silent_for_a_day(context: Context) -> None:
    plan_silent_day(context.world)
