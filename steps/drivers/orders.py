"""The orders service, as a customer uses it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from steps.drivers.api import Api
from steps.drivers.money import Money


@dataclass(frozen=True)
class OrderLine:
    """A line of an order."""

    title: str
    copies: int
    line_total: Money


@dataclass(frozen=True)
class Order:
    """An order as its customer sees it."""

    order_number: str
    state: str
    grand_total: Money
    lines: tuple[OrderLine, ...]


@dataclass(frozen=True)
class OrdersDriver:
    """Reads and cancels orders."""

    api: Api

    def of(self, credentials: Mapping[str, str]) -> tuple[Order, ...]:
        """Every order of a signed-in customer."""
        found = self.api.call("GET", "/orders", credentials)
        return tuple(_order(body) for body in found["orders"])

    def numbered(self, credentials: Mapping[str, str], order_number: str) -> Order:
        """The order with this number; raises Refused where there is none for these credentials."""
        return _order(self.api.call("GET", f"/orders/{order_number}", credentials))

    def cancel(self, credentials: Mapping[str, str], order_number: str) -> Order:
        """Cancel a paid order; raises Refused where there is none, or where it is not paid yet."""
        return _order(self.api.call("POST", f"/orders/{order_number}/cancellation", credentials))


def _order(body: dict[str, Any]) -> Order:
    currency = body["currency"]
    lines = tuple(
        OrderLine(line["title"], line["quantity"], Money(line["line_total"], currency))
        for line in body["lines"]
    )
    return Order(body["order_number"], body["state"], Money(body["grand_total"], currency), lines)
