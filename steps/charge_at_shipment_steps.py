"""Sentences about orders whose card is charged for each parcel when it leaves."""

from datetime import timedelta
from functools import partial

from behave import given, then, when

from steps.drivers.eventually import eventually
from steps.reconciliation_steps import order_is_marked
from steps.tasks.choices import choose_payment
from steps.tasks.refunds import customers_order
from steps.tasks.shipments import ship
from steps.tasks.shopping import run_concurrently
from steps.time_steps import time_passes
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.money import Money
from steps.vocabulary.statement import StatementLine
from steps.world.world import Context

_SETTLES_WITHIN = 10.0  # seconds


def _lines(context: Context) -> list[StatementLine]:
    checkouts = context.world.actors.buyer().checkout_ids
    return [each.line for each in context.world.shop.gateway.charges(checkouts) if each.line.has_money]


def _comes_about(context: Context, expected: StatementLine) -> None:
    eventually(
        lambda: _lines(context),
        until=lambda seen: seen == [expected],
        within=_SETTLES_WITHIN,
        what=f"the gateway's ledger has one payment by {expected}",
    )


@given("{who:Who} pays by card as each parcel leaves")
def pays_as_each_parcel_leaves(context: Context, who: str) -> None:
    choose_payment(context.world, who, context.world.shop.shipments.paid_as_parcels_leave())


@given("the hold of the order has ended after {duration:Duration}")
@needs(Capability.CLOCK)
def hold_has_ended(context: Context, duration: timedelta) -> None:
    """The gateway has told the shop, which has marked the order for the staff."""
    time_passes(context, duration)
    order_is_marked(context)


@given("the warehouse has shipped {copies:Copies} of the order, and its charge is made")
def has_shipped_and_charged(context: Context, copies: dict[str, int]) -> None:
    """The charges of its earlier parcels are made, too."""
    ship(context.world, copies).succeeded()
    eventually(
        lambda: customers_order(context.world),
        until=lambda seen: len(seen.charges) == len(seen.parcels),
        within=_SETTLES_WITHIN,
        what="each parcel is charged",
    )


@when("the warehouse ships {copies:Copies} of the order in two parcels at once")
def ships_two_parcels_at_once(context: Context, copies: dict[str, int]) -> None:
    """Each title in a parcel of its own."""
    world = context.world
    world.actors.customer("warehouse")  # before the threads share it
    parcels = [{title: count} for title, count in copies.items()]
    run_concurrently([partial(ship, world, parcel) for parcel in parcels])


@then("the card has been charged {charged:Money}, and {held:Money} is still held")
def is_charged_and_held(context: Context, charged: Money, held: Money) -> None:
    _comes_about(context, StatementLine.parts("card", charged, held=held))


@then("the card has been charged {charged:Money}, and the hold of the other {rest:Money} has been released")
def is_charged_and_released(context: Context, charged: Money, rest: Money) -> None:
    _comes_about(context, StatementLine.parts("card", charged, released=rest))


@then("the card has been refunded {charged:Money}, and the hold of the other {rest:Money} has been released")
def is_refunded_and_released(context: Context, charged: Money, rest: Money) -> None:
    _comes_about(context, StatementLine.parts("card", charged, refunded=charged, released=rest))


@then("the parcels have charged the card {amount:Money} in all")
def parcels_have_charged(context: Context, amount: Money) -> None:
    _comes_about(context, StatementLine.charge("card", amount))


@then("{who:Who} sees parcels charged {first:Money} and {second:Money}")
def sees_charges(context: Context, who: str, first: Money, second: Money) -> None:
    eventually(
        lambda: customers_order(context.world).charges,
        until=lambda seen: seen == (first, second),
        within=_SETTLES_WITHIN,
        what=f"{who} sees charges of {first} and {second}",
    )
