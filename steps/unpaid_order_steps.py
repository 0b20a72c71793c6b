"""Sentences about orders whose checkout was killed before they were paid."""

from behave import given, then, when

from steps.drivers.eventually import eventually
from steps.tasks.journeys.abandoned_checkout import abandon_checkout, check_out_up_to
from steps.tasks.shopping import submit_again
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.crash_points import MOMENTS
from steps.vocabulary.fault_spec import CallPattern
from steps.vocabulary.money import Money
from steps.world.attempt import Attempt
from steps.world.world import Context

_SETTLES_WITHIN = 15.0  # seconds


@given("{who:Who}'s checkout was killed when it was about to {request:Request}")
@needs(Capability.FAULTS, Capability.PARTS, alone=("checkout",))
def checkout_was_killed(context: Context, who: str, request: CallPattern) -> None:
    check_out_up_to(context.world, context.world.actors.named(who), request)
    abandon_checkout(context.world)


@given("{who:Who}'s checkout was killed when {calls:Calls} was done")
@needs(Capability.FAULTS, Capability.PARTS, alone=("checkout",))
def checkout_was_killed_with_work_done(context: Context, who: str, calls: CallPattern) -> None:
    done = MOMENTS["after its work is done"]
    check_out_up_to(context.world, context.world.actors.named(who), calls, done)
    abandon_checkout(context.world)


@given("{who:Who} has submitted the same checkout again")
def has_submitted_again(context: Context, who: str) -> None:
    actor = context.world.actors.named(who)
    eventually(
        lambda: submit_again(context.world, actor),
        until=lambda attempt: attempt.accepted or attempt.refused().slug != "idempotency-key-in-flight",
        within=_SETTLES_WITHIN,
        what=f"the submission of {who} has an outcome",
    )


@when("{who:Who} cancels the unpaid order")
def cancels_unpaid_order(context: Context, who: str) -> None:
    actor, orders = context.world.actors.named(who), context.world.shop.orders
    (order,) = orders.of(actor.credentials)
    actor.last_reply = Attempt.at(
        "canceling the order", lambda: orders.cancel(actor.credentials, order.order_number)
    )


@then("the checkout of {who:Who} goes on after it could not be stored")
@needs(arrows=("checkout -> postgres",))
def checkout_goes_on(context: Context, who: str) -> None:
    actor, orders = context.world.actors.named(who), context.world.shop.orders
    eventually(
        lambda: [order.state for order in orders.of(actor.credentials)],
        until=lambda states: states == ["paid"],
        within=_SETTLES_WITHIN,
        what=f"checkout goes on with what it could not store, until the order of {who} is paid",
        on_arrow="checkout -> postgres",
    )


@then("{who:Who}'s order of {total:Money} is {state:OrderState}")
def order_of_total_is(context: Context, who: str, total: Money, state: str) -> None:
    actor, orders = context.world.actors.named(who), context.world.shop.orders
    eventually(
        lambda: [(order.state, order.grand_total) for order in orders.of(actor.credentials)],
        until=lambda seen: seen == [(state, total)],
        within=_SETTLES_WITHIN,
        what=f"{who} has one order, of {total}, in the state {state}",
    )
