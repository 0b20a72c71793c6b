"""The orders service, as customers and staff use it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from steps.drivers.api import Api, Refused
from steps.drivers.invoices import ShownInvoice, invoice_of
from steps.vocabulary.money import Money


@dataclass(frozen=True)
class OrderLine:
    """A line of an order. `paid`, in minor units, is its total less discount plus added tax."""

    title: str
    copies: int
    line_total: Money
    paid: int


@dataclass(frozen=True)
class Refund:
    """A refund of an order, with its shares of tax and discount.

    `reduced`: minor units of it that were still owed on invoice. They do not go back, and are not owed any
    more.
    """

    refund_id: str
    state: str
    amount: Money
    tax: Money
    discount: Money
    reduced: int = 0


@dataclass(frozen=True)
class AwaitedTransfer:
    """How the customer pays by transfer; `missing` is still to come."""

    account: str
    reference: str
    due_at: datetime
    missing: Money


@dataclass(frozen=True)
class Order:
    """An order as its customer sees it."""

    order_number: str
    state: str
    grand_total: Money
    lines: tuple[OrderLine, ...]
    shipping: Money
    refunds: tuple[Refund, ...] = ()
    checkout_id: str = ""
    """The checkout that it was made by, where the shop says so."""
    redeemed: Money | None = None
    """What gift cards and store credit have paid of it, where the shop has them."""
    shipped_by: str = ""
    """The way of shipping, where the shop offers several."""
    parcels: tuple[Mapping[str, int], ...] = ()
    """The copies by title of each parcel that has left."""
    came_back: tuple[Mapping[str, int], ...] = ()
    """The copies by title of each return."""
    charges: tuple[Money, ...] = ()
    """What the card was charged for each parcel, where that is at shipment and the bank has done it."""
    exchanged: tuple[Mapping[str, int], ...] = ()
    """The copies by title of each exchange that inventory has sold."""
    by_transfer: bool = False
    """Whether the customer was asked to transfer the money, where the shop offers that."""


@dataclass(frozen=True)
class HistoryPage:
    """A page of a customer's orders, the newest first; `more`: further pages follow."""

    orders: tuple[Order, ...]
    more: bool


@dataclass(frozen=True)
class OrdersDriver:
    """Reads, cancels and claims orders."""

    api: Api

    def of(self, credentials: Mapping[str, str]) -> tuple[Order, ...]:
        """Every order of a signed-in customer, the newest first."""
        page = self._page(credentials, {})
        found = page.orders
        while page.more:
            page = self._page(credentials, {"after": found[-1].order_number})
            found += page.orders
        return found

    def page(self, credentials: Mapping[str, str], most: int, after: str | None = None) -> HistoryPage:
        """At most so many orders, those before the order numbered `after`. Raises Refused."""
        return self._page(credentials, {"most": most, **({"after": after} if after else {})})

    def _page(self, credentials: Mapping[str, str], wanted: Mapping[str, Any]) -> HistoryPage:
        path = f"/orders?{urlencode(wanted)}" if wanted else "/orders"
        found = self.api.call("GET", path, credentials)
        return HistoryPage(tuple(_order(body) for body in found["orders"]), found["more"])

    def numbered(self, credentials: Mapping[str, str], order_number: str) -> Order:
        """The order with this number. Raises Refused where these credentials see no such order."""
        return _order(self.api.call("GET", f"/orders/{order_number}", credentials))

    def delivery(self, credentials: Mapping[str, str], order_number: str) -> Mapping[str, Any]:
        """What the order says about where it goes: `email`, `ship_to`, `bill_to` and `shipping_method`."""
        seen = self.api.call("GET", f"/orders/{order_number}", credentials)
        return {part: seen[part] for part in ("email", "ship_to", "bill_to", "shipping_method")}

    def transfer_terms(self, credentials: Mapping[str, str], order_number: str) -> AwaitedTransfer:
        """How the customer pays this order by transfer. Raises Refused, and ValueError for another order."""
        order = self.api.call("GET", f"/orders/{order_number}", credentials)
        if (terms := order["transfer"]) is None:
            raise ValueError(f"the order {order_number} is not paid by transfer")
        due_at, missing = datetime.fromisoformat(terms["due_at"]), Money(terms["missing"], order["currency"])
        return AwaitedTransfer(terms["account"], terms["reference"], due_at, missing)

    def cancel(self, credentials: Mapping[str, str], order_number: str) -> Order:
        """Cancel a paid order. Raises Refused where there is none, or it is not paid yet."""
        return _order(self.api.call("POST", f"/orders/{order_number}/cancellation", credentials))

    def invoice(self, credentials: Mapping[str, str], order_number: str) -> ShownInvoice:
        """A copy of the invoice. Raises Refused where there is no such order, or it was not paid."""
        return invoice_of(self.api.call("GET", f"/orders/{order_number}/invoice", credentials))

    def claim(self, customer: Mapping[str, str], guest: Mapping[str, str], order_number: str) -> Order:
        """Take a guest's order into the customer's account, by the guest's token. Raises Refused."""
        return _order(self.api.call("POST", f"/orders/{order_number}/claim", {**customer, **guest}))

    def send_to(self, credentials: Mapping[str, str], order_number: str, address: Mapping[str, Any]) -> None:
        """Send the order to this address. Raises Refused."""
        send_to(self.api, credentials, order_number, address)

    def erase(self, credentials: Mapping[str, str]) -> bool:
        """Erase the personal data of every order of the account; whether it is complete. Raises Refused."""
        return bool(self.api.call("POST", "/personal-data/erasure", credentials)["state"] == "complete")

    def open_ebook(self, _credentials: Mapping[str, str], link: str) -> str:
        """Open the link to an e-book, of which the token alone is sent; the title. Raises Refused."""
        token = dict(parse_qsl(urlsplit(link).query)).get("token", "")
        return str(self.api.call("POST", "/downloads/opening", {}, {"token": token})["title"])


