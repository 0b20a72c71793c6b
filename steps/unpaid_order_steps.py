"""Sentences about orders whose checkout was killed before they were paid."""

from behave import given, then, when

from steps.drivers.eventually import eventually
from steps.tasks.abandoned_checkout import abandon_checkout, check_out_up_to
from steps.vocabulary.capabilities import Capability, needs
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


@when("{who:Who} cancels the unpaid order")
def cancels_unpaid_order(context: Context, who: str) -> None:
    actor, orders = context.world.actors.named(who), context.world.shop.orders
    (order,) = orders.of(actor.credentials)
    actor.last_reply = Attempt.at(
        "canceling the order", lambda: orders.cancel(actor.credentials, order.order_number)
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
