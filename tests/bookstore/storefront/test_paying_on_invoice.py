"""An invoice on the payment page: offered to a customer who may owe something, and sent without a card."""

from __future__ import annotations

from typing import Any

import pytest

from .customers import issue_token, sign_in
from .scripted_services import ScriptedServices
from .shopper import Shopper
from .small_shop import go_to_payment, open_for_business

_ASKED = "POST /gift-cards/balances"
_OFFER = 'name="method" value="invoice"'


def limits(*amounts: tuple[int, str]) -> dict[str, Any]:
    """What a customer may owe, beside no gift cards."""
    may_owe = [{"amount": amount, "currency": currency} for amount, currency in amounts]
    return {"gift_cards": [], "store_credit": [], "shares": None, "credit_limits": may_owe}


@pytest.fixture
def customer(services: ScriptedServices, shopper: Shopper) -> Shopper:
    open_for_business(services)
    issue_token(services)
    sign_in(services, shopper)
    return shopper


@pytest.mark.parametrize(
    ("answer", "offered"),
    [(limits((5000, "USD")), True), (limits((5000, "EUR")), False), (limits(), False)],
)
def test_an_invoice_is_offered_where_something_may_be_owed(
    services: ScriptedServices, customer: Shopper, answer: dict[str, Any], offered: bool
) -> None:
    services.answer(_ASKED, answer)
    go_to_payment(customer)
    assert (_OFFER in customer.page) is offered
    asked = services.received(_ASKED)[-1].body
    assert (asked["on_invoice"], asked["gift_cards"]) == (True, [])


def test_without_an_answer_the_other_ways_to_pay_are_there(
    services: ScriptedServices, customer: Shopper
) -> None:
    services.answer(_ASKED, {"type": "about:blank", "title": "no", "status": 503}, 503)
    go_to_payment(customer)
    assert _OFFER not in customer.page
    assert 'value="advance"' in customer.page


def test_a_guest_is_not_asked_about(services: ScriptedServices, shopper: Shopper) -> None:
    open_for_business(services)
    go_to_payment(shopper)
    assert _OFFER not in shopper.page
    assert services.received(_ASKED) == []


def test_an_invoice_needs_no_card(services: ScriptedServices, customer: Shopper) -> None:
    services.answer(_ASKED, limits((5000, "USD")))
    go_to_payment(customer)
    customer.send("/payment", method="invoice")
    (submission,) = services.received("POST /checkouts")
    assert submission.body["payment"] == {"method": "invoice"}
