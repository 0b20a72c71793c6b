"""Titles, copies and prices: a product with one variant, its stock level and its prices."""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import dataclass
from typing import Any

from steps.drivers.inventory import Availability
from steps.vocabulary.money import Money
from vendure_adapter.graphql import Credentials, GraphQL, hundredths

_PRODUCT = """mutation($n: String!, $s: String!) { createProduct(input: {enabled: true,
    translations: [{languageCode: en, name: $n, slug: $s, description: ""}]}) { id } }"""
_VARIANT = """mutation($p: ID!, $s: String!, $n: String!) { createProductVariants(input: [{productId: $p,
    sku: $s, price: 0, stockOnHand: 0, trackInventory: TRUE,
    translations: [{languageCode: en, name: $n}]}]) { id } }"""
_SET_STOCK = (
    """mutation($v: ID!, $c: Int!) { updateProductVariants(input: [{id: $v, stockOnHand: $c}]) { id } }"""
)
_SET_PRICES = """mutation($v: ID!, $p: [UpdateProductVariantPriceInput!]) {
    updateProductVariants(input: [{id: $v, prices: $p}]) { id } }"""
_LEVELS = "query($v: ID!) { productVariant(id: $v) { stockLevels { stockOnHand stockAllocated } } }"


def variant_id(graphql: GraphQL, sku: str) -> str:
    """Vendure's id of a title that the scenario has put on sale."""
    return str(graphql.context.memory[f"variant of {sku}"])


@dataclass(frozen=True)
class VendureStock:
    """Receives and counts copies."""

    graphql: GraphQL

    def receive(self, staff: Credentials, sku: str, title: str, copies: int) -> None:
        """Create the product and its variant, and put copies on the shelf."""
        kept = self.graphql.context.memory
        if f"variant of {sku}" not in kept:
            product = self.graphql.staff(_PRODUCT, n=title, s=sku)["createProduct"]["id"]
            made = self.graphql.staff(_VARIANT, p=product, s=sku, n=title)["createProductVariants"]
            kept[f"variant of {sku}"] = made[0]["id"]
        self.book(staff, sku, "", copies)

    def book(self, staff: Credentials, sku: str, receipt_id: str, copies: int) -> None:
        """Without the receipt: Vendure knows no deliveries, and the staff sets the stock on hand."""
        self._set(sku, self._levels(sku)[0] + copies)

    def count(self, staff: Credentials, sku: str, copies: int) -> Availability:
        """Set the stock on hand."""
        self._set(sku, copies)
        return self.availability(staff, sku)

    def availability(self, staff: Credentials, sku: str) -> Availability:
        """Copies are allocated when an order is placed: here they count as sold."""
        on_hand, allocated = self._levels(sku)
        return Availability(on_hand - allocated, 0, on_hand - allocated)

    def _levels(self, sku: str) -> tuple[int, int]:
        found = self.graphql.staff(_LEVELS, v=variant_id(self.graphql, sku))["productVariant"]["stockLevels"]
        return sum(each["stockOnHand"] for each in found), sum(each["stockAllocated"] for each in found)

    def _set(self, sku: str, copies: int) -> None:
        self.graphql.staff(_SET_STOCK, v=variant_id(self.graphql, sku), c=copies)


@dataclass(frozen=True)
class VendurePrices:
    """Sets prices; rates and taxes are those of the seed."""

    graphql: GraphQL

    def set_price(self, staff: Credentials, sku: str, price: Money) -> None:
        """Set the price in one currency, and keep those in the others: an update replaces them all."""
        kept: MutableMapping[str, Any] = self.graphql.context.memory.setdefault(f"prices of {sku}", {})
        kept[price.currency] = hundredths(price)
        prices = [{"currencyCode": currency, "price": amount} for currency, amount in kept.items()]
        self.graphql.staff(_SET_PRICES, v=variant_id(self.graphql, sku), p=prices)

    def ship_free(self, staff: Credentials, country: str, currency: str) -> None:
        """The seed ships everything for nothing."""
