"""Sentences about services that are killed at a point of a call, restart, and the state they leave."""

from functools import partial
from uuid import uuid4

from behave import given, then, when

from steps.drivers.eventually import eventually
from steps.tasks.journeys.end_states import EndState, customer_state, stays
from steps.tasks.journeys.of_orders import report_dispute
from steps.tasks.retrying import without_retry
from steps.tasks.shopping import check_out
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.crash_points import stop_point
from steps.vocabulary.fault_spec import CallPattern
from steps.vocabulary.faults import statement_of
from steps.vocabulary.money import Money
from steps.vocabulary.wrong_on_arrow import WrongOnArrow
from steps.world.world import Context

_DELIVERED_WITHIN = 10.0  # seconds


@given("the shop is idle")
@needs(Capability.DATABASES)
def shop_is_idle(context: Context) -> None:
    context.world.wait_until_idle()


@given("{service:KillableService} is killed at {calls:Calls}, {moment:Moment}")
@needs(Capability.FAULTS, Capability.PARTS)
def is_killed(context: Context, service: str, calls: CallPattern, moment: str) -> None:
    context.world.crashes.kill_at(service, calls, moment)


@given("{service:KillableService} is killed {when:CommitMoment} commit {nth:Count} of its {table}")
@needs(Capability.FAULTS, Capability.PARTS)
def is_killed_at_commit(context: Context, service: str, when: str, nth: int, table: str) -> None:
    context.world.crashes.kill_at_commit(service, table, nth, when)


@given("PostgreSQL is killed just before {service:Database} commits its work")
@needs(Capability.FAULTS, Capability.PARTS, Capability.INSTANCES)
def database_crashes_before(context: Context, service: str) -> None:
    context.world.crashes.crash_database_at(service, statement_of(service), "before")


@given("PostgreSQL is killed just after {service:Database} has committed its work")
@needs(Capability.FAULTS, Capability.PARTS, Capability.INSTANCES)
def database_crashes_after(context: Context, service: str) -> None:
    context.world.crashes.crash_database_at(service, statement_of(service), "after")


@given("{service:BusinessService} is killed just before {calls:Milestone}")
@needs(Capability.FAULTS, Capability.PARTS)
def is_killed_just_before(context: Context, service: str, calls: CallPattern) -> None:
    context.world.crashes.kill_at(service, calls, stop_point("before it leaves"))


@given("{service:BusinessService} is killed just after {calls:Milestone}")
@needs(Capability.FAULTS, Capability.PARTS)
def is_killed_just_after(context: Context, service: str, calls: CallPattern) -> None:
    context.world.crashes.kill_at(service, calls, stop_point("after its work is done"))


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
@needs(Capability.DATABASES, Capability.FAULTS, Capability.PARTS)
def ends_after_the_restart(context: Context, seconds: int, end: EndState) -> None:
    _ends(context, seconds, end)


@then("within {seconds:Count} seconds of the kill {end:EndState}")
@needs(Capability.DATABASES, Capability.FAULTS, Capability.PARTS)
def ends_after_the_kill(context: Context, seconds: int, end: EndState) -> None:
    _ends(context, seconds, end)


def _ends(context: Context, seconds: int, end: EndState) -> None:
    world = context.world
    if end.leaves:
        world.declared_breaches.update([end.leaves])
    eventually(
        partial(customer_state, world),
        until=end.reached,
        within=world.crashes.last_restart().left(seconds),
        what=end.said,
    )
    stays(world, end)


@then("the shop has been restarted")
@needs(Capability.FAULTS, Capability.PARTS)
def shop_has_been_restarted(context: Context) -> None:
    """Wait for the end of the kill: it may come while the shop works on, after the customer was answered."""
    context.world.crashes.last_restart()


@given("the gateway has delivered its webhooks")
@needs(Capability.SANDBOX)
def gateway_has_delivered_webhooks(context: Context) -> None:
    eventually(
        context.world.shop.sandbox.undelivered,
        until=lambda left: left == 0,
        within=_DELIVERED_WITHIN,
        what="every webhook of the gateway is delivered",
    )


@when("the gateway reports a dispute of the charge and does not retry")
@needs(Capability.WEBHOOKS)
def gateway_reports_dispute_without_retry(context: Context) -> None:
    world = context.world
    without_retry(lambda: report_dispute(world, world.actors.customer("customer")))


@when("{who:Who} confirms the payment and closes the browser")
@needs(Capability.SANDBOX)
def confirms_and_closes_browser(context: Context, who: str) -> None:
    world, actor = context.world, context.world.actors.named(who)
    world.shop.sandbox.answer_challenge(actor.checkout_ids, "passed")


@given("the calls are recorded from now on")
@needs(Capability.FAULTS, Capability.SANDBOX)
def calls_are_recorded(context: Context) -> None:
    """Record from when earlier webhooks are delivered: otherwise some of them would be recorded by chance."""
    gateway_has_delivered_webhooks(context)
    context.world.recorded_calls.start()


@then("the calls and commits are those of {feature:Title}")
@needs(Capability.DATABASES, Capability.FAULTS)
def calls_and_commits_are_listed(context: Context, feature: str) -> None:
    _are_listed(context, feature)


@then("the calls from {edge:Edge}, and the commits of both, are those of {feature:Title}")
@needs(Capability.DATABASES, Capability.FAULTS)
def calls_of_edge_are_listed(context: Context, edge: str, feature: str) -> None:
    _are_listed(context, feature, edge)


def _are_listed(context: Context, feature: str, edge: str = "") -> None:
    context.world.wait_until_idle()
    differences = context.world.recorded_calls.differences_from(feature, edge)
    if differences:
        sentences = [f"{feature!r} does not fit the journey: run `make crash-points`"]
        raise WrongOnArrow(differences[0][0], "\n".join([*sentences, *(said for _, said in differences)]))
