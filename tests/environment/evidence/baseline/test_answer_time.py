"""A service that takes a second more for one operation is named; a slow machine is not."""

from __future__ import annotations

import pytest

from environment.evidence.baseline.answer_time import Pace, own_times, read_pace, slower, written_pace
from environment.evidence.baseline.text_format import UnreadableBaseline
from tests.environment.evidence.recording.sample_exchanges import exchange

SLOW = ("checkout -> inventory", "PUT /reservations/{id}")


def times(factor: float = 1.0, extra: float = 0.0, calls: int = 8) -> dict[tuple[str, str], list[float]]:
    found = {("a -> b", f"GET /{n}"): [(0.01 + 0.002 * n) * factor] * 8 for n in range(12)}
    return {
        **found,
        ("customer -> checkout", "POST /checkouts"): [0.2 * factor] * 8,
        SLOW: [0.02 * factor + extra] * calls,
    }


def test_one_added_second_names_the_arrow() -> None:
    [breach] = slower(times(extra=1.0), Pace.of(times()))
    assert breach.arrow == SLOW[0]
    assert (
        "inventory itself took 1.02 s for PUT /reservations/{id}, in the median of 8 calls" in breach.sentence
    )


@pytest.mark.parametrize("factor", [0.5, 1.0, 2.0, 20.0])
def test_a_machine_of_another_speed_is_no_finding(factor: float) -> None:
    assert list(slower(times(factor), Pace.of(times()))) == []


def test_a_second_is_seen_on_a_machine_half_as_fast_and_few_calls_say_nothing() -> None:
    assert len(list(slower(times(2.0, extra=1.0), Pace.of(times())))) == 1
    assert list(slower(times(extra=1.0, calls=4), Pace.of(times()))) == []
    assert list(slower({SLOW: [1.0] * 8}, Pace.of(times()))) == []


def test_an_operation_that_was_slow_before_is_expected_to_be_so() -> None:
    before = Pace.of(times(extra=1.0))
    assert before.ratios[SLOW] == 50
    assert list(slower(times(extra=1.0), before)) == []
    assert read_pace(written_pace(before)) == before
    with pytest.raises(UnreadableBaseline, match="no ratio"):
        read_pace("a -> b: GET /x | fast")


def test_the_own_time_is_without_inner_calls_and_not_taken_where_a_fault_acted() -> None:
    outer = exchange(1, "customer -> checkout", "POST /checkouts", at=0, took=100)
    inner = exchange(2, "checkout -> orders", "PUT /x", at=10, took=60)
    lost = exchange(3, "checkout -> orders", "PUT /y", at=80, took=5, faults=("lost",))
    found = own_times([outer, inner])
    assert found["customer -> checkout", "POST /checkouts"] == [pytest.approx(0.04, abs=1e-6)]
    assert found["checkout -> orders", "PUT /x"] == [pytest.approx(0.06, abs=1e-6)]
    assert list(own_times([outer, inner, lost])) == [("checkout -> orders", "PUT /x")]
