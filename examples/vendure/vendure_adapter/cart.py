"""The cart: in Vendure the active order of a session or a customer, which has no name of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from steps.drivers.api import NotOffered
from steps.drivers.cart import ShownAvailability, ShownQuote
from steps.drivers.graphql import demand
from steps.drivers.port_defaults import CartDefaults
from steps.vocabulary.money import Money, of_hundredths
from vendure_adapter.graphql import ERROR, Credentials, GraphQL, currency_key
from vendure_adapter.stock import variant_id

_ORDER = "code totalWithTax currencyCode lines { id quantity productVariant { sku name stockLevel } }"
_RESULT = f"""{ERROR} ... on Order {{ {_ORDER} }}
    ... on InsufficientStockError {{ quantityAvailable }} ... on OrderLimitError {{ maxItems }}"""
_ADD = f"""mutation($v: ID!, $q: Int!) {{
    done: addItemToOrder(productVariantId: $v, quantity: $q) {{ {_RESULT} }} }}"""
_PUT = (
    f"mutation($l: ID!, $q: Int!) {{ done: adjustOrderLine(orderLineId: $l, quantity: $q) {{ {_RESULT} }} }}"
)
_OPEN = 'mutation { transitionOrderToState(state: "AddingItems") { __typename } }'
_SHIP = f"""mutation($a: CreateAddressInput!, $w: [ID!]!) {{
    address: setOrderShippingAddress(input: $a) {{ {ERROR} }}
    done: setOrderShippingMethod(shippingMethodId: $w) {{ {ERROR} ... on Order {{ {_ORDER} }} }} }}"""
_ADDRESS = {
    **{"fullName": "name", "streetLine1": "line1", "streetLine2": "line2", "city": "city"},
    **{"province": "region", "postalCode": "postal_code", "countryCode": "country"},
}
_SLUGS = {"INSUFFICIENT_STOCK_ERROR": "not-enough-copies", "ORDER_LIMIT_ERROR": "limit-per-title"}
_STOCK = {"IN_STOCK": "in-stock", "LOW_STOCK": "in-stock", "OUT_OF_STOCK": "sold-out"}


@dataclass(frozen=True)
class VendureCart(CartDefaults):
    """Adds, changes and shows; the handle of a cart names the session that it belongs to."""

    graphql: GraphQL

    def open(self, credentials: Credentials, currency: str) -> tuple[str, str | None]:
        """Nothing is sent: an active order begins with the first title."""
        handle = f"cart-{uuid4()}"
        kept = {currency_key(credentials): currency, handle: dict(credentials)}
        self.graphql.context.memory.update(kept)
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
        by_sku = {each["productVariant"]["sku"]: each["id"] for each in self.order_lines(credentials)}
        if sku in by_sku:
            self._changed(credentials, _PUT, sku, l=by_sku[sku], q=copies)
        else:
            self.add(credentials, cart_id, sku, copies)

    def lines(self, credentials: Credentials, cart_id: str) -> dict[str, int]:
        """Copies by SKU."""
        self.own(credentials, cart_id)
        return {each["productVariant"]["sku"]: each["quantity"] for each in self.order_lines(credentials)}

    def line_availability(self, credentials: Credentials, cart_id: str) -> dict[str, ShownAvailability]:
        """Whether each line is in stock: the Shop API tells no number."""
        variants = [each["productVariant"] for each in self.order_lines(credentials)]
        return {each["sku"]: ShownAvailability(_STOCK[each["stockLevel"]], None) for each in variants}

    def quote(self, credentials: Credentials, cart_id: str, address: Mapping[str, Any]) -> ShownQuote:
        """The page before the last click: the active order has its address and its way of shipping then."""
        kept = self.graphql.context.memory
        order, seen = self.active(credentials), f"total of {cart_id}"
        if order is None:  # bought already: a second tab shows what it showed before
            return ShownQuote("", kept.get(seen, Money(0, "USD")), 0)
        if kept.get(order["code"]) != address:
            order = self._addressed(credentials, order["code"], address)
        kept[seen] = of_hundredths(order["totalWithTax"], order["currencyCode"])
        return ShownQuote(order["code"], kept[seen], 0)

    def active(self, credentials: Credentials) -> Any:
        """The active order; None where there is none."""
        return self.graphql.shop(credentials, f"{{ activeOrder {{ {_ORDER} }} }}")["activeOrder"]

    def order_lines(self, credentials: Credentials) -> list[dict[str, Any]]:
        """The lines of the active order."""
        return list((self.active(credentials) or {"lines": []})["lines"])

    def _addressed(self, credentials: Credentials, code: str, to: Mapping[str, Any]) -> Mapping[str, Any]:
        given = {theirs: to.get(ours) for theirs, ours in _ADDRESS.items()}
        ways = self.graphql.shop(credentials, "{ ways: eligibleShippingMethods { id } }")["ways"]
        found = self.graphql.shop(credentials, _SHIP, a=given, w=[ways[0]["id"]])
        demand(found["address"], checkout_id=code)
        order = demand(found["done"], checkout_id=code)
        self.graphql.context.memory[code] = dict(to)
        return order

    def _changed(self, credentials: Credentials, query: str, sku: str, **variables: Any) -> None:
        """Change the active order; one that waits for its payment is opened again, as a storefront does."""
        found = self.graphql.shop(credentials, query, **variables)["done"]
        if found.get("errorCode") == "ORDER_MODIFICATION_ERROR":
            self.graphql.shop(credentials, _OPEN)
            found = self.graphql.shop(credentials, query, **variables)["done"]
        demand(found, _SLUGS, sku=sku, available=found.get("quantityAvailable"), limit=found.get("maxItems"))
