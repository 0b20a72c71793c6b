"""The order history of a customer, read page by page."""

from __future__ import annotations

from collections.abc import Callable

from steps.drivers.checkout import OrderConfirmation
from steps.drivers.orders import Order
from steps.world.actors import Actor
from steps.world.world import World

_MOST_PAGES = 50  # a history that never ends is an error of its own


def placed_numbers(actor: Actor) -> list[str]:
    """The numbers of the orders that this person has been told of, the newest first."""
    outcomes = [attempt.outcome for attempt in (*actor.past, *actor.attempts)]
    placed = [outcome for outcome in outcomes if isinstance(outcome, OrderConfirmation)]
    return [order.order_number for order in reversed(placed)]


def pages_of(
    world: World, actor: Actor, most: int, between: Callable[[], object] = lambda: None
) -> tuple[Order, ...]:
    """The orders of all pages, each page asked for by the last order of the one before.

    `between` happens after the first page. Raises AssertionError where a page has more orders than asked
    for, or the pages do not end.
    """
    page = world.shop.orders.page(actor.credentials, most)
    found = page.orders
    between()
    for _ in range(_MOST_PAGES):
        assert len(page.orders) <= most, f"a page of {most} orders at most has {len(page.orders)}"
        if not page.more:
            return found
        page = world.shop.orders.page(actor.credentials, most, found[-1].order_number)
        found += page.orders
    raise AssertionError(f"the order history of {actor.role} has no end after {_MOST_PAGES} pages")
