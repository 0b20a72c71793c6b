"""Sentences about the names of refunds, by which a repeated one is known."""

from behave import then, when

from steps.vocabulary.money import Money
from steps.world.attempt import Attempt
from steps.world.world import Context


@when("the staff refunds {amount:Money} of {who:Who}'s order under the same name")
def refund_under_the_same_name(context: Context, amount: Money, who: str) -> None:
    world, customer = context.world, context.world.actors.customer("customer")
    (first,) = world.shop.orders.numbered(customer.credentials, customer.order_number).refunds
    number, wish = world.actors.named(who).order_number, {"refund_id": first.refund_id}
    customer.last_reply = Attempt.at(
        "the refund",
        lambda: world.shop.refunds.refund(world.actors.staff(), number, {**wish, "amount": amount.amount}),
    )


@then("the staff is told that the name is taken")
def is_told_that_the_name_is_taken(context: Context) -> None:
    context.world.actors.customer("customer").refusal("conflicting-request")
