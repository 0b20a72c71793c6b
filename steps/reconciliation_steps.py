"""Sentences about the reconciliation of payments at the gateway with orders."""

from datetime import timedelta
from uuid import uuid4

from behave import given, then, when

from steps.drivers.eventually import eventually
from steps.tasks.findings import demand_finding
from steps.tasks.order_events import flag_of_order
from steps.tasks.retrying import retry_until_answered
from steps.tasks.shopping import run_concurrently
from steps.time_steps import time_passes
from steps.vocabulary.calendar import local_time
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.in_words import in_words
from steps.vocabulary.money import Money
from steps.world.attempt import Attempt
from steps.world.world import Context

_DAY = timedelta(days=1)
_SETTLES_WITHIN = 15.0  # seconds
_SETTLEMENTS = {"returned": "refunds", "reported": "reports"}
_HELD = "hold-without-order"


def reconcile(context: Context) -> None:
    """Reconcile the payments of the last day, and keep what was found."""
    world, now = context.world, context.world.clock.now()
    found = world.shop.payments.reconcile(world.actors.staff(), now - _DAY, now)
    world.reconciliations.append(found)


def _reconcile_until_answered(context: Context) -> None:
    retry_until_answered(lambda: Attempt.at("the reconciliation", lambda: reconcile(context)))


@given("the gateway has {captured:Captured} {amount:Money} for an unknown checkout")
def has_payment_for_unknown_checkout(context: Context, captured: bool, amount: Money) -> None:
    context.world.shop.gateway.charge_at_dashboard(str(uuid4()), amount, captured=captured)


@given("another business has charged CHF 10.00 on the same account")
def another_business_has_charged(context: Context) -> None:
    context.world.shop.gateway.charge_at_dashboard(None, Money(1000, "CHF"), captured=True)


@given("another business has begun {count:Count} payments on the same account since")
def another_business_has_begun_payments(context: Context, count: int) -> None:
    context.world.shop.gateway.begin_payments_at_dashboard(count)


@given("payments have been reconciled with orders")
@when("payments are reconciled with orders")
@needs(Capability.RESET)
def payments_are_reconciled(context: Context) -> None:
    reconcile(context)


@when("payments are reconciled with orders an hour later")
@needs(Capability.RESET, Capability.CLOCK)
def payments_are_reconciled_an_hour_later(context: Context) -> None:
    time_passes(context, timedelta(hours=1))
    reconcile(context)


@when("payments of the last {span:Duration} are reconciled with orders, by the clocks of {country:Country}")
@needs(Capability.RESET)
def payments_are_reconciled_in_local_time(context: Context, span: timedelta, country: str) -> None:
    world, now = context.world, local_time(country, context.world.clock.now())
    world.reconciliations.append(world.shop.payments.reconcile(world.actors.staff(), now - span, now))


@given("payments are reconciled with orders, retrying until it is answered")
@when("payments are reconciled with orders, retrying until it is answered")
@needs(Capability.RESET)
def payments_are_reconciled_until_answered(context: Context) -> None:
    _reconcile_until_answered(context)


@when("payments are reconciled with orders {times:Times} at the same moment")
@needs(Capability.RESET)
def payments_are_reconciled_at_same_moment(context: Context, times: int) -> None:
    run_concurrently([lambda: reconcile(context)] * times)


@when("payments are reconciled with orders {times:Times} at the same moment, retrying until it is answered")
@needs(Capability.RESET)
def payments_are_reconciled_at_same_moment_until_answered(context: Context, times: int) -> None:
    run_concurrently([lambda: _reconcile_until_answered(context)] * times)


@then("reconciliation finds no discrepancy")
def finds_no_discrepancy(context: Context) -> None:
    found = context.world.reconciliations
    assert found == [()], (
        f"one reconciliation without a discrepancy was expected, but they found: {in_words(found)}"
    )


@then("reconciliation finds and {settles:Settlement} {amount:Money} {discrepancy:Discrepancy}")
def finds_and_settles(context: Context, settles: str, amount: Money, discrepancy: str) -> None:
    found = [(kind, _verb(kind, how), of) for kind, how, of in context.world.reconciliations[0]]
    demand_finding(found, (discrepancy, settles, amount))


def _verb(kind: str, settlement: str) -> str:
    """What the shop does with the money: a hold is released, a charge refunded, the rest is reported."""
    returned_hold = kind == _HELD and settlement == "returned"
    return "releases" if returned_hold else _SETTLEMENTS[settlement]


@then("all reconciliations together have found {first:Money} and {second:Money}")
def all_reconciliations_have_found(context: Context, first: Money, second: Money) -> None:
    world = context.world
    found = sorted((amount for (_, _, amount) in world.shop.payments.findings(world.actors.staff())), key=str)
    expected = sorted([first, second], key=str)
    assert found == expected, (
        f"findings of {in_words(expected)} were expected in payments, but there are {in_words(found)}"
    )


@then("no customer has been charged without an order")
def no_customer_is_charged_without_order(context: Context) -> None:
    eventually(
        lambda: [charge.line for charge in context.world.shop.gateway.charges()],
        until=lambda lines: all(line.is_reversed for line in lines),
        within=_SETTLES_WITHIN,
        what="every charge in the gateway's ledger is refunded, and every hold released",
    )


@then("exactly one refund has been made at the gateway")
@needs(Capability.RESET, Capability.SANDBOX)
def one_refund_has_been_made(context: Context) -> None:
    found = context.world.shop.sandbox.all_refunds()
    assert len(found) == 1, f"one refund was expected in the gateway's ledger, but it has {in_words(found)}"


@then("the order is not marked for the staff")
def order_is_not_marked(context: Context) -> None:
    found = flag_of_order(context.world)
    assert found is None, (
        f'no mark for the staff was expected on the order, but it is marked "{in_words(found)}"'
    )


@then("the order is marked for the staff")
def order_is_marked(context: Context) -> None:
    eventually(
        lambda: flag_of_order(context.world),
        until=lambda flag: flag is not None,
        within=_SETTLES_WITHIN,
        what="the order is marked for the staff",
    )
