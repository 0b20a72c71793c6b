"""The fields that the checkout reads of other services' answers."""

from __future__ import annotations

import pytest

from bookstore.checkout.messages import PaymentSnapshot


@pytest.mark.parametrize(
    ("status", "captured", "refunded", "fully_reversed"),
    [
        ("voided", 0, 0, True),
        ("refunded", 1900, 1900, True),
        ("returning", 1900, 0, False),
        ("captured", 1900, 0, False),
        ("partially_refunded", 1900, 500, False),
    ],
)
def test_nothing_was_charged_only_when_everything_is_back(
    status: str, captured: int, refunded: int, fully_reversed: bool
) -> None:
    state = PaymentSnapshot.model_validate({"status": status, "captured": captured, "refunded": refunded})
    assert state.fully_reversed is fully_reversed
