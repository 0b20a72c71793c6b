"""Orders, as the pages of a customer, of a guest and of the staff show them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from oscar_adapter.accounts import Credentials, Visitors
from oscar_adapter.texts import alerts, decimal_text, money
from steps.drivers.api import Refused
from steps.drivers.orders import Order, OrderLine, Refund
from steps.drivers.pages import Page, text_of
from steps.vocabulary.money import Money

_STATES = {"Paid": "paid", "Complete": "paid", "Cancelled": "canceled"}  # Pending: placed
_ANONYMOUS = "/accounts/order-status/"


@dataclass(frozen=True)
class OscarOrders:
    """Reads orders. Oscar shows customers no refunds: they are added from the staff's page."""

    visitors: Visitors

    def of(self, credentials: Credentials) -> tuple[Order, ...]:
        """Every order in the history of a signed-in customer."""
        page = self.visitors.of(credentials).get("/accounts/orders/")
        numbers = [
            text_of(link)
            for link in page.tree.iter("a")
            if link.get("href", "").startswith("/accounts/orders/")
        ]
        return tuple(self.numbered(credentials, each) for each in reversed(numbers) if each.isdecimal())

    def numbered(self, credentials: Credentials, order_number: str) -> Order:
        """The page of the order; a guest has the link of the page after the checkout."""
        kept = self.visitors.context.memory
        link = kept.get(
            f"link to {order_number} of {credentials.get('visitor')}", f"/accounts/orders/{order_number}/"
        )
        visitor = self.visitors.of(credentials)
        page = visitor.get(link)
        if page.path.startswith("/accounts/order-status-form/"):
            page = visitor.post(page.path, {"email": kept[f"email of {credentials['visitor']}"]})
        if page.path.startswith("/accounts/login"):
            raise Refused("not-authenticated", "the page asks to sign in", 401)
        return _order(order_number, page, self._refunds(order_number))

    def thanked(self, credentials: Credentials, page: Page) -> Order:
        """The order that the page after the checkout is about."""
        number = next(text_of(each) for each in page.tree.iter("strong") if text_of(each).isdecimal())
        links = [each.get("href", "") for each in page.tree.iter("a")]
        for link in links:
            if link.startswith(_ANONYMOUS):
                self.visitors.context.memory[f"link to {number} of {credentials['visitor']}"] = link
        return Order(
            number, "placed", money(page.row("Order total")[-1]), (), Money(0, "USD"), checkout_id=number
        )

    def _refunds(self, number: str) -> tuple[Refund, ...]:
        return tuple(_refunds(self.visitors.staff().get(f"/dashboard/orders/{number}/")))


@dataclass(frozen=True)
class OscarRefunds:
    """Refunds, and orders as the staff sees them."""

    visitors: Visitors

    def refund(self, staff: Credentials, order_number: str, wish: Mapping[str, Any]) -> str:
        """An event of payment; without the id of the refund: Oscar knows none, and refunds again."""
        order = self.order_of(staff, order_number)
        if order is None:
            raise Refused("not-found", "there is no such order", 404)
        left = order.grand_total.amount - sum(each.amount.amount for each in order.refunds)
        amount = Money(wish.get("amount", left), order.grand_total.currency)
        event = {"order_action": "create_order_payment_event", "payment_event_type": "refunded"}
        path = f"/dashboard/orders/{order_number}/"
        page = self.visitors.staff().post(path, {**event, "amount": decimal_text(amount)})
        if "at most" in alerts(page):
            raise Refused("refund-too-large", alerts(page), 409, {"refundable": left})
        if "Unable" in alerts(page):
            raise Refused("try-again", alerts(page), 409)
        return "refunded"

    def order_of(self, staff: Credentials, checkout_id: str) -> Order | None:
        """The order with this number."""
        try:
            page = self.visitors.staff().get(f"/dashboard/orders/{checkout_id}/")
        except Refused:
            return None
        total, _, _, state = next(cells for cells in _after(page, "Order Total"))
        shown, nothing = money(total), Money(0, money(total).currency)
        refunds = tuple(_refunds(page))
        return Order(checkout_id, _STATES.get(state, "placed"), shown, (), nothing, refunds, checkout_id)

    def has_order(self, staff: Credentials, checkout_id: str) -> bool:
        """Whether there is one."""
        return self.order_of(staff, checkout_id) is not None


def _order(number: str, page: Page, refunds: tuple[Refund, ...]) -> Order:
    status = [text_of(each) for each in page.tree.iter("p")]
    state = next((_STATES[each] for each in status if each in _STATES), "placed")
    total = money(page.row("Order total")[-1])
    lines = tuple(_lines(page))
    shipping = Money(total.amount - sum(each.paid for each in lines), total.currency)
    return Order(number, state, total, lines, shipping, refunds, checkout_id=number)


def _lines(page: Page) -> Iterator[OrderLine]:
    """The rows with a number of copies; two cells further is the price of all of them."""
    for cells in page.rows():
        counts = [place for place, cell in enumerate(cells[1:-2], 1) if cell.isdecimal()]
        for place in counts:
            paid = money(cells[place + 2])
            yield OrderLine(cells[0].removesuffix(" Write a review"), int(cells[place]), paid, paid.amount)


def _refunds(page: Page) -> Iterator[Refund]:
    """The events of payment that are refunds, oldest first."""
    for cells in reversed([*page.rows()]):
        if len(cells) == 5 and cells[1] == "Refunded":
            amount = money(cells[2])
            yield Refund("", "refunded", amount, amount.nothing, amount.nothing)


def _after(page: Page, heading: str) -> Iterator[list[str]]:
    """The rows below the row that begins with this heading."""
    rows = page.rows()
    for cells in rows:
        if cells[:1] == [heading]:
            yield from rows
