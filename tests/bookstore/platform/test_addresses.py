"""One rule for postal addresses: what the post of the country demands, and nothing that it does not have."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from bookstore.checkout.schemas import Submission
from bookstore.orders.schemas.orders import OrderBody
from bookstore.platform.addresses import Address, DeliveryAddress
from bookstore.platform.countries import country_of

PORTLAND = {
    "name": "Ada Reader",
    "line1": "12 Library Lane",
    "city": "Portland",
    "region": "OR",
    "postal_code": "97201",
    "country": "US",
}

_WIDE = "".join(chr(ord(letter) + 0xFEE0) for letter in "160-0022")
"""As Japanese keyboards write it: FULLWIDTH DIGIT and FULLWIDTH HYPHEN-MINUS."""


def _refused(**changed: Any) -> list[str]:
    """The fields that are refused in this address; None leaves a field out."""
    address = {name: value for name, value in {**PORTLAND, **changed}.items() if value is not None}
    try:
        DeliveryAddress.model_validate(address)
    except ValidationError as error:
        return [str(found["loc"][0]) for found in error.errors()]
    return []


@pytest.mark.parametrize(
    ("country", "postal_code"),
    [
        *(("US", "97201"), ("US", "97201-1234"), ("GB", "sw1a 1aa"), ("GB", "SW1A1AA"), ("CA", "k1a0b1")),
        *(
            ("JP", _WIDE),
            ("DE", "DE-10115"),
            ("LU", "L-1234"),
            ("SE", "11455"),
            ("NL", "1234 ab"),
        ),
        *(("HK", None), ("HK", ""), ("HK", "999077"), ("AE", None), ("IE", None), ("IE", "D02 X285")),
    ],
)
def test_a_postal_code_is_taken(country: str, postal_code: str | None) -> None:
    assert _refused(country=country, postal_code=postal_code) == []


@pytest.mark.parametrize(
    ("country", "postal_code"),
    [
        *(("US", None), ("US", "  "), ("US", "9720"), ("US", "٩٧٢٠١"), ("DE", "1011"), ("CA", "97201")),
        *(("GB", "97201"), ("IE", "none"), ("SG", None), ("JP", ""), ("US", "9" * 17)),
    ],
)
def test_a_postal_code_is_refused(country: str, postal_code: str | None) -> None:
    assert _refused(country=country, postal_code=postal_code) == ["postal_code"]


@pytest.mark.parametrize("blank", ["", " ", "\t\n", "\u200b", "\u3164", "\u2800", "\u0301", ".", "-- --"])
@pytest.mark.parametrize("field", ["name", "line1", "city"])
def test_what_the_post_cannot_read_is_refused(field: str, blank: str) -> None:
    assert _refused(**{field: blank}) == [field]


@pytest.mark.parametrize("name", ["Ada", "愛", "O'Hara", "Żaneta", "3M"])
def test_a_name_is_taken_in_every_script(name: str) -> None:
    assert _refused(name=name) == []


@pytest.mark.parametrize("country", ["ZZ", "XX", "UK", "EU", "us", "USA", "", " "])
def test_a_country_that_does_not_exist_is_refused(country: str) -> None:
    assert _refused(country=country) == ["country"]


def test_a_city_is_demanded_where_the_country_has_several() -> None:
    assert _refused(city=None) == ["city"]
    assert _refused(city=None, country="SG", postal_code="018956") == []
    assert _refused(city=None, country="AE", region="Dubai") == []
    assert _refused(city=None, country="AE", region="") == ["city"]


@pytest.mark.parametrize("field", ["line2", "region"])
@pytest.mark.parametrize("blank", ["", "  ", "\u200b"])
def test_an_optional_field_may_be_blank(field: str, blank: str) -> None:
    assert getattr(DeliveryAddress.model_validate({**PORTLAND, field: blank}), field) is None


def test_what_is_stored_can_be_read_when_the_rule_has_changed() -> None:
    old = {**PORTLAND, "name": " ", "postal_code": "1", "country": "ZZ"}
    assert Address.model_validate(old).name == " "


def test_every_service_that_takes_an_address_has_the_same_rule() -> None:
    for body in (Submission, OrderBody):
        assert body.model_fields["ship_to"].annotation is DeliveryAddress


@pytest.mark.parametrize(
    ("country", "text", "region"),
    [
        *(("US", "Oregon", "OR"), ("US", " oregon ", "OR"), ("US", "or", "OR"), ("US", "US-OR", "OR")),
        *(("US", "New-York", "NY"), ("CA", "Québec", "QC"), ("CA", "quebec", "QC"), ("CA", "ca-qc", "QC")),
        *(("CA", "Colombie-Britannique", "BC"), ("JP", "Tokyo", "東京都"), ("JP", "13", "東京都")),
        *(("HK", "九龍", "Kowloon"), ("US", "Orgeon", None), ("US", "CA-OR", None), ("US", "", None)),
        *(("US", ".", None), ("US", "Ontario", None), ("DE", " bayern", "BAYERN")),
    ],
)
def test_a_region_is_known_by_its_code_and_its_names(country: str, text: str, region: str | None) -> None:
    rules = country_of(country)
    assert rules is not None
    assert rules.region(text) == region
