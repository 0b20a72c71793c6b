"""Sentences about the books: what the gateway has taken, and what was ordered."""

from datetime import timedelta
from uuid import uuid4

from behave import given, then, when

from steps.drivers.eventually import eventually
from steps.tasks.retrying import retry_until_answered
from steps.tasks.shopping import run_concurrently
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.money import Money
from steps.world.attempt import Attempt
from steps.world.world import Context

_DAY = timedelta(days=1)
_SETTLES_WITHIN = 15.0  # seconds


def _compare(context: Context) -> None:
    world, now = context.world, context.world.clock.now()
    found = world.shop.payments.reconcile(world.actors.staff(), now - _DAY, now)
    world.reconciliations.append(found)


def _is_reported(context: Context, kind: str, amount: Money) -> None:
    found = list(context.world.reconciliations[0])
    assert found == [(kind, "reported", amount)], f"{kind} of {amount} should have been found: {found}"


def _flag(context: Context) -> str | None:
    """Of the one order there is: its browser has left before it was told of any."""
    world = context.world
    (charge,) = world.shop.gateway.charges()
    return world.shop.refunds.flag(world.actors.staff(), charge.checkout_id)


@given("the gateway has taken {amount:Money} for a checkout that nobody knows")
def has_taken_for_nobody(context: Context, amount: Money) -> None:
    context.world.shop.gateway.charge_at_dashboard(str(uuid4()), amount, captured=True)


@given("the gateway holds {amount:Money} for a checkout that nobody knows")
def holds_for_nobody(context: Context, amount: Money) -> None:
    context.world.shop.gateway.charge_at_dashboard(str(uuid4()), amount, captured=False)


@given("somebody else has taken CHF 10.00 on the same account")
def somebody_else_has_taken(context: Context) -> None:
    context.world.shop.gateway.charge_at_dashboard(None, Money(1000, "CHF"), captured=True)


@given("an hour has passed")
@needs(Capability.CLOCK)
def hour_has_passed(context: Context) -> None:
    context.world.clock.advance(timedelta(hours=1))


@given("the books have been compared")
@when("the books are compared")
@needs(Capability.RESET)
def compare(context: Context) -> None:
    _compare(context)


@given("the books are compared, repeating it until it is answered")
@when("the books are compared, repeating it until it is answered")
@needs(Capability.RESET)
def compare_until_answered(context: Context) -> None:
    retry_until_answered(lambda: Attempt.at("comparing the books", lambda: _compare(context)))


@when("the books are compared twice at the same moment")
@needs(Capability.RESET)
def compare_twice(context: Context) -> None:
    run_concurrently([lambda: _compare(context)] * 2)


@when("the books are compared {count:Count} times at the same moment")
@needs(Capability.RESET)
def compare_many_times(context: Context, count: int) -> None:
    run_concurrently(
        [lambda: retry_until_answered(lambda: Attempt.at("comparing", lambda: _compare(context)))] * count
    )


@then("nothing is found")
def nothing_is_found(context: Context) -> None:
    assert context.world.reconciliations == [()], (
        f"the books should fit, but: {context.world.reconciliations}"
    )


@then("money of {amount:Money} without an order is found and given back")
def needless_money_is_found(context: Context, amount: Money) -> None:
    kinds = ("capture-without-order", "hold-without-order")
    found = [(kind in kinds, *rest) for (kind, *rest) in context.world.reconciliations[0]]
    assert found == [(True, "returned", amount)], (
        f"{amount} should have been found: {context.world.reconciliations}"
    )


@then("money of {amount:Money} without an order is found and reported")
def needless_money_is_reported(context: Context, amount: Money) -> None:
    _is_reported(context, "capture-without-order", amount)


@then("money of {amount:Money} whose order is not paid is found and reported")
def unpaid_money_is_reported(context: Context, amount: Money) -> None:
    _is_reported(context, "capture-of-unpaid-order", amount)


@then("money of {first:Money} and {second:Money} is among everything that was ever found")
def is_among_the_findings(context: Context, first: Money, second: Money) -> None:
    world = context.world
    found = [amount for (_, _, amount) in world.shop.payments.findings(world.actors.staff())]
    assert sorted(found, key=str) == sorted([first, second], key=str), f"ever found was: {found}"


@then("an order without money, {amount:Money}, is found and reported")
def order_without_money_is_found(context: Context, amount: Money) -> None:
    _is_reported(context, "order-without-capture", amount)


@then("nobody has money of the customers that no order stands for")
def no_needless_money(context: Context) -> None:
    eventually(
        lambda: [(c.captured - c.refunded, c.held) for c in context.world.shop.gateway.charges()],
        until=lambda seen: all(kept == (0, 0) for kept in seen),
        within=_SETTLES_WITHIN,
        what="everything at the gateway was given back",
    )


@then("the money went back once")
@needs(Capability.RESET, Capability.SANDBOX)
def went_back_once(context: Context) -> None:
    found = context.world.shop.sandbox.all_refunds()
    assert len(found) == 1, f"one refund was expected at the gateway, but there are {found}"


@then("the customer's unpaid order is marked for the staff")
def unpaid_order_is_marked(context: Context) -> None:
    assert _flag(context) is not None, "the order should be marked for the staff"


@then("the customer's order is not marked for the staff any more")
def order_is_not_marked(context: Context) -> None:
    assert _flag(context) is None, f"the order should not be marked any more, but is: {_flag(context)}"


@then("the order is marked for the staff")
def order_is_marked(context: Context) -> None:
    world = context.world
    customer, staff = world.actors.customer("customer"), world.actors.staff()
    eventually(
        lambda: world.shop.refunds.flag(staff, customer.last_checkout_id),
        until=lambda flag: flag is not None,
        within=_SETTLES_WITHIN,
        what="the order is marked for the staff to look at",
    )
