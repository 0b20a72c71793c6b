"""Sentences about banks that send refunds back."""

from datetime import timedelta

from behave import given, when

from steps.drivers.eventually import eventually
from steps.drivers.orders import Refund
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.money import Money
from steps.world.world import Context

_SETTLES_WITHIN = 15.0  # seconds


def _refunds(context: Context) -> tuple[Refund, ...]:
    customer = context.world.actors.customer("customer")
    return context.world.shop.orders.numbered(customer.credentials, customer.order_number).refunds


@given("the bank has sent the refund back")
@needs(Capability.RESET, Capability.SANDBOX)
def has_sent_refund_back(context: Context) -> None:
    sends_refund_back(context)
    eventually(
        lambda: [refund.state for refund in _refunds(context)],
        until=lambda states: set(states) == {"failed"},
        within=_SETTLES_WITHIN,
        what="the order knows that the refund has failed",
    )


@given("the bank has sent the refund back {hours:Count} hours ago")
@needs(Capability.RESET, Capability.CLOCK, Capability.SANDBOX)
def has_sent_refund_back_long_ago(context: Context, hours: int) -> None:
    sends_refund_back(context)
    context.world.clock.advance(timedelta(hours=hours))


@when("the bank sends the refund back")
@needs(Capability.RESET, Capability.SANDBOX)
def sends_refund_back(context: Context) -> None:
    context.world.shop.sandbox.fail_refunds()


@when("the bank sends the refund of {amount:Money} back")
@needs(Capability.RESET, Capability.SANDBOX)
def sends_one_refund_back(context: Context, amount: Money) -> None:
    context.world.shop.sandbox.fail_refunds(amount.amount)
