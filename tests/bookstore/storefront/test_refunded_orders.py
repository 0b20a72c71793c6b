"""The page of an order that was refunded says how it stands with its money."""

from __future__ import annotations

import re

import pytest

from .customers import issue_token, sign_in
from .scripted_services import ScriptedServices
from .shopper import Shopper
from .small_shop import ORDER, open_for_business, order


@pytest.mark.parametrize(
    ("amount", "state", "word"),
    [
        (1900, "refunded", "Refunded in full"),
        (1900, "pending", "Refunded in full"),
        (1900, "failed", "Paid"),
        (1899, "refunded", "Paid"),
    ],
)
def test_an_order_of_which_nothing_is_left_is_not_called_paid_and_goes_nowhere_else(
    services: ScriptedServices, shopper: Shopper, amount: int, state: str, word: str
) -> None:
    open_for_business(services)
    issue_token(services)
    sign_in(services, shopper)
    refunds = [{"state": state, "amount": amount, "destination": "payment"}]
    services.answer(r"GET /orders/[^/]+", {**order(), "refunds": refunds})
    page = shopper.open(f"/orders/{ORDER}")
    shown = re.search(r'<p class="state"><strong>\s*(.*?)\s*</strong>', page.text)
    assert shown
    assert shown[1] == word
    assert (f"/orders/{ORDER}/address" in page.text) == (word == "Paid"), (
        "nothing is left to be sent elsewhere"
    )
