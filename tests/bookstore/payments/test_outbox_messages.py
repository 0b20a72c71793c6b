"""The changes of a payment that are reported to orders."""

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
from bookstore.platform.schemas import PaymentMethodKind

CHECKOUT = UUID("11111111-2222-4333-8444-555555555555")
PAID = Payment(
    CHECKOUT, PaymentMethodKind.CARD, Money(1900, Currency.USD), PaymentState.CAPTURED, captured=1900
)


def with_refund(state: PaymentRefundState, refund_id: UUID | None = None) -> Payment:
    return replace(PAID, refunds=(PaymentRefund(refund_id or uuid4(), 500, state),))


def test_the_state_of_a_refund_is_reported_once() -> None:
    made = with_refund(PaymentRefundState.REFUNDED)
    (message,) = outbox_messages(PAID, made)
    assert message.payload["state"] == "refunded"
    assert outbox_messages(made, made) == []


def test_a_refund_that_is_only_requested_is_not_reported() -> None:
    assert outbox_messages(PAID, with_refund(PaymentRefundState.REFUNDING)) == []


def test_the_refund_of_a_reversal_is_not_reported() -> None:
    assert outbox_messages(PAID, with_refund(PaymentRefundState.REFUNDED, PAID.reversal_refund_id)) == []


def test_the_refund_of_a_reversal_that_was_sent_back_is_reported() -> None:
    made = with_refund(PaymentRefundState.REFUNDED, PAID.reversal_refund_id)
    (message,) = outbox_messages(made, with_refund(PaymentRefundState.FAILED, PAID.reversal_refund_id))
    assert (message.payload["state"], message.payload["amount"]) == ("failed", 500)


def test_the_same_change_makes_the_same_message() -> None:
    made = with_refund(PaymentRefundState.FAILED)
    assert outbox_messages(PAID, made) == outbox_messages(PAID, made)


def test_a_dispute_is_reported() -> None:
    (message,) = outbox_messages(PAID, PAID.flagged("disputed"))
    assert message.payload == {"checkout_id": str(CHECKOUT), "flag": "disputed"}
    assert outbox_messages(PAID, PAID.flagged("refund-failed")) == []


def test_a_dispute_is_reported_beside_an_earlier_flag() -> None:
    flagged = PAID.flagged("refund-failed")
    disputed = webhook_event(
        {"id": "evt_1", "type": "charge.dispute.created", "data": {"object": {"object": "dispute"}}}
    ).applied_to(flagged, datetime(2026, 1, 31, 10, tzinfo=UTC))
    (message,) = outbox_messages(flagged, disputed)
    assert message.payload["flag"] == "disputed"
