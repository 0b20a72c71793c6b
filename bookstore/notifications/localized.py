"""Amounts, dates and countries in the conventions of a locale (CLDR, through Babel)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_currency

from bookstore.platform.civil_time import zone_of
from bookstore.platform.money import Currency

# The languages of mails, each with the locale of a customer who named no country.
_USUAL = {"en": "en_US", "de": "de_DE", "fr": "fr_FR", "ja": "ja_JP"}

# CLDR separates a currency's code from the number (UTS 35, currency spacing); Babel 2.18 does not.
_LETTER_BEFORE_DIGIT = re.compile(r"(?<=[A-Z])(?=[0-9])")


def locale_of(code: str) -> Locale:
    """The customer's locale where mails exist in its language, else American English.

    What Babel does not know of a tag is dropped from its end (RFC 4647, section 3.4): `de-AT-x-wien` is
    `de-AT`, `fr-XX` is French.
    """
    subtags = code.replace("_", "-").split("-")
    language = subtags[0].lower()
    if language not in _USUAL:
        return Locale.parse("en_US")
    for count in range(len(subtags), 1, -1):
        try:
            return Locale.parse("-".join(subtags[:count]), sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse(_USUAL[language])


@dataclass(frozen=True)
class LocaleFormat:
    """How the amounts and dates of one order are written."""

    locale: Locale
    currency: Currency

    def money(self, minor_units: int) -> str:
        """The amount, exact: the number of decimals is the currency's."""
        exact = Decimal(minor_units).scaleb(-self.currency.decimals)
        written = format_currency(exact, self.currency.value, locale=self.locale)
        return _LETTER_BEFORE_DIGIT.sub("\N{NO-BREAK SPACE}", written)

    def date(self, at: datetime, country: str) -> str:
        """The day on which it is this moment in the country, in the long form of the locale."""
        return format_date(at.astimezone(zone_of(country)), format="long", locale=self.locale)

    def country(self, code: str) -> str:
        """The country's name, or its code where the language has no name for it."""
        return str(self.locale.territories.get(code, code))
