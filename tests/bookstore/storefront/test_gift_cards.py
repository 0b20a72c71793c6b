"""Gift cards and store credit on the pages: what is sent, what is shown, and that no page has a code."""

from __future__ import annotations

from typing import Any

import pytest

from .scripted_services import ScriptedServices
from .shopper import Shopper
from .small_shop import CHECKOUT, ORDER, go_to_payment, open_for_business, order

CODE, OTHER = "7Q2M-4HXW-0TZR-9KCE", "0000-1111-2222-3333"
TOKEN = {"payment_token": "pm_1"}
_ASKED = "POST /gift-cards/balances"


def usd(amount: int) -> dict[str, Any]:
    return {"amount": amount, "currency": "USD"}


def balances(*left: int, given: tuple[int, ...] = (), credit: int = 0) -> dict[str, Any]:
    """What is left of each card, and what they give for $19.00."""
    shares = {"gift_cards": list(given), "store_credit": credit, "to_pay": 1900 - sum(given) - credit}
    return {"gift_cards": [usd(amount) for amount in left], "store_credit": [], "shares": shares}


@pytest.fixture
def at_payment(services: ScriptedServices, shopper: Shopper) -> Shopper:
    open_for_business(services)
    go_to_payment(shopper)
    return shopper


def test_a_page_without_gift_cards_asks_nothing_about_them(
    services: ScriptedServices, at_payment: Shopper
) -> None:
    at_payment.send("/payment", **TOKEN)
    assert services.received(_ASKED) == []


def test_a_gift_card_pays_its_part_and_its_code_is_on_no_page(
    services: ScriptedServices, at_payment: Shopper
) -> None:
    services.answer(_ASKED, balances(1000, given=(1000,)))
    page = at_payment.send("/payment/gift-cards", gift_card=f" {CODE.lower()} ")
    assert "Gift card ending in <strong>9KCE" in page.text
    assert "Pay $9.00" in page.text
    assert CODE.lower() not in page.text.lower()
    (asked,) = services.received(_ASKED)
    assert asked.headers["cart-token"] == "the-guest-token"
    named = {"gift_cards": [CODE.lower()], "total": usd(1900), "store_credit": False}
    assert asked.body == {**named, "on_invoice": False}
    assert ORDER in at_payment.send("/payment", **TOKEN).text
    (submission,) = services.received("POST /checkouts")
    assert submission.body["gift_cards"] == [CODE.lower()]
    assert submission.body["expected_total"] == usd(1900)


def test_what_gift_cards_pay_whole_needs_no_card_fields(
    services: ScriptedServices, at_payment: Shopper
) -> None:
    services.answer(_ASKED, balances(2500, given=(1900,)))
    page = at_payment.send("/payment/gift-cards", gift_card=CODE)
    assert "Place the order" in page.text
    assert "card-fields" not in page.text
    assert ORDER in at_payment.send("/payment").text
    (submission,) = services.received("POST /checkouts")
    assert submission.body["payment"] is None


def test_a_lost_answer_is_asked_for_again_with_the_same_gift_cards(
    services: ScriptedServices, at_payment: Shopper
) -> None:
    services.answer(_ASKED, balances(2500, given=(1900,)))
    at_payment.send("/payment/gift-cards", gift_card=CODE)
    services.hang_up("POST /checkouts")
    at_payment.send("/payment")
    open_for_business(services)
    assert ORDER in at_payment.send("/payment").text
    first, second = services.received("POST /checkouts")
    assert first.body == second.body


def test_the_browser_forgets_the_codes_with_the_result(
    services: ScriptedServices, at_payment: Shopper
) -> None:
    services.answer(_ASKED, balances(2500, given=(1900,)))
    at_payment.send("/payment/gift-cards", gift_card=CODE)
    at_payment.send("/payment")
    assert "Gift card ending in" not in at_payment.open("/payment").text


@pytest.mark.parametrize(
    ("slug", "headline"),
    [
        ("gift-card-not-found", "No gift card has this code"),
        ("gift-card-empty", "Nothing is left of the gift card"),
        ("gift-card-currency", "The gift card is in another currency"),
    ],
)
def test_a_code_that_is_refused_is_left_out_and_told_beside_its_field(
    services: ScriptedServices, at_payment: Shopper, slug: str, headline: str
) -> None:
    services.refuse(_ASKED, 409, slug, "The reason of the service.", gift_card=1)
    page = at_payment.send("/payment/gift-cards", gift_card=CODE)
    assert headline in page.text
    assert "The reason of the service." in page.text
    assert 'aria-invalid="true" aria-describedby="gift-card-headline"' in page.text
    assert "Pay $19.00" in page.text
    assert (CODE in page.text) == (slug == "gift-card-not-found"), "what was mistyped can be put right"
    assert "The reason of the service." not in at_payment.open("/payment").text, "it is told once"


