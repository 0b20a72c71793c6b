"""Sentences about the order history of a customer."""

from collections.abc import Callable

from behave import given, then, when

from steps.drivers.eventually import NotInTime, eventually
from steps.drivers.orders import Order
from steps.tasks.order_history import pages_of, placed_numbers
from steps.tasks.shopping import buy, put_on_sale
from steps.vocabulary.in_words import in_words
from steps.vocabulary.money import Money
from steps.vocabulary.wrong_on_arrow import WrongOnArrow
from steps.world.actors import Actor
from steps.world.attempt import Attempt
from steps.world.world import Context

_SETTLES_WITHIN = 10.0  # seconds
_READ_OVER = "customer -> orders"


@given("{who:Who} has bought {copies:Copies} at {price:Money} on {count:Count} visits")
def has_bought_on_visits(
    context: Context, who: str, copies: dict[str, int], price: Money, count: int
) -> None:
    world, actor = context.world, context.world.actors.named(who)
    for title, wanted in copies.items():
        put_on_sale(world, title, price, wanted * (count + 1))
    for _ in range(count):
        buy(world, actor, copies)
        actor.begin_another_visit()


@when("{who:Who} reads the order history")
def reads_history(context: Context, who: str) -> None:
    actor, orders = context.world.actors.named(who), context.world.shop.orders
    actor.last_reply = Attempt.at("reading the order history", lambda: orders.of(actor.credentials))


@when("{who:Who} reads the order history in pages of {most:Count}")
def reads_history_in_pages(context: Context, who: str, most: int) -> None:
    world, actor = context.world, context.world.actors.named(who)
    actor.last_reply = Attempt.at("reading the pages", lambda: pages_of(world, actor, most))


@when("{who:Who} reads the order history in pages of {most:Count}, and buys {copies:Copies} after the first")
def reads_history_and_buys(context: Context, who: str, most: int, copies: dict[str, int]) -> None:
    world, actor = context.world, context.world.actors.named(who)
    actor.last_reply = Attempt.at(
        "reading the pages", lambda: pages_of(world, actor, most, lambda: buy(world, actor, copies))
    )


@when("a stranger asks for the orders before the last one of {who:Who}")
def stranger_asks_for_page(context: Context, who: str) -> None:
    stranger, orders = context.world.actors.customer("stranger"), context.world.shop.orders
    number = context.world.actors.named(who).last_order.order_number
    stranger.last_reply = Attempt.at(
        "asking for a page", lambda: orders.page(stranger.credentials, 10, number)
    )


@then("{who:Who} has seen the first {count:Count} orders, each once, the newest first")
def has_seen_first_orders(context: Context, who: str, count: int) -> None:
    actor = context.world.actors.named(who)
    placed = placed_numbers(actor)
    assert len(placed) >= count, f"{who} has placed {len(placed)} orders in this scenario, and not {count}"
    found, expected = [order.order_number for order in _seen(actor)], placed[-count:]
    if found != expected:
        shown = f"{in_words(expected)} were expected in the order history of {who}, but it has"
        raise WrongOnArrow(_READ_OVER, f"{shown} {in_words(found)}")


@then("{who:Who} has seen no orders")
def has_seen_no_orders(context: Context, who: str) -> None:
    found = [order.order_number for order in _seen(context.world.actors.named(who))]
    if found:
        shown = f"no order was expected in the history of {who}, but it has {in_words(found)}"
        raise WrongOnArrow(_READ_OVER, shown)


@then("the {place:PlaceInHistory} order of {who:Who} is {state:OrderState}, and its total is {total:Money}")
def order_in_history_is(context: Context, place: int, who: str, state: str, total: Money) -> None:
    actor = context.world.actors.named(who)
    found = _shown(context, actor, place, lambda order: order.state == state)
    assert (found.state, found.grand_total) == (state, total), (
        f"an order of {total} that is {state} was expected for {who}, but the history has {in_words(found)}"
    )


@then("the {place:PlaceInHistory} order of {who:Who} tells a refund of {amount:Money}")
def order_in_history_tells_refund(context: Context, place: int, who: str, amount: Money) -> None:
    actor = context.world.actors.named(who)
    found = _shown(context, actor, place, lambda order: bool(order.refunds))
    amounts = [refund.amount for refund in found.refunds]
    assert amounts == [amount], (
        f"one refund of {amount} was expected in the history of {who}, but it has {in_words(amounts)}"
    )


def _seen(actor: Actor) -> tuple[Order, ...]:
    """The history as it was read. Raises AssertionError where it was not."""
    if actor.last_reply is None:
        raise AssertionError(f"{actor.role} has not read the order history in this scenario")
    found: tuple[Order, ...] = actor.last_reply.succeeded()
    return found


def _shown(context: Context, actor: Actor, place: int, until: Callable[[Order], bool]) -> Order:
    """The order at this place of the history, read again until it is as expected, or time is up."""
    assert _seen(actor), f"an order was expected in the history of {actor.role}, but it has none"
    orders = context.world.shop.orders
    try:
        return eventually(
            lambda: orders.of(actor.credentials)[place],
            until=until,
            within=_SETTLES_WITHIN,
            what=f"the order history of {actor.role} tells what became of the order",
        )
    except NotInTime:
        return orders.of(actor.credentials)[place]
