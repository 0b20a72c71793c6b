"""Sentences about the payment gateway: what it is up to, and how it is treated."""

import json
from datetime import timedelta

from behave import given, then

from steps.drivers.eventually import eventually
from steps.tasks.concurrent_events import check_out_as_time_passes
from steps.tasks.shopping import fill_cart
from steps.vocabulary.capabilities import Capability, needs
from steps.world.world import Context

_INTENTS = "POST /v1/payment_intents"
_ALWAYS = 1000
_OPENS_WITHIN = 15.0  # seconds
_A_MOMENT = timedelta(seconds=0.5)
_ALERTS = {
    "the gateway refuses the key": "gateway-key",
    "another request has the payment's name": "name-taken",
    "another amount was taken": "amount-differs",
}


@given("the gateway's clock is {minutes:Count} minutes ahead")
@needs(Capability.SANDBOX)
def gateway_is_ahead(context: Context, minutes: int) -> None:
    context.world.shop.sandbox.set_clock(timedelta(minutes=minutes))


@given("the gateway's clock is {minutes:Count} minutes behind")
@needs(Capability.SANDBOX)
def gateway_is_behind(context: Context, minutes: int) -> None:
    context.world.shop.sandbox.set_clock(-timedelta(minutes=minutes))


@given("the gateway fails {count:Count} times")
@needs(Capability.SANDBOX)
def gateway_fails(context: Context, count: int) -> None:
    context.world.shop.sandbox.answer_with(_INTENTS, 503, count)


@given("the gateway is busy and wants to be left alone for a second")
@needs(Capability.SANDBOX)
def gateway_is_busy(context: Context) -> None:
    context.world.shop.sandbox.answer_with(_INTENTS, 429, headers={"Retry-After": "1"})


@given("the gateway turns every request away because it is busy")
@needs(Capability.SANDBOX)
def gateway_stays_busy(context: Context) -> None:
    context.world.shop.sandbox.answer_with(_INTENTS, 429, _ALWAYS)


@given("the gateway has failed so often that it is left alone")
@needs(Capability.CLOCK, Capability.SANDBOX)
def gateway_is_left_alone(context: Context) -> None:
    world = context.world
    world.shop.sandbox.answer_with(_INTENTS, 503, _ALWAYS)
    other = world.actors.customer("another customer")
    fill_cart(world, other, {next(iter(world.catalog.prices)): 1})
    staff, payments = world.actors.staff(), world.shop.payments
    check_out_as_time_passes(world, other, lambda: payments.circuit(staff) == "open")
    other.last_attempt.refused()
    eventually(
        lambda: _circuit_later(context), lambda seen: seen == "open", _OPENS_WITHIN, "it is left alone"
    )


def _circuit_later(context: Context) -> str:
    """Whether the gateway is asked, a moment later: what is in doubt is asked about again and again."""
    world = context.world
    world.clock.advance(_A_MOMENT)
    return world.shop.payments.circuit(world.actors.staff())


@given("the gateway has recovered")
@needs(Capability.SANDBOX)
def gateway_has_recovered(context: Context) -> None:
    context.world.shop.sandbox.recover()


@given("{minutes:Count} minute has passed")
@needs(Capability.CLOCK)
def minute_has_passed(context: Context, minutes: int) -> None:
    context.world.clock.advance(timedelta(minutes=minutes))


@given("the {name:Service} has been restarted")
@needs(Capability.PARTS)
def service_has_been_restarted(context: Context, name: str) -> None:
    context.world.services[name].restart()


@given("the gateway does not accept the shop's key any more")
@needs(Capability.SANDBOX)
def key_is_not_accepted(context: Context) -> None:
    context.world.shop.sandbox.accept_key(accepted=False)


@given("the gateway accepts the shop's key again")
@needs(Capability.SANDBOX)
def key_is_accepted_again(context: Context) -> None:
    context.world.shop.sandbox.accept_key(accepted=True)


@then("the staff is alerted once that {news}")
@needs(Capability.PARTS, Capability.LOGS)
def staff_is_alerted(context: Context, news: str) -> None:
    found = [line for line in _logged(context) if line.get("alert") == _ALERTS[news]]
    assert len(found) == 1, f"one alert that {news} was expected, but there were: {found}"


@then("the gateway has been asked at most {count:Count} times")
@needs(Capability.SANDBOX)
def gateway_has_been_asked(context: Context, count: int) -> None:
    found = context.world.shop.sandbox.asked(_INTENTS)
    assert 0 < len(found) <= count, f"it should have been asked at most {count} times, but was: {found}"


@then("the gateway has been left alone for a second")
@needs(Capability.SANDBOX)
def gateway_was_left_alone(context: Context) -> None:
    first, second, *_ = context.world.shop.sandbox.asked(_INTENTS)
    pause = second.at - first.at
    assert pause >= 1.0, f"a second should have passed before it was asked again, but {pause:.2f} s did"


@then("the key stands in no log")
@needs(Capability.PARTS, Capability.LOGS)
def key_is_in_no_log(context: Context) -> None:
    key = context.world.shop.gateway.secret_key
    found = [name for name, service in context.world.services.items() if key in service.log()]
    assert not found, f"the secret key stands in the log of: {', '.join(found)}"


def _logged(context: Context) -> list[dict[str, str]]:
    """What payments has logged for this scenario's requests."""
    mark = f"scenario={context.world.shop.correlation.scenario}"
    lines = (line for line in context.world.services["payments"].log().splitlines() if mark in line)
    return [json.loads(line) for line in lines]
