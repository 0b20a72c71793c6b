"""Events in the life of an order that no customer and no service causes in the usual way."""

from __future__ import annotations

from collections.abc import Mapping

from steps.drivers.api import bearer
from steps.drivers.eventually import eventually
from steps.drivers.gateway import Charge
from steps.vocabulary.in_words import in_words
from steps.vocabulary.money import Money
from steps.world.actors import Actor
from steps.world.attempt import Attempt
from steps.world.world import World

_SEEN_WITHIN = 10.0  # seconds


def single_charge(world: World) -> Charge:
    """The one payment at the gateway. Raises AssertionError where there is none, or more than one."""
    charges = world.shop.gateway.charges()
    assert len(charges) == 1, f"one payment was expected at the gateway, but found: {in_words(charges)}"
    return charges[0]


def flag_of_order(world: World) -> str | None:
    """The mark for the staff on the order of the one payment.

    The payment names the checkout also where the browser never learned of it.
    """
    return world.shop.refunds.flag(world.actors.staff(), single_charge(world).checkout_id)


def told_to_staff(world: World) -> Mapping[str, str]:
    """What the staff is told of the order of the one payment, by what it is about."""
    return world.shop.refunds.for_staff(world.actors.staff(), single_charge(world).checkout_id)


def refund_before_order(world: World, amount: Money) -> None:
    """Refund at the gateway's dashboard; return when payments has notified orders, which has no order yet."""
    world.shop.gateway.refund_at_dashboard(None, amount)
    eventually(
        lambda: world.stored.messages_tried("payments"),
        until=lambda tried: tried > 0,
        within=_SEEN_WITHIN,
        what="payments has notified orders of the refund",
    )


def expect_cancellation_refused(world: World, actor: Actor) -> None:
    """Cancel an order that is not paid yet. Raises AssertionError unless that is refused."""
    orders = world.shop.orders
    (order,) = orders.of(actor.credentials)
    early = Attempt.at("the early cancellation", lambda: orders.cancel(actor.credentials, order.order_number))
    slug = early.refused().slug
    assert slug == "checkout-in-progress", f"checkout-in-progress was expected, but the refusal was {slug}"


def release_hold_at_dashboard(world: World) -> None:
    """Void the one authorization at the gateway's dashboard; return when payments has learned of it."""
    checkout_id, staff = single_charge(world).checkout_id, world.actors.staff()
    world.shop.gateway.void_at_dashboard()
    eventually(
        lambda: world.shop.payments.state(staff, checkout_id),
        until=lambda state: state == "voided",
        within=_SEEN_WITHIN,
        what=f"payments has recorded that the authorization of checkout {checkout_id} is voided",
    )


def mark_as_paid_by_mistake(world: World) -> None:
    """Tell orders, with the checkout's service token, that an order was charged which was not."""
    charge = single_charge(world)
    token = world.service_tokens.token("checkout", "orders")
    path = f"/checkouts/{charge.checkout_id}/order/payment"
    orders, captured = world.shop.sent_by("checkout", "orders"), charge.amount.amount
    orders.call("POST", path, bearer(token), {"captured": captured})
