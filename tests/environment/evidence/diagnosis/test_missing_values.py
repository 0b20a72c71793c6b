"""A value that repeats itself in the place of another one names its arrow."""

from __future__ import annotations

from environment.evidence.diagnosis.root_cause import find_root_cause
from environment.evidence.recording.exchange import Exchange
from tests.environment.evidence.diagnosis.green_checkout import RESERVE, baseline, cause_of
from tests.environment.evidence.recording.sample_exchanges import exchange

CALL = "PUT /reservations/11111111-1111-1111-1111-111111111111"


def reservations(*quantities: int, status: int = 201, answered: str = "open") -> list[Exchange]:
    return [
        exchange(
            number,
            RESERVE,
            CALL,
            status,
            at=10 * number,
            request_body={"quantity": quantity},
            answer_body={"state": answered},
        )
        for number, quantity in enumerate(quantities, 1)
    ]


GREEN = baseline(reservations(1, 2))


def test_a_value_that_comes_twice_in_place_of_another_one_names_its_arrow() -> None:
    found = cause_of(reservations(1, 1), GREEN)

    assert found.headline == (
        "[checkout -> inventory] PUT /reservations/{id}: the request's quantity is 1 twice, "
        "in the baseline 1 and 2"
    )
    assert found.exchange
    assert found.exchange.number == 2


def test_the_order_of_the_values_is_not_compared() -> None:
    assert find_root_cause(reservations(2, 1), baseline=GREEN) is None


def test_a_scenario_that_ended_early_has_fewer_values_for_that_reason() -> None:
    only_once = reservations(1)
    assert "quantity" not in cause_of(only_once, GREEN).headline


def test_calls_that_are_answered_otherwise_are_told_by_their_answers() -> None:
    refused = reservations(1, 1, status=409)
    assert "answered 409" in cause_of(refused, GREEN).headline


def test_a_value_that_no_green_run_had_is_told_as_such() -> None:
    assert "is 3, in the baseline 1 or 2" in cause_of(reservations(1, 3), GREEN).headline
