"""What orders hear of a payment, and what not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID, uuid4

from bookstore.payments.model import Payment
from bookstore.payments.outbox_messages import outbox_messages
from bookstore.payments.refund import PaymentRefund
from bookstore.payments.states import PaymentRefundState, PaymentState
from bookstore.payments.webhook_event import webhook_event
from bookstore.platform.money import Currency, Money
from bookstore.platform.schemas import PaymentMethod

CHECKOUT = UUID("11111111-2222-4333-8444-555555555555")
PAID = Payment(CHECKOUT, PaymentMethod.CARD, Money(1900, Currency.USD), PaymentState.CAPTURED, captured=1900)


def start_refund(state: PaymentRefundState, refund_id: UUID | None = None) -> Payment:
    return replace(PAID, refunds=(PaymentRefund(refund_id or uuid4(), 500, state),))


def test_how_a_refund_fares_is_told_once() -> None:
    made = start_refund(PaymentRefundState.REFUNDED)
    (told,) = outbox_messages(PAID, made)
    assert told.payload["state"] == "refunded"
    assert outbox_messages(made, made) == []


def test_a_refund_that_is_only_asked_for_is_not_told() -> None:
    assert outbox_messages(PAID, start_refund(PaymentRefundState.REFUNDING)) == []


def test_the_refund_of_a_return_concerns_no_order() -> None:
    assert outbox_messages(PAID, start_refund(PaymentRefundState.REFUNDED, PAID.reversal_refund_id)) == []


def test_the_refund_of_a_return_that_came_back_is_told() -> None:
    made = start_refund(PaymentRefundState.REFUNDED, PAID.reversal_refund_id)
    (told,) = outbox_messages(made, start_refund(PaymentRefundState.FAILED, PAID.reversal_refund_id))
    assert (told.payload["state"], told.payload["amount"]) == ("failed", 500)


def test_the_same_news_has_the_same_name() -> None:
    made = start_refund(PaymentRefundState.FAILED)
    assert outbox_messages(PAID, made) == outbox_messages(PAID, made)


def test_a_dispute_is_told() -> None:
    (told,) = outbox_messages(PAID, PAID.flagged("disputed"))
    assert told.payload == {"checkout_id": str(CHECKOUT), "flag": "disputed"}
    assert outbox_messages(PAID, PAID.flagged("refund-failed")) == []


def test_a_dispute_is_told_whatever_else_is_wrong() -> None:
    troubled = PAID.flagged("refund-failed")
    disputed = webhook_event(
        {"id": "evt_1", "type": "charge.dispute.created", "data": {"object": {"object": "dispute"}}}
    ).applied_to(troubled, datetime(2026, 1, 31, 10, tzinfo=UTC))
    (told,) = outbox_messages(troubled, disputed)
    assert told.payload["flag"] == "disputed"
