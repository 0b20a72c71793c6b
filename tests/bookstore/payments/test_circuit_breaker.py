"""When the gateway is left alone, and when it is asked again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from threading import Event

import pytest

from bookstore.payments.gateway.answers import (
    CardDeclined,
    CircuitOpen,
    GatewayError,
    GatewayOutcomeUnknown,
    RequestNotExecuted,
)
from bookstore.payments.gateway.circuit_breaker import CircuitBreaker, CircuitLimits, CircuitState

NO_CONNECTION = RequestNotExecuted("no connection", blames_gateway=True)


class HandClock:
    def __init__(self) -> None:
        self.time = datetime(2026, 1, 31, 10, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time

    def wait(self, wake: Event, seconds: float) -> bool:
        raise AssertionError("nothing waits here")

    def pass_by(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)


def ask(breaker: CircuitBreaker, trouble: GatewayError | None = None) -> None:
    """One question with this end; CircuitOpen passes, since then nothing was asked."""
    try:
        with breaker.guarded():
            if trouble is not None:
                raise trouble
    except CircuitOpen:
        raise
    except GatewayError:
        pass


def opened() -> tuple[CircuitBreaker, HandClock]:
    clock = HandClock()
    breaker = CircuitBreaker(clock, CircuitLimits(failures=3, seconds=5))
    for _ in range(3):
        ask(breaker, GatewayOutcomeUnknown("HTTP 503"))
    return breaker, clock


def test_it_opens_after_so_many_failures_in_a_row() -> None:
    breaker, _ = opened()
    assert breaker.circuit is CircuitState.OPEN
    with pytest.raises(CircuitOpen):
        ask(breaker)


@pytest.mark.parametrize(
    "end",
    [
        None,
        CardDeclined("expired_card"),
        GatewayOutcomeUnknown("HTTP 500", replayed=True),
        GatewayOutcomeUnknown("HTTP 409", answered=True),
        RequestNotExecuted("HTTP 429", 1.0),
    ],
)
def test_an_answer_of_a_gateway_that_is_well_starts_the_count_again(end: GatewayError | None) -> None:
    breaker = CircuitBreaker(HandClock(), CircuitLimits(failures=2, seconds=5))
    for trouble in (NO_CONNECTION, end, NO_CONNECTION):
        ask(breaker, trouble)
    assert breaker.circuit is CircuitState.CLOSED


def test_after_a_while_one_question_goes_out_and_no_other_beside_it() -> None:
    breaker, clock = opened()
    clock.pass_by(5)
    with breaker.guarded(), pytest.raises(CircuitOpen):
        ask(breaker)
    assert breaker.circuit is CircuitState.CLOSED


def test_a_probe_that_fails_opens_it_again_at_once() -> None:
    breaker, clock = opened()
    clock.pass_by(5)
    ask(breaker, NO_CONNECTION)
    assert breaker.circuit is CircuitState.OPEN


def test_a_probe_that_breaks_off_lets_another_one_go() -> None:
    breaker, clock = opened()
    clock.pass_by(5)
    with pytest.raises(ZeroDivisionError), breaker.guarded():
        raise ZeroDivisionError
    ask(breaker)
    assert breaker.circuit is CircuitState.CLOSED


def test_a_clock_that_was_set_back_does_not_keep_it_open() -> None:
    breaker, clock = opened()
    clock.pass_by(-3600)
    assert breaker.circuit is CircuitState.HALF_OPEN
