"""Sentences about an order that comes when its payment is given back already."""

from behave import given, then, when

from steps.reconciliation_steps import reconcile
from steps.tasks.late_order import (
    charge_without_order,
    demand_order_accepted,
    demand_order_refused,
    reconcile_while_order_comes,
)
from steps.vocabulary.capabilities import Capability, needs
from steps.world.world import Context


@given("a checkout has charged the card, and its order is on its way")
@needs(Capability.CLOCK, Capability.SERVICE_TOKENS)
def order_is_on_its_way(context: Context) -> None:
    charge_without_order(context.world)


@when("payments are reconciled with orders, and the order comes before the gateway has confirmed the refund")
@needs(Capability.RESET, Capability.SANDBOX)
def order_comes_during_refund(context: Context) -> None:
    reconcile_while_order_comes(context.world, lambda: reconcile(context))


@then("the order on its way is accepted")
def late_order_is_accepted(context: Context) -> None:
    demand_order_accepted(context.world)


@then("the order is refused, because its checkout was called off")
def late_order_is_refused(context: Context) -> None:
    demand_order_refused(context.world)
