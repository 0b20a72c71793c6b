"""A scenario whose adapter finds on the way that its shop has no such request is skipped, with the reason."""

from __future__ import annotations

import pytest
from behave.model_type import Status
from behave.parser import parse_feature

from environment.session.not_offered import skipped_on_the_way
from steps.drivers.api import NotOffered

FEATURE = "Feature: F\n  Scenario: S\n    Given one\n    When two\n    Then three\n"


def of_the_second_step(error: BaseException) -> tuple[str | None, Status, list[Status], str | None]:
    """What becomes of a scenario whose second step has ended with this error."""
    (scenario,) = parse_feature(FEATURE).walk_scenarios()
    first, second, _ = scenario.steps
    first.status, second.status, second.exception = Status.passed, Status.error, error
    reason = skipped_on_the_way(scenario, second)
    scenario.clear_status()
    return reason, scenario.status, [step.status for step in scenario.steps], scenario.skip_reason


def test_the_rest_of_the_scenario_is_skipped_with_the_reason_and_the_step() -> None:
    reason, status, steps, said = of_the_second_step(NotOffered("no cart can be named"))
    assert reason == "no cart can be named"
    assert status is Status.skipped
    assert steps == [Status.passed, Status.skipped, Status.skipped]
    assert said == 'Skipped on the way, at "When two": no cart can be named'


def test_the_cause_of_another_error_counts_as_well() -> None:
    error = RuntimeError("asked in vain")
    error.__cause__ = NotOffered("no cart can be named")
    assert of_the_second_step(error)[0] == "no cart can be named"


@pytest.mark.parametrize("error", [AssertionError("no order"), RuntimeError("no answer")])
def test_any_other_error_stays_what_it_is(error: Exception) -> None:
    reason, status, _, said = of_the_second_step(error)
    assert (reason, said) == (None, None)
    assert status.has_failed()
