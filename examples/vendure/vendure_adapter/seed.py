"""What an empty Vendure needs: countries, a zone, a tax, a way of shipping and one of paying."""

from __future__ import annotations

from typing import Any

from vendure_adapter.graphql import ERROR, GraphQL

_CURRENCIES, _COUNTRIES = ["USD", "EUR", "GBP", "JPY", "KWD"], ["US", "DE", "GB", "JP", "KW"]
_COUNTRY = """mutation($c: String!) { createCountry(input: {code: $c, enabled: true,
    translations: [{languageCode: en, name: $c}]}) { id } }"""
_ZONE = 'mutation($m: [ID!]) { createZone(input: {name: "World", memberIds: $m}) { id } }'
_CATEGORY = 'mutation { createTaxCategory(input: {name: "Books", isDefault: true}) { id } }'
_TAX = """mutation($z: ID!, $c: ID!) { createTaxRate(input: {name: "none", enabled: true, value: 0,
    categoryId: $c, zoneId: $z}) { id } }"""
_CHANNEL = f"""mutation($i: ID!, $z: ID!, $cs: [CurrencyCode!]) {{ updateChannel(input: {{id: $i,
    defaultTaxZoneId: $z, defaultShippingZoneId: $z, availableCurrencyCodes: $cs, defaultCurrencyCode: USD,
    pricesIncludeTax: false, trackInventory: true, outOfStockThreshold: 0}}) {{ {ERROR} }} }}"""
_SHIPPING = """mutation($c: ConfigurableOperationInput!) { createShippingMethod(input: {code: "post",
    checker: {code: "default-shipping-eligibility-checker", arguments: [{name: "orderMinimum", value: "0"}]},
    fulfillmentHandler: "manual-fulfillment", calculator: $c,
    translations: [{languageCode: en, name: "Post", description: ""}]}) { id } }"""
_PAYMENT = """mutation { createPaymentMethod(input: {code: "gateway", enabled: true,
    handler: {code: "card-or-wallet", arguments: []},
    translations: [{languageCode: en, name: "Card"}]}) { id } }"""


def calculator(rate: float, tax: float) -> dict[str, Any]:
    """What shipping costs: hundredths, and the tax on them in percent."""
    arguments = {"rate": f"{rate:g}", "includesTax": "exclude", "taxRate": f"{tax:g}"}
    listed = [{"name": name, "value": value} for name, value in arguments.items()]
    return {"code": "default-shipping-calculator", "arguments": listed}


def seed(graphql: GraphQL) -> None:
    """Set the shop up, once."""
    if graphql.staff("{ paymentMethods { totalItems } }")["paymentMethods"]["totalItems"]:
        return
    members = [graphql.staff(_COUNTRY, c=code)["createCountry"]["id"] for code in _COUNTRIES]
    zone = graphql.staff(_ZONE, m=members)["createZone"]["id"]
    graphql.staff(_TAX, z=zone, c=graphql.staff(_CATEGORY)["createTaxCategory"]["id"])
    channel = graphql.staff("{ activeChannel { id } }")["activeChannel"]["id"]
    graphql.staff(_CHANNEL, i=channel, z=zone, cs=_CURRENCIES)
    graphql.staff(_SHIPPING, c=calculator(0, 0))
    graphql.staff(_PAYMENT)
