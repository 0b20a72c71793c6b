"""Sentences about orders that their customer cancels."""

from behave import given, then, when

from steps.drivers.eventually import eventually
from steps.drivers.orders import Order
from steps.tasks.concurrent_events import while_at_the_gateway
from steps.tasks.retrying import until_answered
from steps.vocabulary.capabilities import Capability, needs
from steps.world.actors import Person
from steps.world.attempt import Attempt
from steps.world.world import Context

_SETTLES_WITHIN = 10.0  # seconds
_CAPTURE = "POST /v1/payment_intents/"


def _cancel(context: Context, person: Person) -> Attempt[Order]:
    orders, number = context.world.shop.orders, person.order_number
    return Attempt.at("canceling the order", lambda: orders.cancel(person.credentials, number))


@given("{who:Who} has canceled the order")
def has_canceled(context: Context, who: str) -> None:
    _cancel(context, context.world.people.named(who)).succeeded()
    order_is_canceled(context, who)


@when("{who:Who} cancels the order")
def cancels(context: Context, who: str) -> None:
    person = context.world.people.named(who)
    person.told = _cancel(context, person)


@when("a stranger cancels the customer's order")
def stranger_cancels(context: Context) -> None:
    world, stranger = context.world, context.world.people.customer("stranger")
    number = world.people.customer("customer").order_number
    stranger.told = Attempt.at(
        "the stranger's cancellation", lambda: world.shop.orders.cancel(stranger.credentials, number)
    )


@given("{who:Who} cancels the order, repeating it until it is answered")
@when("{who:Who} cancels the order, repeating it until it is answered")
def cancels_until_answered(context: Context, who: str) -> None:
    person = context.world.people.named(who)
    person.told = until_answered(lambda: _cancel(context, person))


@when("{who:Who} cancels the order while its money is being taken, and again after that")
@needs(Capability.SANDBOX)
def cancels_while_taken(context: Context, who: str) -> None:
    world, person = context.world, context.world.people.named(who)
    while_at_the_gateway(world, person, _CAPTURE, lambda: _cancel_unpaid(context, person))
    person.told = _cancel(context, person)


def _cancel_unpaid(context: Context, person: Person) -> None:
    """The order is there, but not paid yet."""
    orders = context.world.shop.orders
    (order,) = orders.of(person.credentials)
    first = Attempt.at("canceling", lambda: orders.cancel(person.credentials, order.order_number))
    assert first.refused().slug == "checkout-in-progress", f"too early to cancel, but: {first.outcome}"


@then("{who:Who}'s order is canceled")
def order_is_canceled(context: Context, who: str) -> None:
    person, orders = context.world.people.named(who), context.world.shop.orders
    eventually(
        lambda: orders.numbered(person.credentials, person.order_number).state,
        until=lambda state: state == "canceled",
        within=_SETTLES_WITHIN,
        what=f"the order of {who} is canceled",
    )
