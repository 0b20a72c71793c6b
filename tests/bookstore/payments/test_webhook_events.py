"""The effect of a webhook event: an inquiry where it says something new, else none."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from bookstore.payments.gateway.answers import IntentSnapshot, IntentStatus
from bookstore.payments.model import Payment
from bookstore.payments.states import GatewayOperation, PaymentState
from bookstore.payments.webhook_event import webhook_event
from bookstore.platform.money import Currency, Money
from bookstore.platform.schemas import PaymentMethodKind

NOW = datetime(2026, 1, 31, 10, tzinfo=UTC)
PRICE = Money(1900, Currency.USD)
CHECKOUT = UUID("11111111-2222-4333-8444-555555555555")


def sent() -> Payment:
    return Payment(CHECKOUT, PaymentMethodKind.CARD, PRICE, token="pm_1", due_at=NOW).record_sending(NOW)


def authorized() -> Payment:
    return sent().with_intent(IntentSnapshot("pi_1", IntentStatus.REQUIRES_CAPTURE, PRICE), NOW)


def charged() -> Payment:
    return sent().with_intent(IntentSnapshot("pi_1", IntentStatus.SUCCEEDED, PRICE, 1900), NOW)


def event(kind: str, status: str, **more: Any) -> dict[str, Any]:
    subject = {"id": "pi_1", "object": "payment_intent", "status": status}
    subject["metadata"] = {"checkout_id": str(CHECKOUT)}  # type: ignore[assignment]
    return {"id": "evt_1", "type": kind, "data": {"object": {**subject, **more}}}


def after_event(payment: Payment, kind: str, status: str, **more: Any) -> Payment:
    return webhook_event(event(kind, status, **more)).applied_to(payment, NOW)


def test_an_event_names_its_payment_by_checkout_and_by_intent() -> None:
    read = webhook_event(event("payment_intent.succeeded", "succeeded"))
    assert (read.checkout_id, read.gateway_id) == (CHECKOUT, "pi_1")


def test_an_event_about_a_known_state_changes_nothing() -> None:
    assert after_event(charged(), "payment_intent.succeeded", "succeeded") == charged()


def test_an_old_event_changes_nothing() -> None:
    assert after_event(charged(), "payment_intent.amount_capturable_updated", "requires_capture") == charged()


@pytest.mark.parametrize("status", ["canceled", "succeeded", "a_status_of_next_year"])
def test_an_event_about_an_unknown_state_requests_an_inquiry(status: str) -> None:
    assert (
        after_event(authorized(), "payment_intent.changed", status).next_operation()
        is GatewayOperation.INQUIRE
    )


def test_an_event_about_an_open_authorization_makes_its_next_call_due_now() -> None:
    later = datetime(2026, 1, 31, 11, tzinfo=UTC)
    waiting = sent().postponed(NOW)
    known = webhook_event(event("payment_intent.succeeded", "succeeded")).applied_to(waiting, later)
    assert (known.state, known.next_operation(), known.due_at) == (
        PaymentState.AUTHORIZING,
        GatewayOperation.AUTHORIZE,
        later,
    )


def test_a_dispute_flags_the_payment() -> None:
    assert (
        after_event(charged(), "charge.dispute.created", "needs_response", object="dispute").flag
        == "disputed"
    )


@pytest.mark.parametrize("kind", ["customer.created", "payment_intent.created", "charge.succeeded"])
def test_events_of_other_types_are_not_relevant(kind: str) -> None:
    assert not webhook_event(event(kind, "succeeded")).relevant


@pytest.mark.parametrize("body", [{}, [], {"id": "evt", "type": "x", "data": {"object": None}}])
def test_what_is_no_event_is_refused(body: Any) -> None:
    with pytest.raises(ValueError, match="this is no event"):
        webhook_event(body)
