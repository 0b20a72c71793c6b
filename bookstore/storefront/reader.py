"""A reader: the language, the conventions and the currency in which the pages are written for a buyer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime
from babel.numbers import format_currency, format_percent

from bookstore.platform.civil_time import zone_of
from bookstore.platform.countries import country_of
from bookstore.platform.money import Currency
from bookstore.storefront.catalogs import Translate, translatable, translator

LANGUAGES = {"en-US": "English (US)", "en-GB": "English (UK)", "de-DE": "Deutsch", "ja-JP": "日本語"}
"""The languages that a buyer can choose, each by its own name; the words of the pages may be English."""
_WAYS_OF_SHIPPING = {
    "standard": translatable("Standard shipping"),
    "express": translatable("Express shipping"),
    "overnight": translatable("Overnight shipping"),
}
_CURRENCIES = {"US": Currency.USD, "GB": Currency.GBP, "JP": Currency.JPY, "KW": Currency.KWD}
_EURO = frozenset(("AT", "BE", "DE", "ES", "FI", "FR", "GR", "IE", "IT", "LU", "NL", "PT"))
_USUAL = {"en": "en-US", "de": "de-DE", "ja": "ja-JP", "fr": "fr-FR"}
_ACCEPTED = re.compile(r"\s*([A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*)\s*(?:;\s*q=([01](?:\.[0-9]{0,3})?))?\s*")
_LONGEST = 200  # characters of Accept-Language that are read
# CLDR separates a currency's code from the number; Babel 2.18 does not.
_LETTER_BEFORE_DIGIT = re.compile(r"(?<=[A-Z])(?=[0-9])")


@dataclass(frozen=True)
class Reader:
    """The locale and the currency of a buyer."""

    locale: Locale
    currency: Currency

    @classmethod
    def of(cls, accepted: str, language: str | None, currency: Currency | None) -> Reader:
        """The reader with this Accept-Language header; what the buyer has chosen comes first."""
        locale = _locale(language) or next(filter(None, map(_locale, _preferred(accepted))), None)
        locale = locale or Locale.parse("en_US")
        return cls(locale, currency or _usual_currency(locale))

    @property
    def tag(self) -> str:
        """The language tag (BCP 47), such as de-DE."""
        return str(self.locale).replace("_", "-")

    @property
    def page_language(self) -> str:
        """The language of the page's own words: English where there is no catalog."""
        return self.locale.language if self.locale.language in ("en", "de") else "en"

    @property
    def text(self) -> Translate:
        """The function that gives the page's own words in this language."""
        return translator(self.locale.language)

    def way_of_shipping(self, way: str) -> str:
        """The name of a way of shipping; one that the staff has made up is called as they have written it."""
        known = _WAYS_OF_SHIPPING.get(way)
        return self.text(known) if known else way

    def money(self, minor_units: int, currency: Currency | None = None) -> str:
        """The amount, exact: the number of decimals is the currency's."""
        written_in = currency or self.currency
        exact = Decimal(minor_units).scaleb(-written_in.decimals)
        written = format_currency(exact, written_in.value, locale=self.locale)
        return _LETTER_BEFORE_DIGIT.sub("\N{NO-BREAK SPACE}", written)

    def rate(self, fraction: str) -> str:
        """A tax rate such as "0.0825" in percent, with all its decimals."""
        return format_percent(Decimal(fraction).normalize(), locale=self.locale, decimal_quantization=False)

    def day(self, at: datetime, country: str | None = None) -> str:
        """The day on which it is this moment in the country; in UTC without one."""
        return format_date(_in(country, at).date(), "long", locale=self.locale)

    def moment(self, at: datetime, country: str | None = None) -> str:
        """Date, time and zone in the country; in UTC without one. Where its reader is, no page knows."""
        written = _in(country, at)
        return f"{format_datetime(written, 'medium', locale=self.locale)} {written.tzname()}"

    def countries(self) -> list[tuple[str, str]]:
        """Code and name of every country that a parcel can be sent to, by name."""
        named = [
            (code, str(name))
            for code, name in self.locale.territories.items()
            if len(code) == 2 and code.isalpha() and code.isupper() and country_of(code) is not None
        ]
        return sorted(named, key=lambda each: each[1].casefold())

    def country(self, code: str | None) -> str:
        """The country's name, or its code where the language has no name for it."""
        return str(self.locale.territories.get(code or "", code or ""))

    def town(self, address: Mapping[str, str | None]) -> list[tuple[str, str]]:
        """Town, region and postal code in the order of the country's post, with their names at schema.org."""
        country = country_of(address.get("country") or "")
        town = [("addressLocality", address.get("city")), ("addressRegion", address.get("region"))]
        code = [("postalCode", address.get("postal_code"))]
        parts = town + code if country is not None and country.postal_code_last else code + town
        return [(name, text) for name, text in parts if text]


def _in(country: str | None, at: datetime) -> datetime:
    return at.astimezone(zone_of(country) if country else UTC)


def _preferred(accepted: str) -> list[str]:
    """The language tags of an Accept-Language header, the most wanted first (RFC 9110, section 12.5.4)."""
    matches = [found for part in accepted[:_LONGEST].split(",") if (found := _ACCEPTED.fullmatch(part))]
    weighed = [(float(found[2] or 1), found[1]) for found in matches]
    return [tag for weight, tag in sorted(weighed, key=lambda each: -each[0]) if weight > 0]


def _locale(tag: str | None) -> Locale | None:
    """The locale of the tag, with a country; None where Babel or the shop does not know the language."""
    if not tag:
        return None
    language = tag.partition("-")[0].lower()
    if language not in _USUAL:
        return None
    try:
        found = Locale.parse("-".join(tag.split("-")[:3]), sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse(_USUAL[language], sep="-")
    return found if found.territory else Locale.parse(_USUAL[language], sep="-")


def _usual_currency(locale: Locale) -> Currency:
    country = locale.territory or ""
    return Currency.EUR if country in _EURO else _CURRENCIES.get(country, Currency.USD)
