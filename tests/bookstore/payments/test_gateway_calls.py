"""The effect of each kind of answer, or of none, on a payment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, cast
from uuid import UUID

import pytest

from bookstore.payments.gateway.answers import (
    CardDeclined,
    ForeignAnswer,
    GatewayMisconfigured,
    GatewayOutcomeUnknown,
    GatewayRefund,
    GatewayRefundStatus,
    IdempotencyKeyConflict,
    IntentSnapshot,
    IntentStatus,
    PaymentMethodUnusable,
    RequestNotExecuted,
    RequestRejected,
)
from bookstore.payments.gateway.client import GatewayClient
from bookstore.payments.gateway_calls import GatewayCalls
from bookstore.payments.model import Payment
from bookstore.payments.states import GatewayOperation, PaymentState
from bookstore.platform.clock import Alarm
from bookstore.platform.money import Currency, Money
from bookstore.platform.schemas import PaymentMethodKind

NOW = datetime(2026, 1, 31, 10, tzinfo=UTC)
PRICE = Money(1900, Currency.USD)
CHECKOUT = UUID("11111111-2222-4333-8444-555555555555")
AUTHORIZED = IntentSnapshot("pi_1", IntentStatus.REQUIRES_CAPTURE, PRICE)
CAPTURED = IntentSnapshot("pi_1", IntentStatus.SUCCEEDED, PRICE, 1900)
REPLAYED_ERROR = GatewayOutcomeUnknown("HTTP 500", replayed=True)


class FixedClock:
    def __init__(self, now: datetime = NOW) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def wait(self, alarm: Alarm, seconds: float) -> bool:
        raise AssertionError("nothing waits here")


class ScriptedGateway:
    """Gives the scripted answer to each call, and records the calls."""

    def __init__(self, **answers: Any) -> None:
        self._answers = answers
        self.sent: list[str] = []

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        yield

    def __getattr__(self, name: str) -> Any:
        def ask(*_: Any) -> Any:
            self.sent.append(name)
            answer = self._answers[name]
            if isinstance(answer, Exception):
                raise answer
            return answer

        return ask


def after(payment: Payment, now: datetime = NOW, **answers: Any) -> tuple[Payment, list[str]]:
    gateway = ScriptedGateway(**answers)
    operation = payment.next_operation()
    assert operation is not None
    transition = GatewayCalls(cast(GatewayClient, gateway), FixedClock(now)).call(operation, payment, 1.0)
    return transition.apply(payment), gateway.sent


def sent(times: int = 1) -> Payment:
    payment = Payment(CHECKOUT, PaymentMethodKind.CARD, PRICE, token="pm_1", due_at=NOW)
    for _ in range(times):
        payment = payment.record_sending(NOW)
    return payment


def capture_sent(times: int = 1) -> Payment:
    payment = sent().with_intent(AUTHORIZED, NOW).start_capture(NOW)
    for _ in range(times):
        payment = payment.record_sending(NOW)
    return payment


def refund_sent(times: int = 1) -> Payment:
    payment = sent().with_intent(CAPTURED, NOW).start_reversal(NOW)
    for _ in range(times):
        payment = payment.record_sending(NOW)
    return payment


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (AUTHORIZED, PaymentState.AUTHORIZED),
        (CardDeclined("expired_card"), PaymentState.DECLINED),
        (RequestRejected("parameter_unknown"), PaymentState.FAILED),
        (GatewayMisconfigured("HTTP 401"), PaymentState.FAILED),
        (RequestNotExecuted("HTTP 429"), PaymentState.AUTHORIZING),
        (GatewayOutcomeUnknown("HTTP 500"), PaymentState.AUTHORIZING),
    ],
)
def test_the_first_answer_to_an_authorization(answer: Any, state: PaymentState) -> None:
    assert after(sent(), authorize=answer)[0].state is state


@pytest.mark.parametrize(
    "answer",
    [GatewayMisconfigured("HTTP 401"), RequestNotExecuted("HTTP 429"), GatewayOutcomeUnknown("HTTP 500")],
)
def test_an_authorization_in_doubt_stays_in_doubt_without_an_answer(answer: Exception) -> None:
    payment, _ = after(sent(times=2), authorize=answer)
    assert payment.state is PaymentState.AUTHORIZING
    assert payment.unanswered > 0


def test_a_refused_token_declines_the_payment_unless_an_earlier_request_has_used_it() -> None:
    used = PaymentMethodUnusable("payment_method_used")
    declined, _ = after(sent(), authorize=used)
    assert (declined.state, declined.decline_code) == (PaymentState.DECLINED, "payment_method_unusable")
    assert after(sent(times=2), authorize=used, find=AUTHORIZED)[0].state is PaymentState.AUTHORIZED
    assert after(sent(times=2), authorize=used, find=None)[0].state is PaymentState.DECLINED


@pytest.mark.parametrize("answer", [RequestRejected("idempotency_error"), REPLAYED_ERROR])
@pytest.mark.parametrize(
    ("found", "state"), [(AUTHORIZED, PaymentState.AUTHORIZED), (None, PaymentState.FAILED)]
)
def test_where_the_key_brings_no_further_answer_the_payment_is_looked_up(
    answer: Exception, found: IntentSnapshot | None, state: PaymentState
) -> None:
    assert after(sent(times=2), authorize=answer, find=found)[0].state is state


@pytest.mark.parametrize(
    ("found", "state"), [(AUTHORIZED, PaymentState.AUTHORIZED), (None, PaymentState.FAILED)]
)
def test_where_another_request_has_used_the_key_the_payment_is_looked_up(
    found: IntentSnapshot | None, state: PaymentState
) -> None:
    payment, calls = after(sent(), authorize=IdempotencyKeyConflict("idempotency_error"), find=found)
    assert (payment.state, calls) == (state, ["authorize", "find"])


def test_an_intent_of_another_amount_under_our_key_is_reversed() -> None:
    foreign = replace(AUTHORIZED, amount=Money(2500, Currency.USD))
    payment, _ = after(sent(), authorize=IdempotencyKeyConflict("idempotency_error"), find=foreign)
    assert (payment.state, payment.flag, payment.next_operation()) == (
        PaymentState.RETURNING,
        "amount-differs",
        GatewayOperation.VOID,
    )


def test_a_look_up_that_was_not_executed_leaves_the_payment_in_doubt() -> None:
    payment, _ = after(sent(), authorize=REPLAYED_ERROR, find=RequestNotExecuted("HTTP 429"))
    assert (payment.state, payment.unanswered) == (PaymentState.AUTHORIZING, 1)


def test_an_old_key_is_not_sent_again() -> None:
    payment, calls = after(sent(times=2), now=NOW + timedelta(days=1), find=AUTHORIZED)
    assert (payment.state, calls) == (PaymentState.AUTHORIZED, ["find"])


def test_a_capture_in_doubt_is_looked_up_before_it_is_repeated() -> None:
    assert after(capture_sent(times=2), retrieve=CAPTURED) == (
        capture_sent(times=2).with_intent(CAPTURED, NOW),
        ["retrieve"],
    )
    assert after(capture_sent(times=2), retrieve=AUTHORIZED, capture=CAPTURED)[1] == ["retrieve", "capture"]


def test_a_capture_whose_key_holds_an_error_gets_a_new_key_once_it_is_known_not_to_be_done() -> None:
    payment, calls = after(capture_sent(), capture=REPLAYED_ERROR, retrieve=AUTHORIZED)
    assert (payment.state, payment.spent_keys, calls) == (
        PaymentState.CAPTURING,
        1,
        ["capture", "retrieve"],
    )


def test_a_capture_that_is_refused_for_good_voids_the_authorization() -> None:
    payment, _ = after(capture_sent(), capture=RequestRejected("amount_too_large"), retrieve=AUTHORIZED)
    assert (payment.state, payment.next_operation()) == (PaymentState.RETURNING, GatewayOperation.VOID)


@pytest.mark.parametrize(
    "error",
    [GatewayMisconfigured("HTTP 401"), GatewayOutcomeUnknown("HTTP 500"), RequestNotExecuted("HTTP 429")],
)
def test_a_capture_without_an_answer_is_retried(error: Exception) -> None:
    payment, _ = after(capture_sent(), capture=error)
    assert payment.state is PaymentState.CAPTURING
    assert payment.due_at is not None
    assert payment.due_at > NOW


def test_a_payment_that_proves_captured_is_refunded_instead_of_voided() -> None:
    payment, _ = after(
        capture_sent().start_reversal(NOW), void=RequestRejected("unexpected_state"), retrieve=CAPTURED
    )
    assert payment.next_operation() is GatewayOperation.REFUND


def test_a_refund_in_doubt_is_looked_up_before_it_is_repeated() -> None:
    payment = refund_sent(times=2)
    assert payment.open_refund is not None
    done = GatewayRefund("re_1", GatewayRefundStatus.SUCCEEDED, 1900, payment.open_refund.refund_id)
    settled, calls = after(payment, refunds_of=[done])
    assert (settled.state, calls) == (PaymentState.REFUNDED, ["refunds_of"])
    assert after(payment, refunds_of=[], refund=done)[1] == ["refunds_of", "refund"]


def test_a_foreign_answer_to_an_authorization_is_followed_by_a_look_at_the_list() -> None:
    payment, calls = after(sent(), authorize=ForeignAnswer("pi_2"), find=AUTHORIZED)
    assert (payment.state, payment.gateway_id, calls) == (
        PaymentState.AUTHORIZED,
        "pi_1",
        ["authorize", "find"],
    )
    unknown, _ = after(sent(), authorize=ForeignAnswer("pi_2"), find=None)
    assert (unknown.state, unknown.gateway_id) == (PaymentState.AUTHORIZING, None)


def test_a_listed_refund_of_another_amount_leaves_the_refund_open() -> None:
    payment = refund_sent(times=2)
    assert payment.open_refund is not None
    other = GatewayRefund("re_1", GatewayRefundStatus.SUCCEEDED, 1, payment.open_refund.refund_id)
    assert after(payment, refunds_of=[other])[0].open_refund == payment.open_refund


@pytest.mark.parametrize("answer", [ForeignAnswer("pi_2"), REPLAYED_ERROR, IdempotencyKeyConflict("taken")])
def test_a_listed_intent_in_another_currency_is_no_answer(answer: Exception) -> None:
    other = replace(CAPTURED, amount=Money(1900, Currency.EUR))
    payment, calls = after(sent(), authorize=answer, find=other)
    assert calls == ["authorize", "find"]
    assert (payment.state, payment.captured, payment.flag) == (PaymentState.AUTHORIZING, 0, None)


@pytest.mark.parametrize("amount", [1, 1901])
def test_an_inquiry_that_shows_our_refund_with_another_amount_is_no_answer(amount: int) -> None:
    refunding = sent().with_intent(CAPTURED, NOW).start_refund(CHECKOUT, 500, NOW)
    made = GatewayRefund("re_1", GatewayRefundStatus.SUCCEEDED, 500, CHECKOUT)
    refunded = refunding.with_refund_result(made).request_inquiry(NOW).record_sending(NOW)
    shown = replace(made, amount=amount, status=GatewayRefundStatus.FAILED)
    payment, calls = after(refunded, retrieve=CAPTURED, refunds_of=[shown])
    assert calls == ["retrieve", "refunds_of"]
    assert (payment.refunds, payment.refunded) == (refunded.refunds, 500)
    assert payment.next_operation() is GatewayOperation.INQUIRE
    known, _ = after(refunded, retrieve=CAPTURED, refunds_of=[made])
    assert known.next_operation() is None
