"""Orders as customers see them, and refunds by the staff."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from steps.drivers.api import Refused
from steps.drivers.graphql import demand
from steps.drivers.orders import Order, OrderLine, Refund
from steps.drivers.port_defaults import RefundDefaults
from steps.vocabulary.money import Money, hundredths, of_hundredths
from vendure_adapter.graphql import ERROR, Credentials, GraphQL

FIELDS = """id code state currencyCode totalWithTax shippingWithTax orderPlacedAt
    lines { id quantity linePriceWithTax proratedLinePriceWithTax productVariant { sku name } }
    payments { id state amount refunds { id state total } }"""
_STATES = {"PaymentSettled": "paid", "Cancelled": "canceled"}  # PaymentAuthorized: placed
_REFUNDS = {"Settled": "refunded", "Pending": "pending", "Failed": "failed"}
_SLUGS = {"REFUND_AMOUNT_ERROR": "refund-too-large", "REFUND_ORDER_STATE_ERROR": "not-refundable"}
_OWN = f"{{ activeCustomer {{ orders(options: {{sort: {{id: ASC}}}}) {{ items {{ {FIELDS} }} }} }} }}"
_BY_CODE = f"query($c: String!) {{ orderByCode(code: $c) {{ {FIELDS} }} }}"
_OF_ALL = f"""query($c: String!) {{
    orders(options: {{filter: {{code: {{eq: $c}}}}}}) {{ items {{ {FIELDS} }} }} }}"""
_REFUND = f"""mutation($i: RefundOrderInput!) {{
    done: refundOrder(input: $i) {{ {ERROR} ... on Refund {{ state }} }} }}"""


def read_order(body: Mapping[str, Any]) -> Order:
    """An order of Vendure as the suite knows orders."""

    def amount(of: Mapping[str, Any], name: str) -> Money:
        return of_hundredths(of[name], body["currencyCode"])

    lines = []
    for each in body["lines"]:
        paid = amount(each, "proratedLinePriceWithTax").amount
        title, copies = each["productVariant"]["name"], each["quantity"]
        if copies:
            lines.append(OrderLine(title, copies, amount(each, "linePriceWithTax"), paid))
    nothing = Money(0, body["currencyCode"])
    refunds = tuple(
        Refund(each["id"], _REFUNDS.get(each["state"], "asked"), amount(each, "total"), nothing, nothing)
        for payment in body["payments"] or ()
        for each in payment["refunds"]
    )
    state, total = _STATES.get(body["state"], "placed"), amount(body, "totalWithTax")
    shipping = amount(body, "shippingWithTax")
    return Order(body["code"], state, total, tuple(lines), shipping, refunds, checkout_id=body["code"])


@dataclass(frozen=True)
class VendureOrders:
    """Reads orders."""

    graphql: GraphQL

    def of(self, credentials: Credentials) -> tuple[Order, ...]:
        """Every placed order of a signed-in customer."""
        found = self.graphql.shop(credentials, _OWN)["activeCustomer"]
        bodies = found["orders"]["items"] if found else ()
        return tuple(read_order(each) for each in bodies if each["orderPlacedAt"])

    def numbered(self, credentials: Credentials, order_number: str) -> Order:
        """The order with this code. Raises Refused where these credentials see none."""
        found = self.graphql.shop(credentials, _BY_CODE, c=order_number)["orderByCode"]
        if found is None:
            raise Refused("not-found", "there is no such order", 404)
        return read_order(found)


@dataclass(frozen=True)
class VendureRefunds(RefundDefaults):
    """Refunds, and orders as the staff sees them."""

    graphql: GraphQL

    def refund(self, staff: Credentials, order_number: str, wish: Mapping[str, Any]) -> str:
        """Without the id of the refund: Vendure knows none, and refunds again where it is asked again."""
        body = self._body(order_number) or {}
        paid = next((each for each in body.get("payments") or () if each["state"] == "Settled"), None)
        if paid is None:
            raise Refused("not-refundable", "nothing was paid", 409)
        returned = sum(each["total"] for each in paid["refunds"] if each["state"] != "Failed")
        asked = {"paymentId": paid["id"], "amount": self._amount(body, wish, returned), "lines": []}
        asked |= {"reason": "the customer asked for it", "shipping": 0, "adjustment": 0}
        left = of_hundredths(paid["amount"] - returned, body["currencyCode"]).amount
        done = demand(self.graphql.staff(_REFUND, i=asked)["done"], _SLUGS, refundable=left)
        return _REFUNDS.get(done["state"], "pending")

    def order_of(self, staff: Credentials, checkout_id: str) -> Order | None:
        """The placed order with this code."""
        found = self._body(checkout_id)
        return read_order(found) if found and found["orderPlacedAt"] else None

    def _amount(self, body: Mapping[str, Any], wish: Mapping[str, Any], returned: int) -> int:
        """Hundredths: an amount, the price of lines, or all that is left."""
        if "amount" in wish:
            return hundredths(Money(wish["amount"], body["currencyCode"]))
        if "lines" not in wish:
            return int(body["totalWithTax"]) - returned
        by_sku = {each["productVariant"]["sku"]: each for each in body["lines"]}
        lines = [(by_sku[each["sku"]], each["quantity"]) for each in wish["lines"]]
        return sum(round(one["proratedLinePriceWithTax"] / one["quantity"] * count) for one, count in lines)

    def _body(self, code: str) -> dict[str, Any] | None:
        return next(iter(self.graphql.staff(_OF_ALL, c=code)["orders"]["items"]), None)
