"""Sentences about planned answers of the gateway to requests of the shop."""

from datetime import timedelta

from behave import given

from steps.drivers.sandbox import AUTHORIZATION, CAPTURE, LOOK, PAYMENT_INTENTS, REFUND
from steps.tasks.refunds import request_refund
from steps.time_steps import time_passes
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.money import Money
from steps.world.world import Context

_ALWAYS = 1000  # requests


@given("the gateway executes the {request:GatewayRequest}, but replays an error for that request")
@needs(Capability.SANDBOX)
def gateway_executes_and_replays_error(context: Context, request: str) -> None:
    context.world.shop.sandbox.answer_with(request, 500, executed=True)


@given("the gateway does not execute the {request:GatewayRequest}, and replays an error for that request")
@needs(Capability.SANDBOX)
def gateway_replays_error(context: Context, request: str) -> None:
    context.world.shop.sandbox.answer_with(request, 500, executed=False)


@given("the gateway refuses the {request:GatewayRequest}")
@needs(Capability.SANDBOX)
def gateway_refuses(context: Context, request: str) -> None:
    context.world.shop.sandbox.answer_with(request, 400)


@given('the gateway reports the payment as "{status}" for a while, without charging it')
@needs(Capability.SANDBOX, arrows=("payments -> gateway",))  # a stub asks once, and takes what it is told
def gateway_reports_status(context: Context, status: str) -> None:
    context.world.shop.sandbox.say(CAPTURE, status)
    context.world.shop.sandbox.say(LOOK, status)


@given("another request will use the payment's idempotency key for {amount:Money}")
@needs(Capability.SANDBOX)
def another_request_will_use_the_key(context: Context, amount: Money) -> None:
    context.world.shop.sandbox.send_conflicting_request(AUTHORIZATION, amount=str(amount.amount))


@given("the gateway fails {times:Times}")
@needs(Capability.SANDBOX)
def gateway_fails(context: Context, times: int) -> None:
    context.world.shop.sandbox.answer_with(PAYMENT_INTENTS, 503, times)


@given("the gateway has failed the staff's refund of {amount:Money} for an hour")
@needs(Capability.CLOCK, Capability.SANDBOX)
def gateway_has_failed_refund(context: Context, amount: Money) -> None:
    context.world.shop.sandbox.answer_with(REFUND, 503, _ALWAYS)
    request_refund(context.world, amount=amount.amount).succeeded()
    time_passes(context, timedelta(hours=1))


@given("the gateway recovered {hours:Count} hours ago")
@needs(Capability.CLOCK, Capability.SANDBOX)
def gateway_recovered_hours_ago(context: Context, hours: int) -> None:
    context.world.shop.sandbox.recover()
    time_passes(context, timedelta(hours=hours))


@given("the gateway is busy and asks for a pause of one second")
@needs(Capability.SANDBOX)
def gateway_is_busy(context: Context) -> None:
    context.world.shop.sandbox.answer_with(PAYMENT_INTENTS, 429, headers={"Retry-After": "1"})


@given("the gateway rejects every request because it is busy")
@needs(Capability.SANDBOX)
def gateway_stays_busy(context: Context) -> None:
    context.world.shop.sandbox.answer_with(PAYMENT_INTENTS, 429, _ALWAYS)


@given("the gateway has recovered")
@needs(Capability.SANDBOX)
def gateway_has_recovered(context: Context) -> None:
    context.world.shop.sandbox.recover()


@given("the gateway rejects the shop's key")
@needs(Capability.SANDBOX)
def gateway_rejects_the_key(context: Context) -> None:
    context.world.shop.sandbox.accept_key(accepted=False)


@given("the gateway accepts the shop's key again")
@needs(Capability.SANDBOX)
def gateway_accepts_the_key_again(context: Context) -> None:
    context.world.shop.sandbox.accept_key(accepted=True)
