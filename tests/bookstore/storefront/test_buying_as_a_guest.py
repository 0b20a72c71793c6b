"""A guest buys: from the shelf to the result, and what a submission means that is sent more than once."""

from __future__ import annotations

import pytest

from .scripted_services import ScriptedServices
from .shopper import Shopper
from .small_shop import ADDRESS, CART, CHECKOUT, DUNE, ORDER, cart, go_to_payment, open_for_business, quote

TOKEN = {"payment_token": "pm_1"}


@pytest.fixture
def at_payment(services: ScriptedServices, shopper: Shopper) -> Shopper:
    open_for_business(services)
    go_to_payment(shopper)
    return shopper


def test_the_whole_way_ends_with_the_order_number(services: ScriptedServices, at_payment: Shopper) -> None:
    result = at_payment.send("/payment", **TOKEN)
    assert result.url.endswith(f"/checkouts/{CHECKOUT}")
    assert ORDER in result.text
    (submission,) = services.received("POST /checkouts")
    assert submission.headers["cart-token"] == "the-guest-token"
    assert "authorization" not in submission.headers
    ship_to = {name: text for name, text in ADDRESS.items() if name != "email"}
    assert submission.body == {
        "cart_id": CART,
        "cart_version": 3,
        "shipping_method": None,
        "email": ADDRESS["email"],
        "locale": "en-US",
        "ship_to": ship_to,
        "bill_to": None,
        "payment": {"method": "card", "token": "pm_1"},
        "gift_cards": [],
        "store_credit": False,
        "expected_total": {"amount": 1900, "currency": "USD"},
    }


def test_an_addition_that_is_sent_twice_has_one_key(services: ScriptedServices, shopper: Shopper) -> None:
    open_for_business(services)
    shopper.open(f"/titles/{DUNE}")
    fields = shopper.form("/cart/lines") | {"quantity": "1"}
    for _ in range(2):
        shopper.send_raw("/cart/lines", fields)
    first, second = services.received(r"POST /carts/[^/]+/lines")
    assert first.headers["idempotency-key"] == second.headers["idempotency-key"] == fields["key"]


def test_a_form_that_is_sent_twice_is_one_submission(services: ScriptedServices, at_payment: Shopper) -> None:
    fields = at_payment.form("/payment") | TOKEN
    pages = [at_payment.send_raw("/payment", fields) for _ in range(2)]
    assert all(ORDER in page.text for page in pages)
    first, second = services.received("POST /checkouts")
    assert first.headers["idempotency-key"] == second.headers["idempotency-key"]
    assert first.body == second.body


def test_each_payment_page_is_a_submission_of_its_own(at_payment: Shopper) -> None:
    first = at_payment.form("/payment")["submission_key"]
    at_payment.open("/payment")
    assert at_payment.form("/payment")["submission_key"] != first


def test_back_to_the_payment_after_the_purchase_shows_the_result(
    services: ScriptedServices, at_payment: Shopper
) -> None:
    at_payment.send("/payment", **TOKEN)
    services.answer(r"GET /carts/[^/?]+", cart(state="closed"))
    again = at_payment.open("/payment")
    assert again.url.endswith(f"/checkouts/{CHECKOUT}")
    assert ORDER in again.text


def test_a_lost_answer_is_asked_for_again_with_the_same_submission(
    services: ScriptedServices, at_payment: Shopper
) -> None:
    services.hang_up("POST /checkouts")
    page = at_payment.send("/payment", **TOKEN)
    assert page.status_code == 503
    assert "We do not know yet whether your order was placed" in page.text
    open_for_business(services)
    assert ORDER in at_payment.send("/payment").text
    first, second = services.received("POST /checkouts")
    assert first.headers["idempotency-key"] == second.headers["idempotency-key"]
    assert first.body == second.body


