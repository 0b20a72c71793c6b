"""What each kind of answer, or none, makes of a payment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Event
from typing import Any, cast
from uuid import UUID

import pytest

from bookstore.payments.gateway.answers import (
    CardDeclined,
    GatewayMisconfigured,
    GatewayOutcomeUnknown,
    GatewayRefund,
    GatewayRefundStatus,
    IdempotencyKeyConflict,
    PaymentIntent,
    PaymentIntentStatus,
    RequestNotExecuted,
    RequestRejected,
)
from bookstore.payments.gateway.client import GatewayClient
from bookstore.payments.gateway_calls import GatewayCalls
from bookstore.payments.model import Payment
from bookstore.payments.states import GatewayOperation, PaymentState
from bookstore.platform.money import Currency, Money
from bookstore.platform.schemas import PaymentMethod

NOW = datetime(2026, 1, 31, 10, tzinfo=UTC)
PRICE = Money(1900, Currency.USD)
CHECKOUT = UUID("11111111-2222-4333-8444-555555555555")
HOLD = PaymentIntent("pi_1", PaymentIntentStatus.REQUIRES_CAPTURE, PRICE)
TAKEN = PaymentIntent("pi_1", PaymentIntentStatus.SUCCEEDED, PRICE, 1900)
STORED_ERROR = GatewayOutcomeUnknown("HTTP 500", replayed=True)


class StoppedClock:
    def __init__(self, now: datetime = NOW) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def wait(self, wake: Event, seconds: float) -> bool:
        raise AssertionError("nothing waits here")


class ScriptedGateway:
    """Answers each question as told, and remembers what was asked."""

    def __init__(self, **answers: Any) -> None:
        self._answers = answers
        self.asked: list[str] = []

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        yield

    def __getattr__(self, name: str) -> Any:
        def ask(*_: Any) -> Any:
            self.asked.append(name)
            answer = self._answers[name]
            if isinstance(answer, Exception):
                raise answer
            return answer

        return ask


def after(payment: Payment, now: datetime = NOW, **answers: Any) -> tuple[Payment, list[str]]:
    gateway = ScriptedGateway(**answers)
    operation = payment.next_operation()
    assert operation is not None
    transition = GatewayCalls(cast(GatewayClient, gateway), StoppedClock(now)).call(operation, payment, 1.0)
    return transition.apply(payment), gateway.asked


def asked(times: int = 1) -> Payment:
    payment = Payment(CHECKOUT, PaymentMethod.CARD, PRICE, token="pm_1", due_at=NOW)
    for _ in range(times):
        payment = payment.record_sending(NOW)
    return payment


def start_capture(times: int = 1) -> Payment:
    payment = asked().with_intent(HOLD, NOW).start_capture(NOW)
    for _ in range(times):
        payment = payment.record_sending(NOW)
    return payment


def start_refund(times: int = 1) -> Payment:
    payment = asked().with_intent(TAKEN, NOW).start_reversal(NOW)
    for _ in range(times):
        payment = payment.record_sending(NOW)
    return payment


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (HOLD, PaymentState.AUTHORIZED),
        (CardDeclined("expired_card"), PaymentState.DECLINED),
        (RequestRejected("parameter_unknown"), PaymentState.FAILED),
        (GatewayMisconfigured("HTTP 401"), PaymentState.FAILED),
        (RequestNotExecuted("HTTP 429"), PaymentState.AUTHORIZING),
        (GatewayOutcomeUnknown("HTTP 500"), PaymentState.AUTHORIZING),
    ],
)
def test_the_first_answer_to_an_authorization(answer: Any, state: PaymentState) -> None:
    assert after(asked(), authorize=answer)[0].state is state


@pytest.mark.parametrize(
    "answer",
    [GatewayMisconfigured("HTTP 401"), RequestNotExecuted("HTTP 429"), GatewayOutcomeUnknown("HTTP 500")],
)
def test_an_authorization_in_doubt_stays_in_doubt_without_an_answer(answer: Exception) -> None:
    payment, _ = after(asked(times=2), authorize=answer)
    assert payment.state is PaymentState.AUTHORIZING
    assert payment.unanswered > 0


@pytest.mark.parametrize("answer", [RequestRejected("idempotency_error"), STORED_ERROR])
@pytest.mark.parametrize(("found", "state"), [(HOLD, PaymentState.AUTHORIZED), (None, PaymentState.FAILED)])
def test_where_the_key_tells_no_more_the_payment_is_looked_up(
    answer: Exception, found: PaymentIntent | None, state: PaymentState
) -> None:
    assert after(asked(times=2), authorize=answer, find=found)[0].state is state


@pytest.mark.parametrize(("found", "state"), [(HOLD, PaymentState.AUTHORIZED), (None, PaymentState.FAILED)])
def test_where_another_request_has_our_name_the_payment_is_looked_up(
    found: PaymentIntent | None, state: PaymentState
) -> None:
    payment, questions = after(asked(), authorize=IdempotencyKeyConflict("idempotency_error"), find=found)
    assert (payment.state, questions) == (state, ["authorize", "find"])


def test_what_was_made_under_our_name_with_another_amount_goes_back() -> None:
    foreign = replace(HOLD, amount=Money(2500, Currency.USD))
    payment, _ = after(asked(), authorize=IdempotencyKeyConflict("idempotency_error"), find=foreign)
    assert (payment.state, payment.flag, payment.next_operation()) == (
        PaymentState.RETURNING,
        "amount-differs",
        GatewayOperation.VOID,
    )


def test_a_look_up_that_was_not_executed_leaves_the_payment_in_doubt() -> None:
    payment, _ = after(asked(), authorize=STORED_ERROR, find=RequestNotExecuted("HTTP 429"))
    assert (payment.state, payment.unanswered) == (PaymentState.AUTHORIZING, 1)


def test_an_old_key_is_not_sent_again() -> None:
    payment, questions = after(asked(times=2), now=NOW + timedelta(days=1), find=HOLD)
    assert (payment.state, questions) == (PaymentState.AUTHORIZED, ["find"])


def test_a_capture_in_doubt_is_asked_about_before_it_is_repeated() -> None:
    assert after(start_capture(times=2), retrieve=TAKEN) == (
        start_capture(times=2).with_intent(TAKEN, NOW),
        ["retrieve"],
    )
    assert after(start_capture(times=2), retrieve=HOLD, capture=TAKEN)[1] == ["retrieve", "capture"]


def test_a_capture_whose_key_holds_an_error_gets_a_new_key_once_it_is_known_not_to_be_done() -> None:
    payment, questions = after(start_capture(), capture=STORED_ERROR, retrieve=HOLD)
    assert (payment.state, payment.spent_keys, questions) == (
        PaymentState.CAPTURING,
        1,
        ["capture", "retrieve"],
    )


def test_a_capture_that_is_refused_for_good_is_given_up() -> None:
    payment, _ = after(start_capture(), capture=RequestRejected("amount_too_large"), retrieve=HOLD)
    assert (payment.state, payment.next_operation()) == (PaymentState.RETURNING, GatewayOperation.VOID)


@pytest.mark.parametrize(
    "trouble",
    [GatewayMisconfigured("HTTP 401"), GatewayOutcomeUnknown("HTTP 500"), RequestNotExecuted("HTTP 429")],
)
def test_a_capture_without_an_answer_is_tried_again(trouble: Exception) -> None:
    payment, _ = after(start_capture(), capture=trouble)
    assert payment.state is PaymentState.CAPTURING
    assert payment.due_at is not None
    assert payment.due_at > NOW


def test_a_hold_that_was_captured_meanwhile_is_refunded_instead_of_voided() -> None:
    payment, _ = after(
        start_capture().start_reversal(NOW), void=RequestRejected("unexpected_state"), retrieve=TAKEN
    )
    assert payment.next_operation() is GatewayOperation.REFUND


def test_a_refund_in_doubt_is_looked_for_before_it_is_repeated() -> None:
    payment = start_refund(times=2)
    assert payment.open_refund is not None
    done = GatewayRefund("re_1", GatewayRefundStatus.SUCCEEDED, 1900, payment.open_refund.refund_id)
    settled, questions = after(payment, refunds_of=[done])
    assert (settled.state, questions) == (PaymentState.REFUNDED, ["refunds_of"])
    assert after(payment, refunds_of=[], refund=done)[1] == ["refunds_of", "refund"]
