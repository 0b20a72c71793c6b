"""A status that no green run had is a breach, where it is certain what green runs have."""

from __future__ import annotations

import pytest

from environment.evidence.baseline.call_profile import CallProfile
from environment.evidence.baseline.number_range import Range
from environment.evidence.baseline.other_statuses import other_statuses
from environment.evidence.baseline.scenario_baseline import OperationBaseline, ScenarioBaseline, ScenarioRun

RETURN = ("staff -> orders", "PUT /orders/{order}/returns/{id}")
LOOK = ("customer -> orders", "GET /orders/{order}")
ONCE_EACH = {"200": Range(1, 1), "201": Range(1, 1)}


def sentences(key: tuple[str, str], usual: dict[str, Range], seen: dict[str, int]) -> list[str]:
    baseline = ScenarioBaseline([OperationBaseline(*key, usual)], {})
    return [str(each) for each in other_statuses(ScenarioRun([CallProfile(*key, seen)], {}), baseline)]


def test_a_repetition_that_is_answered_as_new_is_one() -> None:
    (said,) = sentences(RETURN, ONCE_EACH, {"201": 2})
    assert said.startswith(
        "staff -> orders: orders answered PUT /orders/{order}/returns/{id} with 2x 201, "
        "in the baseline 1x 200 and 1x 201; make baseline"
    )


def test_a_refusal_in_the_place_of_an_answer_is_one() -> None:
    assert sentences(RETURN, {"201": Range(1, 1)}, {"409": 1})


@pytest.mark.parametrize(
    ("key", "usual", "seen"),
    [
        pytest.param(RETURN, ONCE_EACH, {"200": 1, "201": 1}, id="the same"),
        pytest.param(RETURN, ONCE_EACH, {"201": 1}, id="not asked as often: a cost, or a step, says so"),
        pytest.param(RETURN, ONCE_EACH, {"201": 1, "no answer": 1}, id="lost on its way"),
        pytest.param(
            RETURN, {"200": Range(1, 2), "201": Range(0, 1)}, {"201": 2}, id="answered now so and now so"
        ),
        pytest.param(LOOK, {"404": Range(1, 1)}, {"200": 1}, id="a look, which is repeated until it suits"),
    ],
)
def test_what_is_not_certain_is_none(
    key: tuple[str, str], usual: dict[str, Range], seen: dict[str, int]
) -> None:
    assert sentences(key, usual, seen) == []
