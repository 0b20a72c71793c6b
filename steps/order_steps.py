"""Sentences about orders."""

from collections.abc import Callable
from contextlib import suppress

from behave import given, then, when

from steps.drivers.api import bearer
from steps.drivers.eventually import NotInTime, eventually
from steps.drivers.orders import Order
from steps.vocabulary.in_words import in_words
from steps.vocabulary.money import Money
from steps.world.actors import Actor
from steps.world.attempt import Attempt
from steps.world.world import Context

_CANCELED_WITHIN, _SETTLES_WITHIN = 10.0, 10.0  # seconds


def _orders(context: Context, actor: Actor) -> tuple[Order, ...]:
    """Every order of a customer; of a guest the one whose number the guest was told."""
    if actor.customer_id is None:
        return (context.world.shop.orders.numbered(actor.credentials, actor.order_number),)
    return context.world.shop.orders.of(actor.credentials)


def _settled_orders(context: Context, actor: Actor) -> tuple[Order, ...]:
    """The orders. A submission whose answer was lost, and whose repetition was refused, may be under way."""
    if not actor.attempts or actor.last_attempt.accepted:
        return _orders(context, actor)
    with suppress(NotInTime):
        return eventually(
            lambda: _orders(context, actor),
            until=lambda seen: all(order.state != "placed" for order in seen),
            within=_SETTLES_WITHIN,
            what="no order waits for its charge",
        )
    return _orders(context, actor)


def _has_one_paid_order(context: Context, actor: Actor, total: Money, *, besides: str = "") -> None:
    orders = [order for order in _settled_orders(context, actor) if order.state != besides]
    found = [(order.state, order.grand_total) for order in orders]
    assert found == [("paid", total)], (
        f"one paid order of {total} was expected for {actor.role}, but there are: {in_words(found)}; "
        f"the last checkout answered: {in_words(actor.last_attempt.outcome)}"
    )


@given("{who:Who} types the order number {typed:Typed}")
def types_order_number(context: Context, who: str, typed: Callable[[str], str]) -> None:
    context.world.actors.named(who).typing = typed


@then("{who:Who} has one order of {total:Money}")
def has_one_order(context: Context, who: str, total: Money) -> None:
    _has_one_paid_order(context, context.world.actors.named(who), total)


@then("{who:Who} has one active order of {total:Money}")
def has_one_active_order(context: Context, who: str, total: Money) -> None:
    _has_one_paid_order(context, context.world.actors.named(who), total, besides="canceled")


@then("{who:Who} has one order of {total:Money} for {copies:Copies}")
def has_one_order_for_copies(context: Context, who: str, total: Money, copies: dict[str, int]) -> None:
    actor = context.world.actors.named(who)
    _has_one_paid_order(context, actor, total)
    (order,) = _orders(context, actor)
    found = {line.title: line.copies for line in order.lines}
    assert found == copies, (
        f"lines of {in_words(copies)} were expected in the order, but it has {in_words(found)}"
    )


@then("{who:Who} has a second order of {total:Money}")
def has_a_second_order(context: Context, who: str, total: Money) -> None:
    actor = context.world.actors.named(who)
    found = {order.order_number: order.grand_total for order in _orders(context, actor)}
    expected = {actor.last_order.order_number, actor.past[-1].succeeded().order_number}
    assert set(found) == expected, (
        f"the orders {in_words(expected)} were expected for {who}, but found {in_words(found)}"
    )
    seen = found[actor.order_number]
    assert seen == total, f"a second order of {total} was expected for {who}, but it costs {in_words(seen)}"


@then("each of them has one order of {total:Money}")
def each_has_one_order(context: Context, total: Money) -> None:
    for actor in context.world.actors.known.values():
        _has_one_paid_order(context, actor, total)


@then("exactly one of them has an order of {total:Money}")
def exactly_one_has_an_order(context: Context, total: Money) -> None:
    actors = context.world.actors.known.values()
    found = [order.grand_total for actor in actors for order in _orders(context, actor)]
    assert found == [total], f"exactly one order of {total} was expected, but there are {in_words(found)}"


@then("{who:Who} has no order")
def has_no_order(context: Context, who: str) -> None:
    actor = context.world.actors.named(who)
    found = context.world.stored.orders_of(actor.checkout_ids)
    assert found == 0, f"no stored order was expected for {who}, but there are {found}"


@then("{who:Who} has no active order")
def has_no_active_order(context: Context, who: str) -> None:
    actor = context.world.actors.named(who)
    eventually(
        lambda: [(order.order_number, order.state) for order in _orders(context, actor)],
        until=lambda orders: all(state == "canceled" for _, state in orders),
        within=_CANCELED_WITHIN,
        what=f"{who} has no order but canceled ones",
    )


@then("both submissions return the same order")
def submissions_return_same_order(context: Context) -> None:
    numbers = [each.succeeded().order_number for each in context.world.actors.customer("customer").attempts]
    assert numbers == numbers[:1] * 2, (
        f"one order number was expected twice, but the answers were {in_words(numbers)}"
    )


@when("a stranger asks for the customer's order")
def stranger_asks_for_order(context: Context) -> None:
    stranger = context.world.actors.customer("stranger")
    _ask_for_order(context, stranger, stranger.credentials)


@when("a visitor asks for the customer's order without signing in")
def visitor_asks_for_order(context: Context) -> None:
    _ask_for_order(context, context.world.actors.customer("visitor"), {})


@when("a visitor asks for the customer's order with a token that {flaw:TokenFlaw}")
def visitor_asks_with_flawed_token(context: Context, flaw: str) -> None:
    actors = context.world.actors
    token = actors.flawed_token(actors.customer("customer"), flaw)
    _ask_for_order(context, actors.customer("visitor"), bearer(token))


def _ask_for_order(context: Context, actor: Actor, credentials: dict[str, str]) -> None:
    number = context.world.actors.customer("customer").order_number
    orders = context.world.shop.orders
    actor.last_reply = Attempt.at("asking for the order", lambda: orders.numbered(credentials, number))