def test_a_submission_that_is_refused_for_a_gift_card_is_told_beside_its_field(
    services: ScriptedServices, at_payment: Shopper
) -> None:
    services.answer(_ASKED, balances(1000, given=(1000,)))
    at_payment.send("/payment/gift-cards", gift_card=CODE)
    refused = ("gift-card-empty", "nothing is left of the gift card; leave it out")
    services.refuse("POST /checkouts", 409, *refused, checkout_id=CHECKOUT, gift_card=1)
    services.refuse(_ASKED, 409, *refused, gift_card=1)
    page = at_payment.send("/payment", **TOKEN)
    assert page.text.count(">Nothing is left of the gift card<") == 1
    assert CHECKOUT in page.text
    assert "Pay $19.00" in page.text


def test_the_same_card_is_named_once_and_more_than_five_are_none(
    services: ScriptedServices, at_payment: Shopper
) -> None:
    codes = [f"000{place}-1111-2222-3333" for place in range(6)]
    for named in range(1, 6):
        services.answer(_ASKED, balances(*[100] * named, given=(100,) * named))
        fields = at_payment.form("/payment/gift-cards") | {"gift_card": codes[named - 1]}
        for _ in range(2):
            page = at_payment.send_raw("/payment/gift-cards", fields)
        assert page.text.count("Gift card ending in <strong>") == named
    assert 'action="/payment/gift-cards"' not in page.text
    page = at_payment.send_raw("/payment/gift-cards", fields | {"gift_card": codes[5]})
    assert "An order is paid with five gift cards at most." in page.text


def test_a_gift_card_is_taken_out_again(services: ScriptedServices, at_payment: Shopper) -> None:
    services.answer(_ASKED, balances(1000, given=(1000,)))
    at_payment.send("/payment/gift-cards", gift_card=CODE)
    page = at_payment.send("/payment/gift-cards/removal")
    assert "Pay $19.00" in page.text
    at_payment.send("/payment", **TOKEN)
    (submission,) = services.received("POST /checkouts")
    assert submission.body["gift_cards"] == []


def test_a_page_that_has_shown_other_gift_cards_pays_nothing(
    services: ScriptedServices, at_payment: Shopper
) -> None:
    old_page = at_payment.form("/payment") | TOKEN
    services.answer(_ASKED, balances(1000, given=(1000,)))
    at_payment.send("/payment/gift-cards", gift_card=CODE)
    page = at_payment.send_raw("/payment", old_page)
    assert "What pays for the order has changed" in page.text
    assert services.received("POST /checkouts") == []


def test_a_guest_has_no_field_for_store_credit(at_payment: Shopper) -> None:
    assert "Pay with store credit" not in at_payment.page


def test_store_credit_that_there_is_none_of_is_left_out_and_told(
    services: ScriptedServices, at_payment: Shopper
) -> None:
    services.refuse(_ASKED, 409, "no-store-credit", "There is none.")
    form_key = at_payment.form("/payment")["form_key"]
    page = at_payment.send_raw("/payment/store-credit", {"form_key": form_key, "store_credit": "yes"})
    assert "There is no store credit to use" in page.text
    assert "Pay $19.00" in page.text


def test_what_is_left_of_a_card_is_shown_to_a_visitor_with_a_cart_of_their_own(
    services: ScriptedServices, shopper: Shopper
) -> None:
    open_for_business(services)
    services.answer(_ASKED, {"gift_cards": [usd(600)], "store_credit": []})
    shopper.open("/gift-cards")
    page = shopper.send("/gift-cards", gift_card=CODE)
    assert "9KCE: <strong>$6.00" in page.text
    assert CODE not in page.text
    (asked,) = services.received(_ASKED)
    assert asked.headers["cart-token"] == "the-guest-token"
    services.refuse(_ASKED, 404, "gift-card-not-found", "Please check it.", gift_card=1)
    assert "No gift card has this code" in shopper.send("/gift-cards", gift_card=OTHER).text


def test_an_order_says_what_gift_cards_have_paid(services: ScriptedServices, at_payment: Shopper) -> None:
    at_payment.send("/payment", **TOKEN)
    refunds = [{"state": "refunded", "amount": 400, "destination": "gift_cards"}]
    services.answer(r"GET /orders/[^/]+", {**order(), "redeemed": 1000, "refunds": refunds})
    page = at_payment.open(f"/orders/{ORDER}")
    assert "<dt>Gift cards and store credit</dt><dd>$10.00</dd>" in page.text
    assert "<dt>Card or wallet</dt><dd>$9.00</dd>" in page.text
    assert "back on your gift card" in page.text
    assert "goes back to where it came from" in page.text
