"""An order of two titles, as it is placed, paid and canceled."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from bookstore.orders.messages.outbox_messages import outbox_messages
from bookstore.orders.model import Order
from bookstore.orders.purchase import OrderLine, Purchase, Totals
from bookstore.platform.money import Currency
from bookstore.platform.schemas import TaxMode

NOW = datetime(2026, 1, 31, 10, tzinfo=UTC)
LATER = datetime(2026, 2, 1, 10, tzinfo=UTC)
LINES = (
    OrderLine("9780441172719", "Dune", 2, 950, 1900, 190, 141),
    OrderLine("9780547928227", "The Hobbit", 1, 1200, 1200, 120, 89),
)
TOTALS = Totals(Currency.USD, 3100, 310, 500, 230, TaxMode.ADDED, 3520)
PURCHASE = Purchase(
    "ada", None, "ada@example.com", "en-US", {"name": "Ada"}, "standard", LINES, TOTALS, ("SPRING",), "card"
)
PLACED = Order(UUID(int=7), "BK-7Q2M-4HXW", PURCHASE, NOW)
PAID = PLACED.paid(3520, NOW)
CANCELING = PAID.canceled_by_buyer(LATER)
CANCELED = CANCELING.with_payment_reversed(LATER).with_copies_restocked(LATER)
NOTHING_TO_PAY = Totals(Currency.USD, 3100, 3100, 0, 0, TaxMode.ADDED, 0)
FREE = replace(PLACED, purchase=replace(PURCHASE, totals=NOTHING_TO_PAY))


def kinds_of_messages(before: Order, after: Order) -> list[str]:
    """The events that follow from a change by their types, the requests by whom they are for."""
    return [one.payload.get("type", one.destination) for one in outbox_messages(before, after)]
