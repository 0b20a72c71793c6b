"""Sentences about refunds, as the staff or the gateway's dashboard makes them."""

from behave import given, when

from steps.tasks.refund_mixtures import refund_in_order
from steps.tasks.refunds import (
    lines_of,
    request_refund,
    request_refund_with_used_id,
    same_refund,
    wait_until_refunded,
)
from steps.tasks.retrying import retry_until_answered
from steps.tasks.shopping import run_concurrently
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.money import Money
from steps.vocabulary.refund_ways import RefundWay
from steps.world.world import Context


@given("the staff has refunded {amount:Money} of the order")
def has_refunded_amount(context: Context, amount: Money) -> None:
    request_refund(context.world, amount=amount.amount).succeeded()
    wait_until_refunded(context.world, amount)


@given("the staff has refunded {copies:Copies}")
def has_refunded_copies(context: Context, copies: dict[str, int]) -> None:
    request_refund(context.world, lines=lines_of(context.world, copies)).succeeded()


@given("the staff has refunded {copies:Copies} and the shipping")
def has_refunded_copies_and_shipping(context: Context, copies: dict[str, int]) -> None:
    request_refund(context.world, lines=lines_of(context.world, copies), shipping=True).succeeded()


@given("the staff has requested a refund of the whole order")
def has_requested_whole_refund(context: Context) -> None:
    request_refund(context.world).succeeded()


@when("the staff refunds {amount:Money} of the order")
def refunds_amount(context: Context, amount: Money) -> None:
    request_refund(context.world, amount=amount.amount)


@when("the staff refunds {amount:Money} of {who:Who}'s order with the same refund id")
def refunds_with_same_id(context: Context, amount: Money, who: str) -> None:
    number = context.world.actors.named(who).order_number
    request_refund_with_used_id(context.world, number, amount)


@when("the staff refunds {copies:Copies}")
def refunds_copies(context: Context, copies: dict[str, int]) -> None:
    request_refund(context.world, lines=lines_of(context.world, copies))


@when("the staff refunds {copies:Copies} and the shipping")
def refunds_copies_and_shipping(context: Context, copies: dict[str, int]) -> None:
    request_refund(context.world, lines=lines_of(context.world, copies), shipping=True)


@when("the staff refunds the rest of the order")
def refunds_the_rest(context: Context) -> None:
    request_refund(context.world)


@given("the order has been refunded by {first:RefundWay} and {second:RefundWay}")
@needs(Capability.SANDBOX)
def has_been_refunded_in_two_ways(context: Context, first: RefundWay, second: RefundWay) -> None:
    refund_in_order(context.world, [first, second])


@given("the order has been refunded by {first:RefundWay}, {second:RefundWay} and {third:RefundWay}")
@needs(Capability.SANDBOX)
def has_been_refunded_in_three_ways(
    context: Context, first: RefundWay, second: RefundWay, third: RefundWay
) -> None:
    refund_in_order(context.world, [first, second, third])


@when("the order is refunded by {first:RefundWay} and {second:RefundWay}, each known before the next")
@needs(Capability.SANDBOX)
def is_refunded_in_two_ways(context: Context, first: RefundWay, second: RefundWay) -> None:
    refund_in_order(context.world, [first, second], each_known=True)


@when(
    "the order is refunded by {first:RefundWay}, {second:RefundWay} and {third:RefundWay}, "
    "each known before the next"
)
@needs(Capability.SANDBOX)
def is_refunded_in_three_ways(
    context: Context, first: RefundWay, second: RefundWay, third: RefundWay
) -> None:
    refund_in_order(context.world, [first, second, third], each_known=True)


@when("the staff submits the same refund of {amount:Money} twice")
def submits_same_refund_twice(context: Context, amount: Money) -> None:
    same = same_refund(amount)
    run_concurrently([lambda: request_refund(context.world, **same)] * 2)
    request_refund(context.world, **same).succeeded()


@given("the staff refunds {amount:Money} of the order, retrying until it is answered")
@when("the staff refunds {amount:Money} of the order, retrying until it is answered")
def refunds_until_answered(context: Context, amount: Money) -> None:
    same = same_refund(amount)
    world = context.world
    retry_until_answered(lambda: request_refund(world, **same), world.shop.answers_within)


@when("{count:Count} members of the staff refund {amount:Money} each at the same moment")
def members_refund_at_same_moment(context: Context, count: int, amount: Money) -> None:
    context.world.actors.customer("staff")  # before the threads share it
    run_concurrently([lambda: request_refund(context.world, amount=amount.amount)] * count)


@given("{amount:Money} has been refunded at the gateway's dashboard")
@when("{amount:Money} is refunded at the gateway's dashboard")
def is_refunded_at_dashboard(context: Context, amount: Money) -> None:
    customer = context.world.actors.customer("customer")
    context.world.shop.gateway.refund_at_dashboard(customer.checkout_ids, amount)


@when("{who:Who} cancels the order at the moment the staff refunds {amount:Money} of it")
def cancels_as_staff_refunds(context: Context, who: str, amount: Money) -> None:
    world, actor = context.world, context.world.actors.named(who)
    number = actor.order_number
    run_concurrently(
        [
            lambda: request_refund(world, amount=amount.amount),
            lambda: world.shop.orders.cancel(actor.credentials, number),
        ]
    )
