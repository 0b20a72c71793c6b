"""What an empty Vendure needs: countries, a zone, a tax, a way of shipping and one of paying."""

from __future__ import annotations

from vendure_adapter.graphql import GraphQL

_CURRENCIES = ["USD", "EUR", "GBP", "JPY", "KWD"]
_COUNTRIES = {"US": "United States", "DE": "Germany", "GB": "United Kingdom", "JP": "Japan", "KW": "Kuwait"}
_COUNTRY = """mutation($c: String!, $n: String!) { createCountry(input: {code: $c, enabled: true,
    translations: [{languageCode: en, name: $n}]}) { id } }"""
_ZONE = 'mutation($m: [ID!]) { createZone(input: {name: "World", memberIds: $m}) { id } }'
_CATEGORY = 'mutation { createTaxCategory(input: {name: "Books", isDefault: true}) { id } }'
_TAX = """mutation($z: ID!, $c: ID!) { createTaxRate(input: {name: "none", enabled: true, value: 0,
    categoryId: $c, zoneId: $z}) { id } }"""
_CHANNEL = """mutation($i: ID!, $z: ID!, $cs: [CurrencyCode!]) { updateChannel(input: {id: $i,
    defaultTaxZoneId: $z, defaultShippingZoneId: $z, availableCurrencyCodes: $cs, defaultCurrencyCode: USD,
    pricesIncludeTax: false, trackInventory: true, outOfStockThreshold: 0}) {
    __typename ... on ErrorResult { message } } }"""
_SHIPPING = """mutation { createShippingMethod(input: {code: "post", fulfillmentHandler: "manual-fulfillment",
    checker: {code: "default-shipping-eligibility-checker", arguments: [{name: "orderMinimum", value: "0"}]},
    calculator: {code: "default-shipping-calculator", arguments: [{name: "rate", value: "0"},
        {name: "includesTax", value: "auto"}, {name: "taxRate", value: "0"}]},
    translations: [{languageCode: en, name: "Post", description: ""}]}) { id } }"""
_PAYMENT = """mutation { createPaymentMethod(input: {code: "gateway", enabled: true,
    handler: {code: "card-or-wallet", arguments: []},
    translations: [{languageCode: en, name: "Card"}]}) { id } }"""


def seed(graphql: GraphQL) -> None:
    """Set the shop up, once."""
    if graphql.staff("{ paymentMethods { totalItems } }")["paymentMethods"]["totalItems"]:
        return
    members = [
        graphql.staff(_COUNTRY, c=code, n=name)["createCountry"]["id"] for code, name in _COUNTRIES.items()
    ]
    zone = graphql.staff(_ZONE, m=members)["createZone"]["id"]
    category = graphql.staff(_CATEGORY)["createTaxCategory"]["id"]
    graphql.staff(_TAX, z=zone, c=category)
    channel = graphql.staff("{ activeChannel { id } }")["activeChannel"]["id"]
    graphql.staff(_CHANNEL, i=channel, z=zone, cs=_CURRENCIES)
    graphql.staff(_SHIPPING)
    graphql.staff(_PAYMENT)
