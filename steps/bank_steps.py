"""Sentences about refunds that the customer's bank rejects."""

from datetime import timedelta

from behave import given, when

from steps.drivers.eventually import eventually
from steps.tasks.refunds import customers_order
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.money import Money
from steps.world.world import Context

_SETTLES_WITHIN = 15.0  # seconds


@given("the bank has rejected the refund")
@needs(Capability.RESET, Capability.SANDBOX)
def bank_has_rejected_refund(context: Context) -> None:
    bank_rejects_refund(context)
    eventually(
        lambda: [refund.state for refund in customers_order(context.world).refunds],
        until=lambda states: set(states) == {"failed"},
        within=_SETTLES_WITHIN,
        what="the order shows its refund as failed",
    )


@given("the bank rejected the refund {hours:Count} hours ago")
@needs(Capability.RESET, Capability.CLOCK, Capability.SANDBOX)
def bank_rejected_refund_hours_ago(context: Context, hours: int) -> None:
    bank_rejects_refund(context)
    context.world.clock.advance(timedelta(hours=hours))


@when("the bank rejects the refund")
@needs(Capability.RESET, Capability.SANDBOX)
def bank_rejects_refund(context: Context) -> None:
    context.world.shop.sandbox.fail_refunds()


@when("the bank cancels the refund")
@needs(Capability.RESET, Capability.SANDBOX)
def bank_cancels_refund(context: Context) -> None:
    """It has not been paid out: a refund that has been can be rejected alone."""
    context.world.shop.sandbox.cancel_refunds()


@when("the bank rejects the refund of {amount:Money}")
@needs(Capability.RESET, Capability.SANDBOX)
def bank_rejects_refund_of_amount(context: Context, amount: Money) -> None:
    context.world.shop.sandbox.fail_refunds(amount.amount)
