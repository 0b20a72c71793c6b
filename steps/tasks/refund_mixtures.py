"""Refunds of the customer's order from three sides: the dashboard, the staff, and a cancellation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from steps.drivers.eventually import eventually
from steps.tasks.refunds import request_refund
from steps.vocabulary.money import Money
from steps.vocabulary.refund_ways import RefundWay
from steps.world.attempt import Attempt
from steps.world.world import World

_ARRIVES_WITHIN = 10.0  # seconds


def refund_in_order(world: World, ways: Iterable[RefundWay], *, each_known: bool = False) -> None:
    """Refund in each of these ways, in this order.

    A way that comes too late is refused: nothing is left, or the order is canceled. `each_known`: the shop
    has received the gateway's webhooks before the next one begins.
    """
    for way in ways:
        _WAYS[way](world)
        if each_known:
            _wait_for_webhooks(world)


def _at_the_dashboard(world: World) -> None:
    ids = world.actors.customer("customer").checkout_ids
    world.shop.gateway.try_refund_at_dashboard(ids, Money(400, "USD"))


def _by_staff(world: World) -> None:
    request_refund(world, amount=500)


def _by_cancellation(world: World) -> None:
    customer = world.actors.customer("customer")
    orders, number = world.shop.orders, customer.order_number
    cancellation = Attempt.at("the cancellation", lambda: orders.cancel(customer.credentials, number))
    customer.last_reply = cancellation


_WAYS: Mapping[RefundWay, Callable[[World], None]] = {
    RefundWay.DASHBOARD: _at_the_dashboard,
    RefundWay.STAFF: _by_staff,
    RefundWay.CANCELLATION: _by_cancellation,
}


def _wait_for_webhooks(world: World) -> None:
    eventually(
        world.shop.sandbox.undelivered,
        until=lambda left: left == 0,
        within=_ARRIVES_WITHIN,
        what="the shop has accepted every event of the gateway",
    )
