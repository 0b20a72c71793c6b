"""Refunds that the staff requests for the customer's order."""

from __future__ import annotations

from uuid import uuid4

from steps.drivers.eventually import eventually
from steps.drivers.orders import Order
from steps.vocabulary.money import Money
from steps.world.attempt import Attempt
from steps.world.world import World

_SETTLES_WITHIN = 15.0  # seconds
_COUNTED = ("refunded", "pending")


def request_refund(world: World, **content: object) -> Attempt[str]:
    """Request a refund of the customer's order; the outcome is kept with the staff.

    `content`: an amount, lines, shipping, or nothing for the rest; a new `refund_id` where it has none.
    """
    number = world.actors.customer("customer").order_number
    named = {"refund_id": str(uuid4()), **content}
    world.refund_ids.append(str(named["refund_id"]))
    return _request(world, number, named)


def request_refund_with_used_id(world: World, number: str, amount: Money) -> Attempt[str]:
    """Request a refund of this order with the id of the one refund that the staff has requested before."""
    (used,) = world.refund_ids
    return _request(world, number, {"refund_id": used, "amount": amount.amount})


def _request(world: World, number: str, content: dict[str, object]) -> Attempt[str]:
    refunds, credentials = world.shop.refunds, world.actors.staff()
    reply = Attempt.at("the refund", lambda: refunds.refund(credentials, number, content))
    world.actors.customer("staff").last_reply = reply
    return reply


def same_refund(amount: Money) -> dict[str, object]:
    """The content of one refund, which stays the same refund however often it is requested."""
    return {"refund_id": str(uuid4()), "amount": amount.amount}


def lines_of(world: World, copies: dict[str, int]) -> list[dict[str, object]]:
    """Copies by title as lines of a request."""
    return [{"sku": world.catalog.sku(title), "quantity": count} for title, count in copies.items()]


def customers_order(world: World) -> Order:
    """The customer's latest order as it is now."""
    customer = world.actors.customer("customer")
    return world.shop.orders.numbered(customer.credentials, customer.order_number)


def wait_until_refunded(world: World, amount: Money) -> None:
    """Return when refunds of this sum are made or pending. Raises NotInTime.

    The money of a canceled order goes back without a refund of the order.
    """
    eventually(
        lambda: (_refunded(order := customers_order(world)), order.state),
        until=lambda seen: seen[0] == amount,
        within=_SETTLES_WITHIN,
        what=f"{amount} of the order count as refunded by the staff",
    )


def _refunded(order: Order) -> Money:
    """The sum of the refunds that are made or pending, in the order's currency."""
    counted = (each.amount.amount for each in order.refunds if each.state in _COUNTED)
    return Money(sum(counted), order.grand_total.currency)
