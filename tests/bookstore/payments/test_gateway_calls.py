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
    Declined,
    GatewayRefund,
    Intent,
    IntentStatus,
    Misconfigured,
    NameTaken,
    NotExecuted,
    RefundStatus,
    Rejected,
    Unknown,
)
from bookstore.payments.gateway.client import Gateway
from bookstore.payments.gateway_calls import Asking
from bookstore.payments.model import Payment
from bookstore.payments.states import Act, Method, State
from bookstore.platform.money import Currency, Money

NOW = datetime(2026, 1, 31, 10, tzinfo=UTC)
PRICE = Money(1900, Currency.USD)
CHECKOUT = UUID("11111111-2222-4333-8444-555555555555")
HOLD = Intent("pi_1", IntentStatus.REQUIRES_CAPTURE, PRICE)
TAKEN = Intent("pi_1", IntentStatus.SUCCEEDED, PRICE, 1900)
STORED_ERROR = Unknown("HTTP 500", replayed=True)


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
    act = payment.next_act()
    assert act is not None
    change = Asking(cast(Gateway, gateway), StoppedClock(now)).ask(act, payment, 1.0)
    return change(payment), gateway.asked


def asked(times: int = 1) -> Payment:
    payment = Payment(CHECKOUT, Method.CARD, PRICE, token="pm_1", due_at=NOW)
    for _ in range(times):
        payment = payment.sending(NOW)
    return payment


def capturing(times: int = 1) -> Payment:
    payment = asked().learned(HOLD, NOW).capturing(NOW)
    for _ in range(times):
        payment = payment.sending(NOW)
    return payment


def refunding(times: int = 1) -> Payment:
    payment = asked().learned(TAKEN, NOW).returning(NOW)
    for _ in range(times):
        payment = payment.sending(NOW)
    return payment


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (HOLD, State.AUTHORIZED),
        (Declined("expired_card"), State.DECLINED),
        (Rejected("parameter_unknown"), State.FAILED),
        (Misconfigured("HTTP 401"), State.FAILED),
        (NotExecuted("HTTP 429"), State.AUTHORIZING),
        (Unknown("HTTP 500"), State.AUTHORIZING),
    ],
)
def test_the_first_answer_to_an_authorization(answer: Any, state: State) -> None:
    assert after(asked(), authorize=answer)[0].state is state


@pytest.mark.parametrize("answer", [Misconfigured("HTTP 401"), NotExecuted("HTTP 429"), Unknown("HTTP 500")])
def test_an_authorization_in_doubt_stays_in_doubt_without_an_answer(answer: Exception) -> None:
    payment, _ = after(asked(times=2), authorize=answer)
    assert payment.state is State.AUTHORIZING
    assert payment.unanswered > 0


@pytest.mark.parametrize("answer", [Rejected("idempotency_error"), STORED_ERROR])
@pytest.mark.parametrize(("found", "state"), [(HOLD, State.AUTHORIZED), (None, State.FAILED)])
def test_where_the_key_tells_no_more_the_payment_is_looked_up(
    answer: Exception, found: Intent | None, state: State
) -> None:
    assert after(asked(times=2), authorize=answer, find=found)[0].state is state


@pytest.mark.parametrize(("found", "state"), [(HOLD, State.AUTHORIZED), (None, State.FAILED)])
def test_where_another_request_has_our_name_the_payment_is_looked_up(
    found: Intent | None, state: State
) -> None:
    payment, questions = after(asked(), authorize=NameTaken("idempotency_error"), find=found)
    assert (payment.state, questions) == (state, ["authorize", "find"])


def test_what_was_made_under_our_name_with_another_amount_goes_back() -> None:
    foreign = replace(HOLD, amount=Money(2500, Currency.USD))
    payment, _ = after(asked(), authorize=NameTaken("idempotency_error"), find=foreign)
    assert (payment.state, payment.flag, payment.next_act()) == (
        State.RETURNING,
        "amount-differs",
        Act.VOID,
    )


def test_a_look_up_that_was_not_executed_leaves_the_payment_in_doubt() -> None:
    payment, _ = after(asked(), authorize=STORED_ERROR, find=NotExecuted("HTTP 429"))
    assert (payment.state, payment.unanswered) == (State.AUTHORIZING, 1)


def test_an_old_key_is_not_sent_again() -> None:
    payment, questions = after(asked(times=2), now=NOW + timedelta(days=1), find=HOLD)
    assert (payment.state, questions) == (State.AUTHORIZED, ["find"])


def test_a_capture_in_doubt_is_asked_about_before_it_is_repeated() -> None:
    assert after(capturing(times=2), retrieve=TAKEN) == (
        capturing(times=2).learned(TAKEN, NOW),
        ["retrieve"],
    )
    assert after(capturing(times=2), retrieve=HOLD, capture=TAKEN)[1] == ["retrieve", "capture"]


def test_a_capture_whose_key_holds_an_error_gets_a_new_key_once_it_is_known_not_to_be_done() -> None:
    payment, questions = after(capturing(), capture=STORED_ERROR, retrieve=HOLD)
    assert (payment.state, payment.spent_keys, questions) == (State.CAPTURING, 1, ["capture", "retrieve"])


def test_a_capture_that_is_refused_for_good_is_given_up() -> None:
    payment, _ = after(capturing(), capture=Rejected("amount_too_large"), retrieve=HOLD)
    assert (payment.state, payment.next_act()) == (State.RETURNING, Act.VOID)


@pytest.mark.parametrize("trouble", [Misconfigured("HTTP 401"), Unknown("HTTP 500"), NotExecuted("HTTP 429")])
def test_a_capture_without_an_answer_is_tried_again(trouble: Exception) -> None:
    payment, _ = after(capturing(), capture=trouble)
    assert payment.state is State.CAPTURING
    assert payment.due_at is not None
    assert payment.due_at > NOW


def test_a_hold_that_was_captured_meanwhile_is_refunded_instead_of_voided() -> None:
    payment, _ = after(capturing().returning(NOW), void=Rejected("unexpected_state"), retrieve=TAKEN)
    assert payment.next_act() is Act.REFUND


def test_a_refund_in_doubt_is_looked_for_before_it_is_repeated() -> None:
    payment = refunding(times=2)
    assert payment.open_refund is not None
    done = GatewayRefund("re_1", RefundStatus.SUCCEEDED, 1900, payment.open_refund.refund_id)
    settled, questions = after(payment, refunds_of=[done])
    assert (settled.state, questions) == (State.REFUNDED, ["refunds_of"])
    assert after(payment, refunds_of=[], refund=done)[1] == ["refunds_of", "refund"]
