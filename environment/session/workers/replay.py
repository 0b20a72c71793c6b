"""Replays to the console's formatters what a worker has recorded, on the parent's own model."""

from __future__ import annotations

import sys
from typing import Any

from behave.capture import Captured
from behave.matchers import NoMatch
from behave.model_type import Status

from environment.session.workers.unit_result import RecordedEvent, UnitResult


def replay(result: UnitResult, scenario: Any, runner: Any, printed: set[str], lost: str = "") -> None:
    """Replay the events in their order, then apply the result to `scenario`.

    The hooks around a rule or feature print the same for each of its scenarios: `printed` holds the output
    that was shown before and gets the output that is shown now. `lost` says why the first run of the scenario
    does not count; empty if it ran once.
    """
    steps = list(scenario.all_steps)
    for event in result.events:
        if event.what != "outside" or event.text not in printed:
            _replay(event, scenario, steps, runner)
        if event.what == "outside":
            printed.add(event.text)
    result.apply(scenario)
    if lost:
        scenario.captured.add_captured(Captured(stdout=f"Run twice, since {lost}", name="worker"))
    runner.undefined_steps.extend(step for step in steps if step.status is Status.undefined)
    runner.hook_failures += result.hook_failures


def show_lost(why: str, scenario: Any, runner: Any) -> None:
    """Show a scenario whose worker was lost while it ran."""
    for formatter in runner.formatters:
        formatter.scenario(scenario)
        for step in scenario.all_steps:
            formatter.step(step)
    scenario.error_message = why
    scenario.captured.add_captured(Captured(stderr=why, name="worker", failed=True))
    scenario.set_status(Status.error)


def _replay(event: RecordedEvent, scenario: Any, steps: list[Any], runner: Any) -> None:
    if event.what in ("printed", "outside"):
        sys.stdout.write(event.text)
        return
    if event.state is not None:
        event.state.apply(steps[event.step])
    arguments = _arguments(event, scenario, steps, runner)
    for formatter in runner.formatters:
        if hasattr(formatter, event.what):
            getattr(formatter, event.what)(*arguments)


def _arguments(event: RecordedEvent, scenario: Any, steps: list[Any], runner: Any) -> tuple[Any, ...]:
    if event.what == "scenario":
        return (scenario,)
    if event.what == "embedding":
        return tuple(event.data)
    step = steps[event.step]
    return (runner.step_registry.find_match(step) or NoMatch(),) if event.what == "match" else (step,)
