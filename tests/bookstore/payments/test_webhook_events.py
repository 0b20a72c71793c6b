"""What a webhook is to us: news, or something we know."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from bookstore.payments.gateway.answers import Intent, IntentStatus
from bookstore.payments.model import Payment
from bookstore.payments.states import Act, Method, State
from bookstore.payments.webhook_event import news_of
from bookstore.platform.money import Currency, Money

NOW = datetime(2026, 1, 31, 10, tzinfo=UTC)
PRICE = Money(1900, Currency.USD)
CHECKOUT = UUID("11111111-2222-4333-8444-555555555555")


def asked() -> Payment:
    return Payment(CHECKOUT, Method.CARD, PRICE, token="pm_1", due_at=NOW).sending(NOW)


def held() -> Payment:
    return asked().learned(Intent("pi_1", IntentStatus.REQUIRES_CAPTURE, PRICE), NOW)


def taken() -> Payment:
    return asked().learned(Intent("pi_1", IntentStatus.SUCCEEDED, PRICE, 1900), NOW)


def event(kind: str, status: str, **more: Any) -> dict[str, Any]:
    subject = {"id": "pi_1", "object": "payment_intent", "status": status}
    subject["metadata"] = {"checkout_id": str(CHECKOUT)}  # type: ignore[assignment]
    return {"id": "evt_1", "type": kind, "data": {"object": {**subject, **more}}}


def told(payment: Payment, kind: str, status: str, **more: Any) -> Payment:
    return news_of(event(kind, status, **more)).told_to(payment, NOW)


def test_an_event_names_its_payment_by_checkout_and_by_intent() -> None:
    news = news_of(event("payment_intent.succeeded", "succeeded"))
    assert (news.checkout_id, news.gateway_id) == (CHECKOUT, "pi_1")


def test_what_we_know_already_is_no_news() -> None:
    assert told(taken(), "payment_intent.succeeded", "succeeded") == taken()


def test_an_old_event_changes_nothing() -> None:
    assert told(taken(), "payment_intent.amount_capturable_updated", "requires_capture") == taken()


@pytest.mark.parametrize("status", ["canceled", "succeeded", "a_status_of_next_year"])
def test_what_we_did_not_know_is_asked_for(status: str) -> None:
    assert told(held(), "payment_intent.changed", status).next_act() is Act.LOOK


def test_an_event_about_a_question_that_is_open_only_asks_it_now() -> None:
    later = datetime(2026, 1, 31, 11, tzinfo=UTC)
    waiting = asked().put_off(NOW)
    heard = news_of(event("payment_intent.succeeded", "succeeded")).told_to(waiting, later)
    assert (heard.state, heard.next_act(), heard.due_at) == (State.AUTHORIZING, Act.AUTHORIZE, later)


def test_a_dispute_flags_the_payment() -> None:
    assert told(taken(), "charge.dispute.created", "needs_response", object="dispute").flag == "disputed"


@pytest.mark.parametrize("kind", ["customer.created", "payment_intent.created", "charge.succeeded"])
def test_types_we_do_not_act_on_are_not_heeded(kind: str) -> None:
    assert not news_of(event(kind, "succeeded")).heeded


@pytest.mark.parametrize("body", [{}, [], {"id": "evt", "type": "x", "data": {"object": None}}])
def test_what_is_no_event_is_refused(body: Any) -> None:
    with pytest.raises(ValueError, match="this is no event"):
        news_of(body)
