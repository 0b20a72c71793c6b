"""A payment whose bank asks for confirmation, and what each outcome makes of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bookstore.payments.gateway.answers import IntentStatus
from bookstore.payments.model import Payment
from bookstore.payments.states import GatewayOperation, PaymentState
from bookstore.platform.schemas import PaymentMethodKind
from tests.bookstore.payments.payments_by_state import NOW, intent, sent


def challenged() -> Payment:
    return sent().with_intent(replace(intent(IntentStatus.REQUIRES_ACTION), action_url="https://bank"), NOW)


def test_a_challenge_waits_for_the_customer_and_no_call_is_due() -> None:
    payment = challenged()
    assert (payment.state, payment.action_url) == (PaymentState.ACTION_REQUIRED, "https://bank")
    assert (payment.next_operation(), payment.due_at) == (None, None)


@pytest.mark.parametrize(
    ("seen", "state"),
    [
        (IntentStatus.REQUIRES_ACTION, PaymentState.ACTION_REQUIRED),
        (IntentStatus.REQUIRES_CAPTURE, PaymentState.AUTHORIZED),
        (IntentStatus.REQUIRES_PAYMENT_METHOD, PaymentState.DECLINED),
        (IntentStatus.CANCELED, PaymentState.VOIDED),
    ],
)
def test_a_challenge_ends_as_the_gateway_says(seen: IntentStatus, state: PaymentState) -> None:
    assert challenged().request_inquiry(NOW).with_inquiry(intent(seen), [], NOW).state is state


def test_a_wallet_is_charged_once_its_challenge_is_passed() -> None:
    waiting = (
        sent(PaymentMethodKind.WALLET)
        .with_intent(intent(IntentStatus.REQUIRES_ACTION), NOW)
        .request_inquiry(NOW)
    )
    payment = waiting.with_inquiry(intent(IntentStatus.SUCCEEDED, 1900), [], NOW)
    assert (payment.state, payment.captured) == (PaymentState.CAPTURED, 1900)


def test_a_challenge_that_is_reversed_is_voided_even_when_it_is_passed_later() -> None:
    payment = challenged().start_reversal(NOW)
    assert (payment.state, payment.next_operation()) == (PaymentState.RETURNING, GatewayOperation.VOID)
    assert (
        payment.with_intent(intent(IntentStatus.REQUIRES_CAPTURE), NOW).next_operation()
        is GatewayOperation.VOID
    )


def test_a_challenge_that_arrives_after_the_reversal_is_voided() -> None:
    payment = sent().start_reversal(NOW).with_intent(intent(IntentStatus.REQUIRES_ACTION), NOW)
    assert (payment.state, payment.next_operation()) == (PaymentState.RETURNING, GatewayOperation.VOID)
