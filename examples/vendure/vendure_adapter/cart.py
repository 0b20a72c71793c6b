"""The cart: in Vendure the active order of a session or a customer, which has no name of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from steps.drivers.adapter import NotOffered
from steps.drivers.cart import ShownAvailability, ShownQuote
from steps.vocabulary.money import Money
from vendure_adapter.graphql import Credentials, GraphQL, credentials_key, demand, money
from vendure_adapter.stock import variant_id

_ORDER = "code totalWithTax currencyCode lines { id quantity productVariant { sku } }"
_RESULT = f"""__typename ... on Order {{ {_ORDER} }} ... on ErrorResult {{ errorCode message }}
    ... on InsufficientStockError {{ quantityAvailable }} ... on OrderLimitError {{ maxItems }}"""
_ADD = f"""mutation($v: ID!, $q: Int!) {{
    done: addItemToOrder(productVariantId: $v, quantity: $q) {{ {_RESULT} }} }}"""
_PUT = f"""mutation($l: ID!, $q: Int!) {{
    done: adjustOrderLine(orderLineId: $l, quantity: $q) {{ {_RESULT} }} }}"""
_SLUGS = {"INSUFFICIENT_STOCK_ERROR": "not-enough-copies", "ORDER_LIMIT_ERROR": "limit-per-title"}
_STOCK = {"IN_STOCK": "in-stock", "LOW_STOCK": "in-stock", "OUT_OF_STOCK": "sold-out"}


@dataclass(frozen=True)
class VendureCart:
    """Adds, changes and shows; the handle of a cart names the session that it belongs to."""

    graphql: GraphQL

    def open(self, credentials: Credentials, currency: str) -> tuple[str, str | None]:
        """Nothing is sent: an active order begins with the first title."""
        self.graphql.context.memory[credentials_key(credentials)] = currency
        handle = f"cart-{uuid4()}"
        self.graphql.context.memory[handle] = dict(credentials)
        return handle, None

    def own(self, credentials: Credentials, cart_id: str) -> None:
        """Raises NotOffered for the cart of another session: no request of Vendure's can name it."""
        if self.graphql.context.memory[cart_id] != dict(credentials):
            raise NotOffered("Vendure has no way to name the cart of another customer")

    def add(
        self, credentials: Credentials, cart_id: str, sku: str, copies: int, key: str | None = None
    ) -> None:
        """Without the key: Vendure knows none for an addition, and adds again."""
        self.own(credentials, cart_id)
        self._changed(credentials, _ADD, sku, v=variant_id(self.graphql, sku), q=copies)

    def put(self, credentials: Credentials, cart_id: str, sku: str, copies: int) -> None:
        """Set the copies of a line; a title that has none is added."""
        self.own(credentials, cart_id)
        lines = (self.active(credentials) or {"lines": []})["lines"]
        line = next((each["id"] for each in lines if each["productVariant"]["sku"] == sku), None)
        if line is None:
            self.add(credentials, cart_id, sku, copies)
            return
        self._changed(credentials, _PUT, sku, l=line, q=copies)

    def remove(self, credentials: Credentials, cart_id: str, sku: str) -> None:
        """Set the copies to zero."""
        self.put(credentials, cart_id, sku, 0)

    def lines(self, credentials: Credentials, cart_id: str) -> dict[str, int]:
        """Copies by SKU."""
        self.own(credentials, cart_id)
        lines = (self.active(credentials) or {"lines": []})["lines"]
        return {each["productVariant"]["sku"]: each["quantity"] for each in lines}

    def line_availability(self, credentials: Credentials, cart_id: str) -> dict[str, ShownAvailability]:
        """Whether each line is in stock: the Shop API tells no number."""
        query = "{ activeOrder { lines { productVariant { sku stockLevel } } } }"
        lines = self.graphql.shop(credentials, query)["activeOrder"]["lines"]
        variants = [each["productVariant"] for each in lines]
        return {each["sku"]: ShownAvailability(_STOCK[each["stockLevel"]], None) for each in variants}

    def quote(self, credentials: Credentials, cart_id: str, address: Mapping[str, Any]) -> ShownQuote:
        """The page before the last click: the active order has its address and its way of shipping then."""
        kept = self.graphql.context.memory
        order, seen = self.active(credentials), f"total of {cart_id}"
        if order is None:  # bought already: a second tab shows what it showed before
            return ShownQuote("", kept.get(seen, Money(0, "USD")), 0, None, None)
        if kept.get(order["code"]) != address:
            order = self._addressed(credentials, order["code"], address)
        kept[seen] = money(order["totalWithTax"], order["currencyCode"])
        return ShownQuote(order["code"], kept[seen], 0, None, None)

    def total(self, credentials: Credentials, cart_id: str, address: Mapping[str, Any]) -> Money:
        """The grand total of the quote."""
        return self.quote(credentials, cart_id, address).total

    def active(self, credentials: Credentials) -> dict[str, Any] | None:
        """The active order; None where there is none."""
        found: dict[str, Any] | None = self.graphql.shop(credentials, f"{{ activeOrder {{ {_ORDER} }} }}")[
            "activeOrder"
        ]
        return found

    def _addressed(self, credentials: Credentials, code: str, to: Mapping[str, Any]) -> Mapping[str, Any]:
        given = {
            "fullName": to["name"],
            "streetLine1": to["line1"],
            "streetLine2": to.get("line2"),
            "city": to["city"],
            "province": to.get("region"),
            "postalCode": to["postal_code"],
            "countryCode": to["country"],
        }
        ways = self.graphql.shop(credentials, "{ eligibleShippingMethods { id } }")["eligibleShippingMethods"]
        found = self.graphql.shop(
            credentials,
            f"""mutation($a: CreateAddressInput!, $w: [ID!]!) {{
                setOrderShippingAddress(input: $a) {{ __typename ... on ErrorResult {{ errorCode message }} }}
                done: setOrderShippingMethod(shippingMethodId: $w) {{
                    __typename ... on Order {{ {_ORDER} }}
                    ... on ErrorResult {{ errorCode message }} }} }}""",
            a=given,
            w=[ways[0]["id"]],
        )
        demand(found["setOrderShippingAddress"], {}, checkout_id=code)
        order = demand(found["done"], {}, checkout_id=code)
        self.graphql.context.memory[code] = dict(to)
        return order

    def _changed(self, credentials: Credentials, query: str, sku: str, **variables: Any) -> None:
        """Change the active order; one that waits for its payment is opened again, as a storefront does."""
        found = self.graphql.shop(credentials, query, **variables)["done"]
        if found.get("errorCode") == "ORDER_MODIFICATION_ERROR":
            opened = 'mutation { transitionOrderToState(state: "AddingItems") { __typename } }'
            self.graphql.shop(credentials, opened)
            found = self.graphql.shop(credentials, query, **variables)["done"]
        demand(found, _SLUGS, sku=sku, available=found.get("quantityAvailable"), limit=found.get("maxItems"))
