"""What a webhook is to us: news, or something we know."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from bookstore.payments.gateway.answers import PaymentIntent, PaymentIntentStatus
from bookstore.payments.model import Payment
from bookstore.payments.states import GatewayOperation, PaymentState
from bookstore.payments.webhook_event import webhook_event
from bookstore.platform.money import Currency, Money
from bookstore.platform.schemas import PaymentMethod

NOW = datetime(2026, 1, 31, 10, tzinfo=UTC)
PRICE = Money(1900, Currency.USD)
CHECKOUT = UUID("11111111-2222-4333-8444-555555555555")


def asked() -> Payment:
    return Payment(CHECKOUT, PaymentMethod.CARD, PRICE, token="pm_1", due_at=NOW).record_sending(NOW)


def held() -> Payment:
    return asked().with_intent(PaymentIntent("pi_1", PaymentIntentStatus.REQUIRES_CAPTURE, PRICE), NOW)


def taken() -> Payment:
    return asked().with_intent(PaymentIntent("pi_1", PaymentIntentStatus.SUCCEEDED, PRICE, 1900), NOW)


def event(kind: str, status: str, **more: Any) -> dict[str, Any]:
    subject = {"id": "pi_1", "object": "payment_intent", "status": status}
    subject["metadata"] = {"checkout_id": str(CHECKOUT)}  # type: ignore[assignment]
    return {"id": "evt_1", "type": kind, "data": {"object": {**subject, **more}}}


def told(payment: Payment, kind: str, status: str, **more: Any) -> Payment:
    return webhook_event(event(kind, status, **more)).applied_to(payment, NOW)


def test_an_event_names_its_payment_by_checkout_and_by_intent() -> None:
    news = webhook_event(event("payment_intent.succeeded", "succeeded"))
    assert (news.checkout_id, news.gateway_id) == (CHECKOUT, "pi_1")


def test_what_we_know_already_is_no_news() -> None:
    assert told(taken(), "payment_intent.succeeded", "succeeded") == taken()


def test_an_old_event_changes_nothing() -> None:
    assert told(taken(), "payment_intent.amount_capturable_updated", "requires_capture") == taken()


@pytest.mark.parametrize("status", ["canceled", "succeeded", "a_status_of_next_year"])
def test_what_we_did_not_know_is_asked_for(status: str) -> None:
    assert told(held(), "payment_intent.changed", status).next_operation() is GatewayOperation.INQUIRE


def test_an_event_about_a_question_that_is_open_only_asks_it_now() -> None:
    later = datetime(2026, 1, 31, 11, tzinfo=UTC)
    waiting = asked().postponed(NOW)
    heard = webhook_event(event("payment_intent.succeeded", "succeeded")).applied_to(waiting, later)
    assert (heard.state, heard.next_operation(), heard.due_at) == (
        PaymentState.AUTHORIZING,
        GatewayOperation.AUTHORIZE,
        later,
    )


def test_a_dispute_flags_the_payment() -> None:
    assert told(taken(), "charge.dispute.created", "needs_response", object="dispute").flag == "disputed"


@pytest.mark.parametrize("kind", ["customer.created", "payment_intent.created", "charge.succeeded"])
def test_types_we_do_not_act_on_are_not_heeded(kind: str) -> None:
    assert not webhook_event(event(kind, "succeeded")).relevant


@pytest.mark.parametrize("body", [{}, [], {"id": "evt", "type": "x", "data": {"object": None}}])
def test_what_is_no_event_is_refused(body: Any) -> None:
    with pytest.raises(ValueError, match="this is no event"):
        webhook_event(body)
