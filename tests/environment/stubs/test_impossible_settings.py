"""The stub of pricing refuses settings that no order could follow, as pricing does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tests.environment.stubs.asking import AskedStub

SKU = "9780306406157"
SALE = {"amount": 5, "valid_until": "2100-01-01T00:00:00Z"}
TAX = {"rate": "0.05", "mode": "added"}


@pytest.mark.parametrize(
    ("request_", "body", "slug"),
    [
        (f"PUT /prices/{SKU}/KWD", {"amount": 5}, "price-too-small"),
        (f"PUT /sale-prices/{SKU}/KWD", SALE, "price-too-small"),
        (f"PUT /group-prices/{SKU}/KWD/students", {"amount": 5}, "price-too-small"),
        ("PUT /tax-rates/US/ZZ", TAX, "unknown-region"),
    ],
)
def test_a_setting_that_no_order_could_follow_is_refused(
    request_: str, body: Mapping[str, Any], slug: str
) -> None:
    assert AskedStub("pricing").by("staff", request_, body).slug == slug
