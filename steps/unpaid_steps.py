"""Sentences about orders that wait for their money, because their checkout broke off."""

from datetime import timedelta

from behave import given, then, when

from steps.drivers.eventually import eventually
from steps.tasks.abandoned_checkout import abandon_checkout, check_out_up_to
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.fault_spec import CallPattern
from steps.vocabulary.money import Money
from steps.world.attempt import Attempt
from steps.world.world import Context

_SETTLES_WITHIN = 15.0  # seconds


def _becomes(context: Context, who: str, expected: list[tuple[str, Money]]) -> None:
    actor, orders = context.world.actors.named(who), context.world.shop.orders
    eventually(
        lambda: [(order.state, order.grand_total) for order in orders.of(actor.credentials)],
        until=lambda seen: seen == expected,
        within=_SETTLES_WITHIN,
        what=f"the orders of {who} are {[f'{state}, {total}' for state, total in expected]}",
    )


@given("{who:Who}'s checkout is about to {request:Request}")
@needs(Capability.FAULTS)
def is_about_to(context: Context, who: str, request: CallPattern) -> None:
    check_out_up_to(context.world, context.world.actors.named(who), request)


@given("the checkout has broken off")
@needs(Capability.FAULTS, Capability.PARTS)
def has_broken_off(context: Context) -> None:
    abandon_checkout(context.world)


@when("{who:Who} cancels the unpaid order")
def cancels_the_unpaid_order(context: Context, who: str) -> None:
    actor, orders = context.world.actors.named(who), context.world.shop.orders
    (order,) = orders.of(actor.credentials)
    actor.last_reply = Attempt.at(
        "canceling the order", lambda: orders.cancel(actor.credentials, order.order_number)
    )


@when("the checkout breaks off, and {days:Count} days pass")
@needs(Capability.FAULTS, Capability.CLOCK, Capability.PARTS)
def breaks_off_and_days_pass(context: Context, days: int) -> None:
    abandon_checkout(context.world)
    context.world.clock.advance(timedelta(days=days))
    context.world.actors.sign_in_again()


@when("{days:Count} days pass and the checkout comes back")
@needs(Capability.CLOCK, Capability.PARTS)
def days_pass_and_the_checkout_comes_back(context: Context, days: int) -> None:
    context.world.clock.advance(timedelta(days=days))
    context.world.actors.sign_in_again()
    context.world.services["checkout"].start()


@then("{who:Who}'s unpaid order of {total:Money} is canceled")
def unpaid_order_is_canceled(context: Context, who: str, total: Money) -> None:
    _becomes(context, who, [("canceled", total)])


@then("{who:Who}'s order of {total:Money} is paid after all")
def order_is_paid_after_all(context: Context, who: str, total: Money) -> None:
    _becomes(context, who, [("paid", total)])


@then("{who:Who}'s order of {total:Money} still waits for its money")
def order_still_waits(context: Context, who: str, total: Money) -> None:
    _becomes(context, who, [("placed", total)])
