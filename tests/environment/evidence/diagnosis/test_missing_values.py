"""A value that repeats itself in the place of another one names its arrow."""

from __future__ import annotations

from dataclasses import replace

import pytest

from environment.evidence.baseline.number_range import Range
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
        "in the baseline 1 once, then 2 once"
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


def test_a_value_that_comes_too_often_is_told_although_every_value_came() -> None:
    found = cause_of(reservations(1, 2, 2), baseline(reservations(1, 1, 2)))
    assert found.headline.endswith("quantity is 2 twice, in the baseline 1 twice, then 2 once")


def test_of_the_calls_with_the_value_the_first_one_out_of_order_is_wrong() -> None:
    found = cause_of(reservations(1, 1), baseline(reservations(2, 1)))
    assert found.exchange
    assert found.exchange.number == 1


def test_where_the_baseline_has_no_order_the_call_that_is_too_many_is_wrong() -> None:
    found = cause_of(reservations(1, 1), baseline(reservations(2, 1), reservations(1, 2)))
    assert found.headline.endswith("quantity is 1 twice, in the baseline 1 once and 2 once")
    assert found.exchange
    assert found.exchange.number == 2


def test_a_number_that_differs_from_run_to_run_is_known_as_a_range() -> None:
    green = baseline(reservations(1, 2), reservations(1, 1, 2))
    assert find_root_cause(reservations(1, 1, 2), baseline=green) is None
    found = cause_of(reservations(1, 2, 2), green)
    assert found.headline.endswith("quantity is 2 twice, in the baseline 1 1-2 times and 2 once")


def test_a_scenario_that_ended_early_is_told_of_a_value_that_came_too_often() -> None:
    found = cause_of(reservations(1, 1), baseline(reservations(1, 2, 2)))
    assert "quantity is 1 twice" in found.headline


def test_a_scenario_that_ended_early_is_told_of_a_value_that_came_again_in_place_of_the_next() -> None:
    green = baseline(reservations(1, 2, 1))
    found = cause_of(reservations(1, 1), green)
    assert found.exchange
    assert (found.arrow, found.exchange.number) == (RESERVE, 2)
    assert "quantity is 1 twice" in found.headline
    assert find_root_cause(reservations(1, 1, 2), baseline=green) is None


def test_without_numbers_a_value_is_told_where_another_one_never_came() -> None:
    known = GREEN.operations[0]
    old = replace(GREEN, operations=[replace(known, occurrences={})])

    found = cause_of(reservations(1, 1), old)
    assert found.headline.endswith("quantity is 1 twice, in the baseline 1 and 2")
    thrice = replace(GREEN, operations=[replace(known, statuses={"201": Range(3, 3)}, occurrences={})])
    assert find_root_cause(reservations(1, 2, 2), baseline=thrice) is None


@pytest.mark.parametrize(("seen", "is_told"), [(1, True), (4, False)])
def test_a_look_that_has_shown_several_numbers_may_show_another_one(seen: int, *, is_told: bool) -> None:
    """Copies become fewer with each purchase; of a few numbers another one is a difference."""

    def looks(numbers: range) -> list[Exchange]:
        edge, asked = "cart -> inventory", "GET /availability"
        return [
            exchange(20 + each, edge, asked, at=70 + each, answer_body={"left": each}) for each in numbers
        ]

    green = baseline(looks(range(seen)))
    found = find_root_cause(looks(range(seen, seen + 1)), baseline=green)
    told = found is not None and "the answer's left" in found.reason
    assert told == is_told


@pytest.mark.parametrize(
    ("arrow", "call", "named"),
    [
        ("payments -> gateway", "GET /v1/refunds", None),
        ("payments -> gateway", "POST /v1/refunds", "payments -> gateway"),
        ("orders -> payments", "GET /payments/x", "orders -> payments"),
    ],
)
def test_what_the_gateway_shows_only_reports_what_it_was_asked_for(
    arrow: str, call: str, named: str | None
) -> None:
    told, usual = (exchange(1, arrow, call, answer_body={"status": each}) for each in ("pending", "canceled"))
    found = find_root_cause([told], baseline=baseline([usual]))
    assert (found and found.arrow) == named
