"""A customer pays in advance: nothing of a card is asked for, and the pages say what to transfer, and how."""

from __future__ import annotations

from typing import Any

import pytest

from .scripted_services import ScriptedServices
from .shopper import Shopper
from .small_shop import go_to_payment, open_for_business, order

TRANSFER: dict[str, Any] = {
    "account": "Bookstore, DE89 3704 0044 0532 0130 00",
    "reference": "RF55B00KST0RE",
    "due_at": "2026-03-11T10:20:30Z",
    "missing": 1900,
}


@pytest.fixture
def buyer(services: ScriptedServices, shopper: Shopper) -> Shopper:
    open_for_business(services)
    services.answer(r"GET /orders/[^/]+", order("awaiting") | {"transfer": TRANSFER, "paid_at": None})
    go_to_payment(shopper)
    return shopper


def test_a_transfer_needs_no_card(services: ScriptedServices, buyer: Shopper) -> None:
    buyer.send("/payment", method="advance")
    (submission,) = services.received("POST /checkouts")
    assert submission.body["payment"] == {"method": "advance"}


def test_the_button_says_pay_only_where_a_script_sees_that_it_does(buyer: Shopper) -> None:
    assert ">Place the order for $19.00</button>" in buyer.page
    assert 'data-pays="Pay $19.00"' in buyer.page


def test_the_result_says_what_to_transfer_and_how(buyer: Shopper) -> None:
    told = buyer.send("/payment", method="advance").text
    assert all(said in told for said in ("Still to transfer", "$19.00", TRANSFER["reference"], "DE89 3704"))


def test_an_order_that_waits_can_be_canceled(buyer: Shopper) -> None:
    buyer.send("/payment", method="advance")
    page = buyer.open("/orders/BK-7Q2M-4HXW").text
    assert "Waiting for your transfer" in page
    assert "what you have paid goes back to your account." in page
    assert "Cancel the order" in page


def test_an_order_that_is_paid_names_its_reference_and_asks_for_nothing(
    services: ScriptedServices, buyer: Shopper
) -> None:
    services.answer(r"GET /orders/[^/]+", order() | {"transfer": TRANSFER | {"missing": 0}})
    buyer.send("/payment", method="advance")
    page = buyer.open("/orders/BK-7Q2M-4HXW").text
    assert TRANSFER["reference"] in page
    assert "Still to transfer" not in page
