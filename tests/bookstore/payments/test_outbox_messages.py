"""What orders hear of a payment, and what not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID, uuid4

from bookstore.payments.model import Payment
from bookstore.payments.outbox_messages import notices
from bookstore.payments.refund import Refund
from bookstore.payments.states import Method, RefundState, State
from bookstore.payments.webhook_event import news_of
from bookstore.platform.money import Currency, Money

CHECKOUT = UUID("11111111-2222-4333-8444-555555555555")
PAID = Payment(CHECKOUT, Method.CARD, Money(1900, Currency.USD), State.CAPTURED, captured=1900)


def refunding(state: RefundState, refund_id: UUID | None = None) -> Payment:
    return replace(PAID, refunds=(Refund(refund_id or uuid4(), 500, state),))


def test_how_a_refund_fares_is_told_once() -> None:
    made = refunding(RefundState.REFUNDED)
    (told,) = notices(PAID, made)
    assert told.payload["state"] == "refunded"
    assert notices(made, made) == []


def test_a_refund_that_is_only_asked_for_is_not_told() -> None:
    assert notices(PAID, refunding(RefundState.REFUNDING)) == []


def test_the_refund_of_a_return_concerns_no_order() -> None:
    assert notices(PAID, refunding(RefundState.REFUNDED, PAID.return_id)) == []


def test_the_refund_of_a_return_that_came_back_is_told() -> None:
    made = refunding(RefundState.REFUNDED, PAID.return_id)
    (told,) = notices(made, refunding(RefundState.FAILED, PAID.return_id))
    assert (told.payload["state"], told.payload["amount"]) == ("failed", 500)


def test_the_same_news_has_the_same_name() -> None:
    made = refunding(RefundState.FAILED)
    assert notices(PAID, made) == notices(PAID, made)


def test_a_dispute_is_told() -> None:
    (told,) = notices(PAID, PAID.flagged("disputed"))
    assert told.payload == {"checkout_id": str(CHECKOUT), "flag": "disputed"}
    assert notices(PAID, PAID.flagged("refund-failed")) == []


def test_a_dispute_is_told_whatever_else_is_wrong() -> None:
    troubled = PAID.flagged("refund-failed")
    disputed = news_of(
        {"id": "evt_1", "type": "charge.dispute.created", "data": {"object": {"object": "dispute"}}}
    ).told_to(troubled, datetime(2026, 1, 31, 10, tzinfo=UTC))
    (told,) = notices(troubled, disputed)
    assert told.payload["flag"] == "disputed"
