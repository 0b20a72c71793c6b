"""A run is held to its forecast, scenario by scenario."""

from __future__ import annotations

from environment.attach.forecast import ScenarioForecast
from environment.tools.agreement import disagreements
from environment.tools.gate.results import ScenarioResult

PLACE = "features/x.feature:1"


def forecast(*reasons: str, title: str = "A") -> ScenarioForecast:
    return ScenarioForecast(title, PLACE, reasons)


def result(status: str, message: str = "", name: str = "A") -> ScenarioResult:
    return ScenarioResult(name, name, PLACE, "elsewhere", status, message, "", 0.1)


def test_a_run_that_does_what_was_forecast_agrees() -> None:
    assert [*disagreements([forecast(), forecast("no mail")], [result("skipped"), result("failed")])] == []


def test_a_scenario_that_was_to_run_and_was_skipped_is_named_with_its_reason() -> None:
    (said,) = disagreements([forecast()], [result("skipped", "no cart can be named")])
    assert said == f'"A" ({PLACE}) was to run, and was skipped: no cart can be named'


def test_a_scenario_that_ran_although_a_reason_was_forecast_is_named() -> None:
    (said,) = disagreements([forecast("no mail")], [result("broken")])
    assert said == f'"A" ({PLACE}) ran, and was to be skipped: no mail'


def test_scenarios_that_only_one_of_both_has_are_named() -> None:
    said = [*disagreements([forecast(title="B")], [result("passed")])]
    assert said == [
        f'"A" ({PLACE}) is passed, and was not forecast',
        f'"B" ({PLACE}) was forecast, and is not in the results',
    ]
