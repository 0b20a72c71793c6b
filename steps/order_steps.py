"""Sentences about orders."""

from behave import then, when

from steps.drivers.eventually import eventually
from steps.drivers.orders import Order
from steps.vocabulary.money import Money
from steps.world.actors import Actor
from steps.world.attempt import Attempt
from steps.world.world import Context

_CANCELED_WITHIN = 10.0  # seconds


def _orders(context: Context, actor: Actor) -> tuple[Order, ...]:
    """Every order of the person; a guest has the one whose number they were told."""
    if actor.customer_id is None:
        return (context.world.shop.orders.numbered(actor.credentials, actor.order_number),)
    return context.world.shop.orders.of(actor.credentials)


def _one_order(context: Context, actor: Actor, total: Money, *, besides: str = "") -> None:
    orders = [order for order in _orders(context, actor) if order.state != besides]
    found = [(order.state, order.grand_total) for order in orders]
    assert found == [("paid", total)], (
        f"{actor.role} should have one paid order of {total}, but has {[f'{s} {t}' for s, t in found]}; "
        f"the last checkout gave {actor.last_attempt.outcome}"
    )


@then("{who:Who} has one order of {total:Money}")
def has_one_order(context: Context, who: str, total: Money) -> None:
    _one_order(context, context.world.actors.named(who), total)


@then("{who:Who} has one order of {total:Money} that stands")
def has_one_order_that_stands(context: Context, who: str, total: Money) -> None:
    _one_order(context, context.world.actors.named(who), total, besides="canceled")


@then("{who:Who} has a second order of {total:Money}")
def has_a_second_order(context: Context, who: str, total: Money) -> None:
    actor = context.world.actors.named(who)
    found = {order.order_number: order.grand_total for order in _orders(context, actor)}
    expected = {actor.last_order.order_number, actor.past[-1].succeeded().order_number}
    assert set(found) == expected, f"{who} should have the orders {expected}, but has {found}"
    seen = found[actor.order_number]
    assert seen == total, f"the second order of {who} should cost {total}, but costs {seen}"


@then("each of them has one order of {total:Money}")
def each_has_one_order(context: Context, total: Money) -> None:
    for actor in context.world.actors.known.values():
        _one_order(context, actor, total)


@then("exactly one of them has an order of {total:Money}")
def exactly_one_has_an_order(context: Context, total: Money) -> None:
    everybody = context.world.actors.known.values()
    found = [order.grand_total for actor in everybody for order in _orders(context, actor)]
    assert found == [total], f"exactly one order of {total} should exist, but there are {found}"


@then("the others are told that {title:Title} is sold out")
def others_are_told_sold_out(context: Context, title: str) -> None:
    attempts = [actor.last_attempt for actor in context.world.actors.known.values()]
    refusals = [attempt.refused().slug for attempt in attempts if not attempt.accepted]
    expected = ["out-of-stock"] * (len(attempts) - 1)
    assert refusals == expected, f'all but one should have been told that "{title}" is sold out: {refusals}'


@then("{who:Who} has no order")
def has_no_order(context: Context, who: str) -> None:
    actor = context.world.actors.named(who)
    found = context.world.stored.orders_of(actor.checkout_ids)
    assert found == 0, f"{who} should have no order, but {found} are stored"


@then("{who:Who} has no order that stands")
def has_no_standing_order(context: Context, who: str) -> None:
    actor = context.world.actors.named(who)
    eventually(
        lambda: [(order.order_number, order.state) for order in _orders(context, actor)],
        until=lambda orders: all(state == "canceled" for _, state in orders),
        within=_CANCELED_WITHIN,
        what=f"{who} has no order that stands",
    )


@then("{who:Who} has one order of {total:Money} for {copies:Copies}")
def has_one_order_for(context: Context, who: str, total: Money, copies: dict[str, int]) -> None:
    actor = context.world.actors.named(who)
    _one_order(context, actor, total)
    (order,) = _orders(context, actor)
    found = {line.title: line.copies for line in order.lines}
    assert found == copies, f"the order should list {copies}, but lists {found}"


@then("both submissions give the same order")
def same_order(context: Context) -> None:
    numbers = [each.succeeded().order_number for each in context.world.actors.customer("customer").attempts]
    assert numbers == numbers[:1] * 2, f"one order number was expected twice: {numbers}"


@when("a stranger asks for the customer's order")
def stranger_asks(context: Context) -> None:
    stranger = context.world.actors.customer("stranger")
    _ask(context, stranger, stranger.credentials)


@when("somebody without credentials asks for the customer's order")
def nobody_asks(context: Context) -> None:
    _ask(context, context.world.actors.customer("somebody"), {})


@when("somebody asks for the customer's order with a token that {flaw}")
def flawed_token_asks(context: Context, flaw: str) -> None:
    owner = context.world.actors.customer("customer")
    token = context.world.actors.flawed_token(owner, flaw)
    _ask(context, context.world.actors.customer("somebody"), {"authorization": f"Bearer {token}"})


def _ask(context: Context, asking: Actor, credentials: dict[str, str]) -> None:
    number = context.world.actors.customer("customer").order_number
    orders = context.world.shop.orders
    asking.last_reply = Attempt.at("asking for the order", lambda: orders.numbered(credentials, number))
