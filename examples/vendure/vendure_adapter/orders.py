"""Orders as customers see them, and refunds by the staff."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from steps.drivers.api import Refused
from steps.drivers.orders import Order, OrderLine, Refund
from steps.vocabulary.money import Money
from vendure_adapter.graphql import Credentials, GraphQL, demand, hundredths, money

FIELDS = """id code state currencyCode totalWithTax shippingWithTax orderPlacedAt
    lines { id quantity linePriceWithTax proratedLinePriceWithTax productVariant { sku name } }
    payments { id state amount refunds { id state total } }"""
_STATES = {"PaymentSettled": "paid", "Cancelled": "canceled"}  # PaymentAuthorized: placed
_REFUNDS = {"Settled": "refunded", "Pending": "pending", "Failed": "failed"}
_SLUGS = {"REFUND_AMOUNT_ERROR": "refund-too-large", "REFUND_ORDER_STATE_ERROR": "not-refundable"}
_BY_CODE = f"""query($c: String!) {{
    orders(options: {{filter: {{code: {{eq: $c}}}}}}) {{ items {{ {FIELDS} }} }} }}"""
_REFUND = """mutation($i: RefundOrderInput!) { done: refundOrder(input: $i) { __typename
    ... on Refund { state } ... on ErrorResult { errorCode message } } }"""


def read_order(body: Mapping[str, Any]) -> Order:
    """An order of Vendure as the suite knows orders."""
    currency = body["currencyCode"]
    nothing = Money(0, currency)
    lines = tuple(
        OrderLine(
            each["productVariant"]["name"],
            each["quantity"],
            money(each["linePriceWithTax"], currency),
            money(each["proratedLinePriceWithTax"], currency).amount,
        )
        for each in body["lines"]
        if each["quantity"]
    )
    made = [refund for payment in body["payments"] or () for refund in payment["refunds"]]
    refunds = tuple(
        Refund(
            each["id"], _REFUNDS.get(each["state"], "asked"), money(each["total"], currency), nothing, nothing
        )
        for each in made
    )
    state = _STATES.get(body["state"], "placed")
    total, shipping = (money(body[name], currency) for name in ("totalWithTax", "shippingWithTax"))
    return Order(body["code"], state, total, lines, shipping, refunds, checkout_id=body["code"])


@dataclass(frozen=True)
class VendureOrders:
    """Reads orders."""

    graphql: GraphQL

    def of(self, credentials: Credentials) -> tuple[Order, ...]:
        """Every placed order of a signed-in customer."""
        query = (
            f"{{ activeCustomer {{ orders(options: {{sort: {{id: ASC}}}}) {{ items {{ {FIELDS} }} }} }} }}"
        )
        found = self.graphql.shop(credentials, query)["activeCustomer"]
        return (
            tuple(read_order(each) for each in found["orders"]["items"] if each["orderPlacedAt"])
            if found
            else ()
        )

    def numbered(self, credentials: Credentials, order_number: str) -> Order:
        """The order with this code. Raises Refused where these credentials see none."""
        query = f"query($c: String!) {{ orderByCode(code: $c) {{ {FIELDS} }} }}"
        found = self.graphql.shop(credentials, query, c=order_number)["orderByCode"]
        if found is None:
            raise Refused("not-found", "there is no such order", 404)
        return read_order(found)


@dataclass(frozen=True)
class VendureRefunds:
    """Refunds, and orders as the staff sees them."""

    graphql: GraphQL

    def refund(self, staff: Credentials, order_number: str, wish: Mapping[str, Any]) -> str:
        """Without the id of the refund: Vendure knows none, and refunds again where it is asked again."""
        body = self._body(order_number)
        paid = next((each for each in (body or {}).get("payments") or () if each["state"] == "Settled"), None)
        if body is None or paid is None:
            raise Refused("not-refundable", "nothing was paid", 409)
        returned = sum(each["total"] for each in paid["refunds"] if each["state"] != "Failed")
        asked = {
            "paymentId": paid["id"],
            "amount": self._amount(body, wish, returned),
            "reason": "the customer asked for it",
            "lines": [],
            "shipping": 0,
            "adjustment": 0,
        }
        left = money(paid["amount"] - returned, body["currencyCode"]).amount
        done = demand(self.graphql.staff(_REFUND, i=asked)["done"], _SLUGS, refundable=left)
        return _REFUNDS.get(done["state"], "pending")

    def order_of(self, staff: Credentials, checkout_id: str) -> Order | None:
        """The placed order with this code."""
        found = self._body(checkout_id)
        return read_order(found) if found and found["orderPlacedAt"] else None

    def has_order(self, staff: Credentials, checkout_id: str) -> bool:
        """Whether there is one."""
        return self.order_of(staff, checkout_id) is not None

    def _amount(self, body: Mapping[str, Any], wish: Mapping[str, Any], returned: int) -> int:
        """Hundredths: an amount, the price of lines, or all that is left."""
        if "amount" in wish:
            return hundredths(Money(wish["amount"], body["currencyCode"]))
        if "lines" in wish:
            by_sku = {each["productVariant"]["sku"]: each for each in body["lines"]}
            lines = [(by_sku[each["sku"]], each["quantity"]) for each in wish["lines"]]
            return sum(
                round(line["proratedLinePriceWithTax"] / line["quantity"] * count) for line, count in lines
            )
        return int(body["totalWithTax"]) - returned

    def _body(self, code: str) -> dict[str, Any] | None:
        found = self.graphql.staff(_BY_CODE, c=code)["orders"]["items"]
        return found[0] if found else None
