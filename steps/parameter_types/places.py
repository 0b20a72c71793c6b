"""Countries, regions, and the parts of an address."""

from __future__ import annotations

from steps.parameter_types.phrases import one_of

_COUNTRIES = {
    "the United States": "US",
    "the United Kingdom": "GB",
    "Canada": "CA",
    "Germany": "DE",
    "Hong Kong": "HK",
    "Ireland": "IE",
    "Japan": "JP",
    "Kuwait": "KW",
    "Singapore": "SG",
}
_STATES = {"Oregon": "OR", "Washington": "WA", "New Jersey": "NJ", "California": "CA", "New York": "NY"}
_ADDRESS_PARTS = {
    "name": "name",
    "street": "line1",
    "second line": "line2",
    "city": "city",
    "region": "region",
    "postal code": "postal_code",
    "country": "country",
}

TYPES = {
    "Country": one_of(_COUNTRIES),
    "Region": one_of(_STATES),
    "Place": one_of(_COUNTRIES | {name: f"US-{code}" for name, code in _STATES.items()}),
    "AddressPart": one_of(_ADDRESS_PARTS),
}
"""ISO 3166-1 codes; regions are states of the United States; parts of an address are fields of its JSON.

A place is a country or such a state, by its code of ISO 3166-1 or 3166-2.
"""
