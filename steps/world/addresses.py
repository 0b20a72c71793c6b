"""Postal addresses of a scenario's people: every field has a value, and each person values of their own."""

from __future__ import annotations

from collections.abc import Mapping
from random import choices
from typing import Any
from uuid import uuid4

ADDRESS: Mapping[str, Any] = {
    "name": "Ada Reader",
    "line1": "12 Library Lane",
    "city": "Portland",
    "region": "OR",
    "postal_code": "97201",
    "country": "US",
}
_TYPED_FREELY = ("name", "line1", "line2", "city", "region", "postal_code")
_RARE_LETTERS = tuple(map(chr, range(0x20000, 0x2A6D0)))
"""Chinese letters beyond the basic plane of Unicode: four bytes each in UTF-8."""
_NOWHERE: Mapping[str, Any] = {"city": None, "region": None, "postal_code": None}
PLACES: Mapping[str, Mapping[str, Any]] = {
    country: {**_NOWHERE, **place, "country": country}
    for country, place in {
        "US": {"city": "Portland", "region": "OR", "postal_code": "97201"},
        "CA": {"city": "Ottawa", "region": "ON", "postal_code": "K1A 0B1"},
        "DE": {"city": "Berlin", "postal_code": "10115"},
        "GB": {"city": "London", "postal_code": "SW1A 1AA"},
        "HK": {"city": "Central", "region": "Hong Kong Island"},
        "IE": {"city": "Galway"},
        "JP": {"city": "Shinjuku", "region": "Tokyo", "postal_code": "160-0022"},
        "KW": {"city": "Kuwait City", "postal_code": "13001"},
        "SG": {"postal_code": "018956"},
    }.items()
}
"""A place in each country, with what its post demands and no more, by ISO 3166-1 code."""
STATES: Mapping[str, Mapping[str, Any]] = {
    f"US-{place['region']}": {**place, "country": "US"}
    for place in (
        {"city": "Portland", "region": "OR", "postal_code": "97201"},
        {"city": "Seattle", "region": "WA", "postal_code": "98101"},
        {"city": "Trenton", "region": "NJ", "postal_code": "08608"},
        {"city": "Sacramento", "region": "CA", "postal_code": "95814"},
        {"city": "Albany", "region": "NY", "postal_code": "12207"},
    )
}
"""A place in some states of the United States, by ISO 3166-2 code."""


ELSEWHERE: Mapping[str, Any] = {**ADDRESS, "line1": "3 Garden Row", "line2": None, "postal_code": "97202"}
"""Another address in the same town."""
ABROAD: Mapping[str, Any] = {**ELSEWHERE, **PLACES["CA"]}
"""An address to which no order of this town may be sent."""


def own_address() -> dict[str, Any]:
    """An address in the United States that no other person of the run has, with its optional second line.

    The name has a combining accent (e and U+0301): a program that changes the form of Unicode is found out.
    """
    mark = uuid4().hex[:8]
    own = {
        "name": f"Rene\u0301e Reader-{mark}",
        "line1": f"12 Library Lane {mark}",
        "line2": f"Apartment {mark}",
    }
    return {**ADDRESS, **own}


def letters_beyond_ascii(count: int) -> dict[str, str]:
    """Each field of an address that is typed freely, with so many rare letters that nothing compresses."""
    return {name: "".join(choices(_RARE_LETTERS, k=count)) for name in _TYPED_FREELY}


def own_locale() -> str:
    """American English with a private subtag (BCP 47, section 2.2.7) that no other person of the run has."""
    return f"en-US-x-{uuid4().hex[:8]}"
