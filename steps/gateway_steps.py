"""Sentences about the payment gateway: its clock, the calls to it, and the alerts about it."""

from datetime import timedelta

from behave import given, then

from steps.drivers.sandbox import PAYMENT_INTENTS, REFUND
from steps.tasks.gateway_outage import (
    OUTAGE,
    fail_until_circuit_opens,
    logged_alerts,
    refuse_until_circuit_opens,
)
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.in_words import in_words
from steps.world.world import Context

_OF_THE_SHOP = (PAYMENT_INTENTS, "GET /v1/payment_intents", REFUND, "GET /v1/refunds")


@given("the gateway's clock is {minutes:Count} minutes ahead")
@needs(Capability.SANDBOX)
def clock_is_ahead(context: Context, minutes: int) -> None:
    context.world.set_once.claim("the gateway's clock")
    context.world.shop.sandbox.set_clock(timedelta(minutes=minutes))


@given("the gateway's clock is {minutes:Count} minutes behind")
@needs(Capability.SANDBOX)
def clock_is_behind(context: Context, minutes: int) -> None:
    context.world.set_once.claim("the gateway's clock")
    context.world.shop.sandbox.set_clock(-timedelta(minutes=minutes))


@given("the gateway has failed so often that the shop has stopped calling it")
@needs(Capability.CLOCK, Capability.SANDBOX)
def gateway_is_not_called(context: Context) -> None:
    fail_until_circuit_opens(context.world)


@given("the gateway could not be reached until the shop stopped calling it")
@needs(Capability.FAULTS, Capability.SERVICE_TOKENS, arrows=("payments -> gateway",))
def gateway_was_not_reached(context: Context) -> None:
    refuse_until_circuit_opens(context.world)


@then("the staff is alerted once that {reason:Alert}")
@needs(Capability.PARTS, Capability.LOGS)
def staff_is_alerted_once(context: Context, reason: str) -> None:
    found = logged_alerts(context.world, reason)
    assert len(found) == 1, (
        f"one alert that {reason} was expected in the log of payments, but found: {in_words(found)}"
    )


@then("the gateway has been called at most {count:Count} times")
@needs(Capability.SANDBOX)
def gateway_was_called_at_most(context: Context, count: int) -> None:
    found = context.world.shop.sandbox.asked(PAYMENT_INTENTS)
    assert 0 < len(found) <= count, (
        f"1 to {count} calls to the gateway were expected, but found: {in_words(found)}"
    )


@then("the gateway has received no request of the shop")
@needs(Capability.SANDBOX)
def gateway_has_received_no_request(context: Context) -> None:
    asked = context.world.shop.sandbox.asked
    found = [f"{match.split()[0]} {each.path}" for match in _OF_THE_SHOP for each in asked(match)]
    assert not found, (
        f"nothing was expected to leave payments for the gateway, but it has received: {in_words(found)}"
    )


@then("the gateway has received no refund")
@needs(Capability.SANDBOX)
def gateway_has_received_no_refund(context: Context) -> None:
    found = context.world.shop.sandbox.asked(REFUND)
    assert not found, f"no refund was expected at the gateway, but it has received: {in_words(found)}"


@then("the gateway has not been called since it recovered")
@needs(Capability.SANDBOX)
def gateway_was_not_called_since(context: Context) -> None:
    found = context.world.shop.sandbox.asked(PAYMENT_INTENTS)
    answered = [each for each in found if each.status != OUTAGE]
    assert found, "no call at all has reached the gateway in this scenario, so it has stopped nothing"
    assert not answered, (
        f"no call was expected since the gateway recovered, but it answered: {in_words(answered)}"
    )


@then("the gateway has been called again after one second at the earliest")
@needs(Capability.SANDBOX)
def gateway_was_called_again_after_a_second(context: Context) -> None:
    first, second, *_ = context.world.shop.sandbox.asked(PAYMENT_INTENTS)
    pause = second.at - first.at
    assert pause >= 1.0, f"a pause of at least 1 s between two calls was expected, but it was {pause:.2f} s"


@then("no log contains the key")
@needs(Capability.PARTS, Capability.LOGS)
def no_log_contains_the_key(context: Context) -> None:
    key = context.world.shop.gateway.secret_key
    found = [name for name, service in context.world.services.items() if key in service.log()]
    assert not found, f"the secret key was expected in no log, but is in that of: {', '.join(found)}"