def send_to(api: Api, credentials: Mapping[str, str], order_number: str, address: Mapping[str, Any]) -> None:
    """Send the order to this address, as its buyer or as the staff. Raises Refused."""
    api.call("PUT", f"/orders/{order_number}/address", credentials, dict(address))


def _order(body: dict[str, Any]) -> Order:
    currency = body["currency"]
    lines = tuple(_line(line, currency) for line in body["lines"])
    total, refunds = Money(body["grand_total"], currency), body["refunds"]
    told = tuple(_refund(refund, currency) for refund in refunds)
    shipping = Money(body["shipping"], currency)
    known = (body["order_number"], body["state"], total, lines, shipping, told)
    parcels = tuple(
        {line["title"]: line["quantity"] for line in parcel["lines"]} for parcel in body["shipments"]
    )
    came_back = tuple(
        {line["title"]: line["unharmed"] + line["damaged"] for line in each["lines"]}
        for each in body["returns"]
    )
    exchanged = tuple(
        {line["title"]: line["quantity"] for line in each["lines"]}
        for each in body["exchanges"]
        if each["state"] == "sold"
    )
    redeemed = Money(body["redeemed"], currency)
    return Order(
        *known,
        redeemed=redeemed,
        shipped_by=body["shipping_method"] or "",
        parcels=parcels,
        came_back=came_back,
        charges=tuple(
            Money(each["charge"], currency) for each in body["shipments"] if each["charge_state"] == "charged"
        ),
        exchanged=exchanged,
        by_transfer=body["transfer"] is not None,
    )


def _line(body: dict[str, Any], currency: str) -> OrderLine:
    added = body["tax"] if body["tax_mode"] == "added" else 0
    paid = body["line_total"] - body["discount"] + added
    return OrderLine(body["title"], body["quantity"], Money(body["line_total"], currency), paid)


def _refund(body: dict[str, Any], currency: str) -> Refund:
    tax, discount = (sum(share[what] for share in body["shares"]) for what in ("tax", "discount"))
    amount, of_tax, off = (Money(each, currency) for each in (body["amount"], tax, discount))
    return Refund(body["refund_id"], body["state"], amount, of_tax, off, body["reduced"])


@dataclass(frozen=True)
class RefundsDriver:
    """Refunds orders, erases them and reads their state, for the staff."""

    api: Api

    def refund(self, staff: Mapping[str, str], order_number: str, wish: Mapping[str, Any]) -> str:
        """Request this refund; its state. Raises Refused."""
        body = {"reason": "the customer asked for it", **wish}
        return str(self.api.call("POST", f"/orders/{order_number}/refunds", staff, body)["state"])

    def has_order(self, staff: Mapping[str, str], checkout_id: str) -> bool:
        """Whether this checkout has an order, in any state."""
        return self.order_of(staff, checkout_id) is not None

    def order_of(self, staff: Mapping[str, str], checkout_id: str) -> Order | None:
        """The order of this checkout as the staff sees it: without lines, and with one sum of all refunds."""
        try:
            seen = self.api.call("GET", f"/checkouts/{checkout_id}/order", staff)
        except Refused:
            return None
        total, none, back = (
            Money(amount, seen["currency"]) for amount in (seen["grand_total"], 0, seen["refunded"])
        )
        refunds = (Refund("", "refunded", back, none, none),) if back.amount else ()
        return Order(seen["order_number"], seen["state"], total, (), none, refunds)

    def erase(self, staff: Mapping[str, str], order_number: str) -> bool:
        """Erase the personal data of this order; whether it is complete. Raises Refused."""
        return bool(self.api.call("POST", f"/orders/{order_number}/erasure", staff)["state"] == "complete")

    def send_to(self, staff: Mapping[str, str], order_number: str, address: Mapping[str, Any]) -> None:
        """Send the order to this address. Raises Refused."""
        send_to(self.api, staff, order_number, address)

    def for_staff(self, staff: Mapping[str, str], checkout_id: str) -> Mapping[str, str]:
        """What a person has to do about the checkout's order, by what it is about."""
        found = self.api.call("GET", f"/checkouts/{checkout_id}/order", staff)["attention"]
        return {each["about"]: each["says"] for each in found}

    def flag(self, staff: Mapping[str, str], checkout_id: str) -> str | None:
        """The mark for the staff on the checkout's order, or None."""
        found: str | None = self.api.call("GET", f"/checkouts/{checkout_id}/order", staff)["flag"]
        return found
