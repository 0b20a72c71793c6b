"""The audit writes amounts, days and places as records 5 and 21 say."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bookstore.notifications.localized import locale_of as locale_in_mails
from bookstore.platform.civil_time import zone_of
from environment.audit.letters.conventions import address_lines, day_in, locale_of, money_in
from environment.audit.letters.reading import blocks_of, lines_of

_NEW_YEAR_IN_GREENWICH = datetime(2027, 1, 1, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("country", "day"),
    [
        ("US", "December 31, 2026"),
        ("CA", "December 31, 2026"),
        ("DE", "January 1, 2027"),
        ("JP", "January 1, 2027"),
    ],
)
def test_the_day_is_that_of_the_destination(country: str, day: str) -> None:
    assert day_in(locale_of("en-US"), _NEW_YEAR_IN_GREENWICH, country) == (day,)
    there = _NEW_YEAR_IN_GREENWICH.astimezone(zone_of(country))
    assert f"{there:%B} {there.day}, {there.year}" == day


@pytest.mark.parametrize(
    ("country", "place"),
    [
        ("US", "Town, XY 123"),
        ("GB", "Town, XY 123"),
        ("BR", "Town, XY 123"),
        ("DE", "123 Town XY"),
        ("KW", "123 Town XY"),
    ],
)
def test_the_postal_code_stands_where_the_post_of_the_country_writes_it(country: str, place: str) -> None:
    address = {"name": "Ada", "line1": "1 Way", "country": country, "city": "Town", "region": "XY"}
    assert address_lines(locale_of("en-US"), address | {"postal_code": "123"})[2] == place


@pytest.mark.parametrize("tag", ["en-US", "de", "de-AT-x-wien", "fr-XX", "pt-BR", "ja-JP", "en-GB", "x"])
def test_the_audit_finds_the_locale_of_a_tag_by_itself(tag: str) -> None:
    assert str(locale_of(tag)) == str(locale_in_mails(tag))


@pytest.mark.parametrize(
    ("tag", "amount", "currency", "written"),
    [
        ("en-US", 123450, "USD", "$1,234.50"),
        ("en-US", 2500, "KWD", "KWD 2.500"),
        ("en-US", 500, "JPY", "¥500"),
    ],
)
def test_amounts_have_the_decimals_of_their_currency(
    tag: str, amount: int, currency: str, written: str
) -> None:
    assert money_in(locale_of(tag), amount, currency) == written


def test_lines_and_blocks_are_what_a_reader_sees() -> None:
    assert lines_of("One\r\n====\r\n\r\n    2:  three\r\n---\r\n") == ["One", "2: three"]
    page = "<style>p {}</style><p>One <b>and</b> two<br>three</p><td>&lt;4&gt;</td>"
    assert blocks_of(page) == ["One and two", "three", "<4>"]
