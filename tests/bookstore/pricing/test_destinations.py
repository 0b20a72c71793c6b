"""The region that a tax depends on is known, or asked for."""

from __future__ import annotations

import pytest

from bookstore.pricing.destinations import region_to_tax, taxable_region
from bookstore.pricing.errors import RegionNeeded, UnknownRegion
from bookstore.pricing.schemas import Destination

_OREGON, _BAVARIA, _NONE = frozenset({"OR"}), frozenset({"BAYERN"}), frozenset[str]()


@pytest.mark.parametrize(
    ("country", "text", "taxed", "region"),
    [
        *(("US", text, _OREGON, "OR") for text in ("OR", "or", " Oregon", "US-OR", "us-or", "OREGON")),
        *(("US", text, _OREGON, "NV") for text in ("NV", "Nevada")),
        *(("US", text, _NONE, "") for text in (None, "", "Orgeon", ".")),
        *(("DE", text, _BAVARIA, "BAYERN") for text in ("Bayern", " bayern ")),
        *(("DE", text, _NONE, "HESSEN") for text in ("Hessen", "hessen")),
        ("DE", None, _NONE, ""),
    ],
)
def test_a_region_is_known(country: str, text: str | None, taxed: frozenset[str], region: str) -> None:
    assert taxable_region(Destination(country=country, region=text), taxed) == region


@pytest.mark.parametrize(
    ("country", "text", "taxed", "choice"),
    [
        *(("US", text, _OREGON, "OR") for text in (None, "", "  ", "Orgeon", "Ontario", ".", "CA-OR", "O")),
        *(("DE", text, _BAVARIA, "BAYERN") for text in (None, "", "BY", "Hessen")),
    ],
)
def test_a_region_is_asked_for(country: str, text: str | None, taxed: frozenset[str], choice: str) -> None:
    with pytest.raises(RegionNeeded) as refusal:
        taxable_region(Destination(country=country, region=text), taxed)
    assert refusal.value.members["country"] == country
    assert choice in refusal.value.members["regions"]


def test_staff_set_the_tax_of_a_region_by_any_of_its_names() -> None:
    assert region_to_tax("US", "Oregon") == region_to_tax("US", "or") == "OR"
    assert region_to_tax("DE", "Bayern") == "BAYERN"


def test_staff_cannot_set_the_tax_of_a_region_that_does_not_exist() -> None:
    with pytest.raises(UnknownRegion):
        region_to_tax("US", "Orgeon")
