"""Titles, copies, prices, and what is set for everybody: one tax rate and one shipping rate.

A title is a product with one variant. Both rates are 0 but in a scenario.
"""

from __future__ import annotations

from dataclasses import dataclass

from steps.drivers.inventory import Availability
from steps.vocabulary.money import Money, hundredths
from vendure_adapter.graphql import Credentials, GraphQL
from vendure_adapter.seed import calculator

_PRODUCT = """mutation($n: String!, $s: String!) { createProduct(input: {enabled: true,
    translations: [{languageCode: en, name: $n, slug: $s, description: ""}]}) { id } }"""
_VARIANT = """mutation($p: ID!, $s: String!, $n: String!) { createProductVariants(input: [{productId: $p,
    sku: $s, price: 0, stockOnHand: 0, trackInventory: TRUE,
    translations: [{languageCode: en, name: $n}]}]) { id } }"""
_UPDATE = "mutation($i: UpdateProductVariantInput!) { updateProductVariants(input: [$i]) { id } }"
_LEVELS = "query($v: ID!) { productVariant(id: $v) { stockLevels { stockOnHand stockAllocated } } }"
_RATES = "{ taxRates { items { id } } shippingMethods { items { id } } }"
_TAX = "mutation($i: ID!, $v: Float!) { updateTaxRate(input: {id: $i, value: $v}) { id } }"
_SHIP = """mutation($i: ID!, $c: ConfigurableOperationInput!) {
    updateShippingMethod(input: {id: $i, translations: [], calculator: $c}) { id } }"""
_CHANGED = "rates are changed"


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
        self.count(staff, sku, self._levels(sku)[0] + copies)

    def count(self, staff: Credentials, sku: str, copies: int) -> Availability:
        """Set the stock on hand."""
        self.graphql.staff(_UPDATE, i={"id": variant_id(self.graphql, sku), "stockOnHand": copies})
        return self.availability(staff, sku)

    def availability(self, staff: Credentials, sku: str) -> Availability:
        """Copies are allocated when an order is placed: here they count as sold."""
        on_hand, allocated = self._levels(sku)
        return Availability(on_hand - allocated, 0, on_hand - allocated)

    def _levels(self, sku: str) -> tuple[int, int]:
        found = self.graphql.staff(_LEVELS, v=variant_id(self.graphql, sku))["productVariant"]["stockLevels"]
        return sum(each["stockOnHand"] for each in found), sum(each["stockAllocated"] for each in found)


@dataclass(frozen=True)
class VendurePrices:
    """Sets prices and rates."""

    graphql: GraphQL

    def set_price(self, staff: Credentials, sku: str, price: Money) -> None:
        """Set the price in one currency, and keep those in the others: an update replaces them all."""
        kept: dict[str, int] = self.graphql.context.memory.setdefault(f"prices of {sku}", {})
        kept[price.currency] = hundredths(price)
        prices = [{"currencyCode": currency, "price": amount} for currency, amount in kept.items()]
        self.graphql.staff(_UPDATE, i={"id": variant_id(self.graphql, sku), "prices": prices})

    def ship_free(self, staff: Credentials, country: str, currency: str) -> None:
        """The seed ships everything for nothing."""

    def set_tax(self, staff: Credentials, region: str, rate: str, *, on_shipping: bool = False) -> None:
        """In every region: a zone of Vendure is made of countries."""
        self._set(tax=float(rate) * 100, on_shipping=on_shipping)

    def set_shipping(self, staff: Credentials, country: str, rate: Money) -> None:
        """In every country: the example has one way of shipping."""
        self._set(shipping=hundredths(rate))

    def put_back(self, staff: Credentials) -> None:
        """No tax and no charge for shipping, as the seed has it."""
        if self.graphql.context.memory.pop(_CHANGED, True):
            self._set()
        self.graphql.context.memory[_CHANGED] = {}

    def _set(self, **changed: float) -> None:
        rates = self.graphql.context.memory.get(_CHANGED) or {}
        self.graphql.context.memory[_CHANGED] = rates = {**rates, **changed}
        found, tax = self.graphql.staff(_RATES), rates.get("tax", 0)
        shipping = calculator(rates.get("shipping", 0), tax if rates.get("on_shipping") else 0)
        self.graphql.staff(_TAX, i=found["taxRates"]["items"][0]["id"], v=tax)
        self.graphql.staff(_SHIP, i=found["shippingMethods"]["items"][0]["id"], c=shipping)
