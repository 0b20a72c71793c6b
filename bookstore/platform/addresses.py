"""Postal addresses: the one rule for where an order can be delivered to.

A checkout and an order take a `DeliveryAddress`. What is stored is read as an `Address`: it was checked when
it was taken, and a rule that changes later must not make an order unreadable.
"""

from __future__ import annotations

import unicodedata
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    field_validator,
)

from bookstore.platform.countries import Country, country_of
from bookstore.platform.schemas import (
    BLANK_IS_NONE,
    CountryCode,
    OptionalText,
    ShortText,
    StoredText,
    storable,
)


class Address(BaseModel):
    """The address an order is shipped to, as it was taken."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: StoredText
    line1: StoredText
    line2: OptionalText = None
    country: StoredText
    region: OptionalText = None
    city: OptionalText = None
    postal_code: OptionalText = None


def _legible(text: str) -> str:
    """Refuse a name or a street in which there is neither a letter nor a digit."""
    if not any(unicodedata.category(one)[0] in "LN" for one in text):
        raise ValueError("it holds neither a letter nor a digit")
    return text


_Legible = Annotated[ShortText, AfterValidator(_legible)]
_PostalCode = Annotated[
    Annotated[str, StringConstraints(max_length=16), AfterValidator(storable)] | None, BLANK_IS_NONE
]


class DeliveryAddress(Address):
    """An address that a parcel can be delivered to: what the post of its country demands is there.

    City, region and postal code are demanded where the country has them.
    """

    name: _Legible
    line1: _Legible
    country: CountryCode
    city: OptionalText = Field(default=None, validate_default=True)
    postal_code: _PostalCode = Field(default=None, validate_default=True)

    @field_validator("city")
    @classmethod
    def _has_a_place(cls, city: str | None, info: ValidationInfo) -> str | None:
        country = _country(info)
        if city is not None:
            return _legible(city)
        if country and country.needs_city:
            raise ValueError(f"an address in {country.code} needs a city")
        if country and country.needs_city_or_region and info.data.get("region") is None:
            raise ValueError(f"an address in {country.code} needs a city or a region")
        return None

    @field_validator("postal_code")
    @classmethod
    def _is_a_postal_code(cls, postal_code: str | None, info: ValidationInfo) -> str | None:
        country = _country(info)
        if country is None:
            return postal_code
        if postal_code is None and country.needs_postal_code:
            raise ValueError(f"an address in {country.code} needs a postal code{_such_as(country)}")
        if postal_code is not None and not country.has_postal_code(postal_code):
            raise ValueError(f"{country.code} has no such postal code{_such_as(country)}")
        return postal_code


def _country(info: ValidationInfo) -> Country | None:
    """The country's rules; None where the country itself was refused."""
    code = info.data.get("country")
    return country_of(code) if code else None


def _such_as(country: Country) -> str:
    return f", as in {country.postal_code_example}" if country.postal_code_example else ""
