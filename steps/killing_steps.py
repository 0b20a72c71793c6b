"""Sentences about services that die at a point of a call, come back, and what has become of the customer."""

from functools import partial
from uuid import uuid4

from behave import given, then, when

from steps.drivers.eventually import eventually
from steps.tasks.end_states import EndState, customer_state, stays
from steps.tasks.retrying import without_retry
from steps.tasks.shopping import check_out
from steps.vocabulary.crash_points import point
from steps.vocabulary.faults import Calls, statement_of
from steps.vocabulary.money import Money
from steps.world.world import Context


@given("the shop is at rest")
def shop_is_at_rest(context: Context) -> None:
    context.world.wait_until_idle()


@given("{victim:Victim} is killed at {calls:Calls}, {moment:Moment}")
def is_killed(context: Context, victim: str, calls: Calls, moment: str) -> None:
    context.world.kills.at(victim, calls, moment)


@given("PostgreSQL is killed just before {service:Database} commits its work")
def database_crashes_before(context: Context, service: str) -> None:
    context.world.kills.database_at(service, statement_of(service), "before")


@given("PostgreSQL is killed just after {service:Database} has committed its work")
def database_crashes_after(context: Context, service: str) -> None:
    context.world.kills.database_at(service, statement_of(service), "after")


@given("{mortal:Mortal} is killed just before {calls:Achievement}")
def dies_just_before(context: Context, mortal: str, calls: Calls) -> None:
    context.world.kills.at(mortal, calls, point("before it leaves"))


@given("{mortal:Mortal} is killed just after {calls:Achievement}")
def dies_just_after(context: Context, mortal: str, calls: Calls) -> None:
    context.world.kills.at(mortal, calls, point("after its work is done"))


@given("{who:Who} checks out once and does not retry")
@when("{who:Who} checks out once and does not retry")
def checks_out_once(context: Context, who: str) -> None:
    world, actor = context.world, context.world.actors.named(who)
    without_retry(lambda: check_out(world, actor))


@when("{who:Who} cancels the order once and does not retry")
def cancels_once(context: Context, who: str) -> None:
    actor, orders = context.world.actors.named(who), context.world.shop.orders
    number = actor.order_number
    without_retry(lambda: orders.cancel(actor.credentials, number))


@when("the staff refunds {amount:Money} of the order once and does not retry")
def refunds_once(context: Context, amount: Money) -> None:
    world, number = context.world, context.world.actors.customer("customer").order_number
    wish = {"refund_id": str(uuid4()), "amount": amount.amount}
    without_retry(lambda: world.shop.refunds.refund(world.actors.staff(), number, wish))


@then("within {seconds:Count} seconds of the restart {end:EndState}")
def ends_after_the_restart(context: Context, seconds: int, end: EndState) -> None:
    _ends(context, seconds, end)


@then("within {seconds:Count} seconds of the kill {end:EndState}")
def ends_after_the_death(context: Context, seconds: int, end: EndState) -> None:
    _ends(context, seconds, end)


def _ends(context: Context, seconds: int, end: EndState) -> None:
    world = context.world
    if end.leaves:
        world.declared_breaches.update([end.leaves])
    eventually(
        partial(customer_state, world),
        until=end.reached,
        within=world.kills.last_restart().left(seconds),
        what=end.said,
    )
    stays(world, end)


@given("the calls are noted from now on")
def calls_are_noted(context: Context) -> None:
    context.world.calls.note()


@then("the calls are those of {feature:Title}")
def calls_are_listed(context: Context, feature: str) -> None:
    context.world.wait_until_idle()
    differences = context.world.calls.differences_from(feature)
    assert not differences, "\n".join(differences)
