"""The invoice of an order: what is given back has a credit note, and no number changes."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookstore.orders.errors import NoInvoice, RefundTooFine, RefundTooLarge
from bookstore.orders.invoices.invoice import AppliedTax, Invoice, invoice_of
from bookstore.orders.model import Order
from bookstore.orders.purchase import OrderLine, Purchase, Totals
from bookstore.orders.refunds.refund import OrderRefund, OrderRefundState
from bookstore.platform.money import Currency
from bookstore.platform.schemas import TaxMode

NOW = datetime(2026, 1, 31, 10, tzinfo=UTC)
LATER = NOW + timedelta(days=3)
LINE = OrderLine("sku-1", "Dune", 2, 950, 1900, 0, 190)
TOTALS = Totals(Currency.USD, 1900, 0, 500, 190, TaxMode.ADDED, 2590)
PLACED = Order(
    UUID(int=7),
    "BK-7Q2M-4HXW",
    Purchase("ada", None, "ada@example.com", "en-US", {}, "standard", (LINE,), TOTALS, (), "card"),
    NOW,
)
PAID = PLACED.paid(2590, LATER)


def _invoice(order: Order) -> Invoice:
    return invoice_of(order, {"sku-1": AppliedTax("0.1", "US-OR")})


def _refunded(order: Order, amount: int, state: OrderRefundState = OrderRefundState.REFUNDED) -> Order:
    shares = order.split.of_amount(amount, order.refunds)
    made = OrderRefund(uuid4(), amount, shares, "a torn page", LATER)
    return replace(order, refunds=(*order.refunds, made.with_state(state, LATER)))


def _canceled(order: Order) -> Order:
    return order.canceled_by_buyer(LATER).with_payment_reversed(LATER).with_copies_restocked(LATER)


def test_an_invoice_has_the_date_of_the_payment_and_the_number_of_the_order() -> None:
    invoice = _invoice(PAID)
    assert (invoice.number, invoice.issued_at, invoice.credit_notes) == ("IN-7Q2M-4HXW", LATER, ())


def test_an_order_that_was_never_paid_has_no_invoice() -> None:
    with pytest.raises(NoInvoice):
        _invoice(PLACED)
    with pytest.raises(NoInvoice):
        _invoice(PLACED.not_paid_in_time(LATER))


def test_the_number_of_a_credit_note_stays_when_an_earlier_refund_is_sent_back() -> None:
    twice = _refunded(_refunded(PAID, 100), 200)
    first, second = twice.refunds
    sent_back = replace(twice, refunds=(first.with_state(OrderRefundState.FAILED, LATER), second))
    assert [note.number for note in _invoice(twice).credit_notes] == ["CN-7Q2M-4HXW-1", "CN-7Q2M-4HXW-2"]
    assert [note.number for note in _invoice(sent_back).credit_notes] == ["CN-7Q2M-4HXW-2"]


def test_a_refund_that_was_only_requested_has_no_credit_note() -> None:
    assert _invoice(_refunded(PAID, 100, OrderRefundState.REQUESTED)).credit_notes == ()


@given(st.lists(st.integers(1, 2590), max_size=4))
def test_the_credit_notes_of_a_canceled_order_are_over_all_that_was_charged(amounts: Sequence[int]) -> None:
    order = PAID
    for amount in amounts:
        with suppress(RefundTooLarge, RefundTooFine):
            order = _refunded(order, amount)
    notes = _invoice(_canceled(order)).credit_notes
    assert sum(note.amount for note in notes) == PAID.captured
    assert sum(note.tax for note in notes) == TOTALS.tax
    assert len({note.number for note in notes}) == len(notes)
