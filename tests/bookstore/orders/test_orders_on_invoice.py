"""Orders on invoice: their copies are sold at once, and their money is owed until all of it has come."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from bookstore.orders.errors import NoInvoice
from bookstore.orders.invoices.invoice import AppliedTax, Credited, invoice_of, require_invoice
from bookstore.orders.messages.outbox_messages import outbox_messages
from bookstore.orders.messages.prerequisites import prerequisites
from bookstore.orders.model import NOT_PAID_IN_TIME, Order
from bookstore.orders.purchase import TransferTerms
from bookstore.orders.rules.charges import left_to_ship
from bookstore.orders.rules.transfers import accepted, with_transfer
from bookstore.orders.states import OrderState
from bookstore.orders.warehouse.model import with_shipment

from .ordered_books import LATER, NOW, PLACED, kinds_of_messages

TERMS = TransferTerms("Bookstore", "RF55B00KST0RE", NOW + timedelta(days=14))
ON_INVOICE = replace(PLACED, purchase=replace(PLACED.purchase, payment_method="invoice", transfer=TERMS))
TOTAL = PLACED.purchase.totals.grand_total
OWED = accepted(ON_INVOICE)


def test_an_order_is_owed_once_its_checkout_has_ended() -> None:
    assert OWED.state is OrderState.OWED
    assert accepted(OWED) == OWED
    (told,) = outbox_messages(ON_INVOICE, OWED)
    assert (told.payload["type"], told.payload["data"]["missing"]) == ("order.owed", TOTAL)


def test_the_whole_pays_it_and_sells_nothing_a_second_time() -> None:
    paid = with_transfer(OWED, TOTAL, LATER)
    assert (paid.state, paid.captured) == (OrderState.PAID, TOTAL)
    assert kinds_of_messages(OWED, paid) == ["order.settled"]
    (receipt,) = outbox_messages(OWED, paid)
    (confirmation,) = outbox_messages(ON_INVOICE, OWED)
    assert prerequisites(receipt) == [confirmation.message_id]


def test_copies_leave_before_it_is_paid_and_the_mail_says_what_is_owed() -> None:
    part = with_transfer(OWED, 1, LATER)
    shipped = with_shipment(part, uuid4(), left_to_ship(part), LATER)
    (told,) = outbox_messages(part, shipped)
    assert told.payload["data"]["missing"] == TOTAL - 1
    assert shipped.shipments[0].charge is None


def test_no_deadline_cancels_what_is_owed() -> None:
    assert OWED.not_paid_in_time(LATER) is OWED


def test_a_canceled_order_gives_back_what_had_arrived() -> None:
    canceling = with_transfer(OWED, 2, LATER).canceled_by_buyer(LATER)
    assert canceling.state is OrderState.CANCELING
    assert kinds_of_messages(OWED, canceling) == ["payments", "inventory", "pricing"]
    assert canceling.with_payment_reversed(LATER, returned=2).to_return == 2


def test_its_invoice_is_of_the_day_of_the_order_and_is_credited_whole_when_it_is_canceled() -> None:
    canceled = OWED.canceled_by_buyer(LATER).with_payment_reversed(LATER).with_copies_restocked(LATER)
    assert canceled.state is OrderState.CANCELED
    invoice = invoice_of(canceled, {line.sku: AppliedTax("0", None) for line in PLACED.purchase.lines})
    assert invoice.issued_at == NOW
    assert [(note.of, note.amount) for note in invoice.credit_notes] == [(Credited.CANCELLATION, TOTAL)]


@pytest.mark.parametrize(
    "order",
    [
        ON_INVOICE,
        replace(ON_INVOICE, state=OrderState.CANCELED, reason=NOT_PAID_IN_TIME, money_back_at=LATER),
    ],
)
def test_what_was_never_accepted_has_no_invoice(order: Order) -> None:
    with pytest.raises(NoInvoice):
        require_invoice(order)
