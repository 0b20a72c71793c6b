"""The page of an invoice: who may read it, in which words and which currency, and the credit notes on it."""

from __future__ import annotations

import re
from typing import Any

import pytest

from .scripted_services import ScriptedServices
from .shopper import Shopper
from .small_shop import ADDRESS, DUNE, ORDER, go_to_payment, open_for_business

_PLACE = {**ADDRESS, "line2": None}
PLACE = f"/orders/{ORDER}/invoice"
INVOICE = f"GET {PLACE}"
NOTE = {
    "number": "CN-7Q2M-4HXW-1",
    "issued_at": "2026-03-09T08:00:00Z",
    "of": "refund",
    "amount": 1017,
    "tax": 67,
    "shares": [{"part": DUNE, "quantity": 1, "gross": 1017, "discount": 0, "tax": 67}],
}


def invoice(*notes: dict[str, Any], kind: str = "printed") -> dict[str, Any]:
    """The invoice of two copies in euros, of which 7 % are tax."""
    line = {
        **{"sku": DUNE, "title": "Dune & Sons", "kind": kind, "quantity": 2, "unit_price": 1017},
        **{"line_total": 2034, "discount": 0, "tax": 133, "tax_rate": "0.07"},
        **{"tax_mode": "included", "tax_place": "DE"},
    }
    return {
        **{"number": "IN-7Q2M-4HXW", "order_number": ORDER, "issued_at": "2026-03-04T10:20:30Z"},
        **{"email": ADDRESS["email"], "ship_to": _PLACE, "bill_to": _PLACE, "lines": [line]},
        **{"currency": "EUR", "subtotal": 2034, "discount": 0, "shipping": 0, "tax": 133},
        **{"tax_mode": "included", "grand_total": 2034, "credit_notes": list(notes)},
        **{"paid_at": "2026-03-04T10:20:30Z", "transfer": None},
    }


@pytest.fixture
def buyer(services: ScriptedServices, shopper: Shopper) -> Shopper:
    """A guest who has bought the order in this browser."""
    open_for_business(services)
    services.answer(INVOICE, invoice())
    go_to_payment(shopper)
    shopper.send("/payment", payment_token="pm_1")
    return shopper


def words_of(page: str) -> str:
    """The text of the main part, its lines joined."""
    main = page.partition("<main")[2].partition("</main>")[0].partition(">")[2]
    return " ".join(re.sub(r"<[^>]+>", " ", main).replace("\xa0", " ").split())


def test_a_reader_in_dollars_reads_the_euros_of_the_order(buyer: Shopper) -> None:
    words = words_of(buyer.open(PLACE).text)
    assert "Invoice IN-7Q2M-4HXW" in words
    assert "Dune &amp; Sons 2 €10.17 €0.00 7% €1.33 €20.34" in words
    assert "Tax included €1.33 Total €20.34" in words
    assert "$" not in words


def test_the_taxes_of_two_places_are_told_apart(services: ScriptedServices, buyer: Shopper) -> None:
    made = invoice(NOTE)
    book = {**made["lines"][0], "sku": "9780141439587", "title": "Emma", "tax_rate": "0.1", "tax": 203}
    lines = [*made["lines"], {**book, "tax_mode": "added", "tax_place": "US-OR"}]
    sums = {"subtotal": 4068, "tax": 336, "grand_total": 4271}
    services.answer(INVOICE, {**made, **sums, "lines": lines})
    words = words_of(buyer.open(PLACE).text)
    assert "7% DE, included €1.33" in words
    assert "10% US-OR €2.03" in words
    assert "Tax €2.03 Tax included €1.33 Total €42.71" in words
    assert "Tax included €0.67 Given back €10.17" in words


def test_the_seller_is_named_with_its_tax_number(buyer: Shopper) -> None:
    words = words_of(buyer.open(PLACE).text)
    assert "Sellers &amp; Sons 1 Market Street Portland, OR 97201 Tax number: 12-3456789" in words


def test_a_german_reader_reads_german(buyer: Shopper) -> None:
    buyer.open(PLACE)
    buyer.send("/preferences", language="de-DE", currency="EUR")
    words = words_of(buyer.open(PLACE).text)
    assert "Rechnung IN-7Q2M-4HXW Datum 4. März 2026" in words
    assert "2 10,17 € 0,00 € 7 % 1,33 € 20,34 €" in words


def test_a_credit_note_says_what_was_given_back(services: ScriptedServices, buyer: Shopper) -> None:
    services.answer(INVOICE, invoice(NOTE))
    words = words_of(buyer.open(PLACE).text)
    assert "Credit note CN-7Q2M-4HXW-1 Date March 9, 2026 Invoice IN-7Q2M-4HXW" in words
    assert "A part of the order was refunded." in words
    assert "Dune &amp; Sons 1 €0.67 €10.17" in words
    assert "Given back €10.17" in words


def test_a_credit_note_of_a_cancellation_names_the_shipping(
    services: ScriptedServices, buyer: Shopper
) -> None:
    shipping = {"part": "shipping", "quantity": 0, "gross": 300, "discount": 0, "tax": 0}
    services.answer(INVOICE, invoice({**NOTE, "of": "cancellation", "shares": [shipping]}))
    words = words_of(buyer.open(PLACE).text)
    assert "The order was canceled." in words
    assert "Title Tax Amount Shipping €0.00 €3.00" in words


@pytest.mark.parametrize(("kind", "named"), [("printed", True), ("ebook", False)])
def test_shipping_is_named_where_something_is_shipped(
    services: ScriptedServices, buyer: Shopper, kind: str, *, named: bool
) -> None:
    services.answer(INVOICE, invoice(kind=kind))
    assert ("Shipping Free" in words_of(buyer.open(PLACE).text)) is named


def test_the_page_of_a_paid_order_leads_to_the_invoice(buyer: Shopper) -> None:
    assert f'href="{PLACE}"' in buyer.open(f"/orders/{ORDER}").text


def test_an_order_that_was_not_paid_has_none(services: ScriptedServices, buyer: Shopper) -> None:
    services.refuse(INVOICE, 409, "no-invoice", "order BK-7Q2M-4HXW has no invoice: it was not paid")
    page = buyer.open(PLACE)
    assert page.status_code == 409
    assert "The order has no invoice" in page.text


def test_a_rate_that_cannot_be_read_is_told_as_an_outage(services: ScriptedServices, buyer: Shopper) -> None:
    services.refuse(INVOICE, 503, "try-again", "a service this needs did not answer")
    page = buyer.open(PLACE)
    assert page.status_code == 503
    assert "A part of our shop does not answer right now" in page.text
    assert f'href="{PLACE}"' in page.text


def test_another_browser_is_told_that_there_is_no_such_order(
    services: ScriptedServices, shopper: Shopper
) -> None:
    open_for_business(services)
    page = shopper.open(PLACE)
    assert page.status_code == 404
    assert "There is no such order" in page.text
    assert services.received(INVOICE) == []


def test_an_invoice_that_is_owed_says_how_it_is_paid(services: ScriptedServices, buyer: Shopper) -> None:
    terms = {"account": "Bookstore, DE89", "reference": "RF55B00KST0RE", "due_at": "2026-03-18T10:20:30Z"}
    services.answer(INVOICE, {**invoice(), "paid_at": None, "transfer": {**terms, "missing": 1500}})
    words = words_of(buyer.open(PLACE).text)
    assert "Still to transfer €15.00 Our account Bookstore, DE89 Reference RF55B00KST0RE" in words
    assert "Paid in full" not in words