@pytest.mark.parametrize(
    ("status", "slug", "told"),
    [
        (402, "payment-declined", "Choose a card below and pay again."),
        (409, "total-changed", "Check the total below and pay if you agree."),
        (409, "out-of-stock", "Look at your cart"),
        (503, "payments-unavailable", "Wait a moment, then press the button again."),
        (503, "try-again", "Wait a moment, then press the button again."),
    ],
)
def test_after_a_refusal_the_page_has_the_reason_one_thing_to_do_and_a_new_key(
    services: ScriptedServices, at_payment: Shopper, status: int, slug: str, told: str
) -> None:
    services.refuse("POST /checkouts", status, slug, "The reason of the service.", checkout_id=CHECKOUT)
    services.answer(r"GET /carts/[^/]+/quote\?.*", quote(2500))
    first = at_payment.form("/payment")["submission_key"]
    page = at_payment.send("/payment", **TOKEN)
    assert page.url.endswith("/payment")
    assert "The reason of the service." in page.text
    assert told in page.text
    fields = at_payment.form("/payment")
    assert fields["submission_key"] != first
    assert (fields["total"], fields["payment_token"]) == ("2500", "")
    assert "The reason of the service." not in at_payment.open("/payment").text, "it is told once"


def test_a_submission_that_is_still_worked_on_leads_to_its_page(
    services: ScriptedServices, at_payment: Shopper
) -> None:
    services.refuse("POST /checkouts", 409, "idempotency-key-in-flight", "Wait.", checkout_id=CHECKOUT)
    services.answer(r"GET /checkouts/[^/]+", {"checkout_id": CHECKOUT, "state": "running"})
    page = at_payment.send("/payment", **TOKEN)
    assert page.url.endswith(f"/checkouts/{CHECKOUT}")
    assert "Your order is being worked on" in page.text


def test_without_a_card_nothing_is_submitted(services: ScriptedServices, at_payment: Shopper) -> None:
    page = at_payment.send("/payment")
    assert "The card is missing" in page.text
    assert "<noscript>" in page.text
    assert services.received("POST /checkouts") == []


def test_an_order_that_costs_nothing_needs_no_card(services: ScriptedServices, at_payment: Shopper) -> None:
    services.answer(r"GET /carts/[^/]+/quote\?.*", {**quote(1900), "discount": 1900, "grand_total": 0})
    at_payment.open("/payment")
    assert ORDER in at_payment.send("/payment").text
    (submission,) = services.received("POST /checkouts")
    assert submission.body["payment"] is None


def test_the_bank_is_where_a_payment_is_confirmed(services: ScriptedServices, at_payment: Shopper) -> None:
    bank = f"{at_payment.url}/health?bank"
    services.answer(
        "POST /checkouts",
        {"checkout_id": CHECKOUT, "state": "waiting", "action": {"url": bank, "until": None}},
        202,
    )
    waiting = {"checkout_id": CHECKOUT, "state": "waiting", "action": {"url": bank}}
    services.answer(r"GET /checkouts/[^/]+", waiting)
    services.answer(r"POST /checkouts/[^/]+/continuation", waiting, 202)
    assert bank in at_payment.send("/payment", **TOKEN).text
    completed = {"checkout_id": CHECKOUT, "state": "completed", "order_number": ORDER}
    services.answer(r"POST /checkouts/[^/]+/continuation", completed, 201)
    assert ORDER in at_payment.open(f"/checkouts/{CHECKOUT}").text


def test_a_bank_that_refuses_is_told_with_a_way_back(services: ScriptedServices, at_payment: Shopper) -> None:
    at_payment.send("/payment", **TOKEN)
    services.answer(r"GET /checkouts/[^/]+", {"checkout_id": CHECKOUT, "state": "waiting"})
    services.refuse(r"POST /checkouts/[^/]+/continuation", 402, "payment-declined", "The bank said no.")
    page = at_payment.open(f"/checkouts/{CHECKOUT}")
    assert "The bank said no." in page.text
    assert 'href="/payment"' in page.text
