"""When the circuit breaker stops calls to the gateway, and when it lets one through."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bookstore.payments.gateway.answers import (
    CardDeclined,
    CircuitOpen,
    GatewayError,
    GatewayOutcomeUnknown,
    RequestNotExecuted,
)
from bookstore.payments.gateway.circuit_breaker import CircuitBreaker, CircuitLimits, CircuitState
from bookstore.platform.clock import Alarm

NO_CONNECTION = RequestNotExecuted("no connection", gateway_failed=True)


class ManualClock:
    def __init__(self) -> None:
        self.time = datetime(2026, 1, 31, 10, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time

    def wait(self, alarm: Alarm, seconds: float) -> bool:
        raise AssertionError("nothing waits here")

    def advance(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)


def call(breaker: CircuitBreaker, error: GatewayError | None = None) -> None:
    """One call that ends like this; CircuitOpen is raised, since then no call was made."""
    try:
        with breaker.guarded():
            if error is not None:
                raise error
    except CircuitOpen:
        raise
    except GatewayError:
        pass


def opened() -> tuple[CircuitBreaker, ManualClock]:
    clock = ManualClock()
    breaker = CircuitBreaker(clock, CircuitLimits(failures=3, seconds=5))
    for _ in range(3):
        call(breaker, GatewayOutcomeUnknown("HTTP 503"))
    return breaker, clock


def test_it_opens_after_so_many_failures_in_a_row() -> None:
    breaker, _ = opened()
    assert breaker.circuit is CircuitState.OPEN
    with pytest.raises(CircuitOpen):
        call(breaker)


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
def test_an_answer_of_a_working_gateway_starts_the_count_again(end: GatewayError | None) -> None:
    breaker = CircuitBreaker(ManualClock(), CircuitLimits(failures=2, seconds=5))
    for error in (NO_CONNECTION, end, NO_CONNECTION):
        call(breaker, error)
    assert breaker.circuit is CircuitState.CLOSED


def test_after_a_while_one_call_is_sent_and_no_other_beside_it() -> None:
    breaker, clock = opened()
    clock.advance(5)
    with breaker.guarded(), pytest.raises(CircuitOpen):
        call(breaker)
    assert breaker.circuit is CircuitState.CLOSED


def test_a_probe_that_fails_opens_it_again_at_once() -> None:
    breaker, clock = opened()
    clock.advance(5)
    call(breaker, NO_CONNECTION)
    assert breaker.circuit is CircuitState.OPEN


def test_a_probe_that_raises_another_error_lets_another_one_go() -> None:
    breaker, clock = opened()
    clock.advance(5)
    with pytest.raises(ZeroDivisionError), breaker.guarded():
        raise ZeroDivisionError
    call(breaker)
    assert breaker.circuit is CircuitState.CLOSED


def test_a_clock_that_was_set_back_does_not_keep_it_open() -> None:
    breaker, clock = opened()
    clock.advance(-3600)
    assert breaker.circuit is CircuitState.HALF_OPEN
