"""Tells the console's formatters what a worker's were told, on the parent's own model."""

from __future__ import annotations

import sys
from typing import Any

from behave.capture import Captured
from behave.matchers import NoMatch
from behave.model_type import Status

from environment.session.workers.record import Event, Record


def replay(record: Record, scenario: Any, runner: Any, said: set[str]) -> None:
    """Everything in the order it happened in; afterwards the model says what the worker's said.

    What hooks around a rule or feature print is the same for each of its scenarios: `said` has it afterwards.
    """
    steps = list(scenario.all_steps)
    for event in record.events:
        if event.what != "outside" or event.text not in said:
            _replay(event, scenario, steps, runner)
        if event.what == "outside":
            said.add(event.text)
    record.put(scenario)
    runner.undefined_steps.extend(step for step in steps if step.status is Status.undefined)
    runner.hook_failures += record.hook_failures


def tell_lost(why: str, scenario: Any, runner: Any) -> None:
    """A scenario that began in a worker which is gone."""
    for formatter in runner.formatters:
        formatter.scenario(scenario)
        for step in scenario.all_steps:
            formatter.step(step)
    scenario.error_message = why
    scenario.captured.add_captured(Captured(stderr=why, name="worker", failed=True))
    scenario.set_status(Status.error)


def _replay(event: Event, scenario: Any, steps: list[Any], runner: Any) -> None:
    if event.what in ("printed", "outside"):
        sys.stdout.write(event.text)
        return
    if event.state is not None:
        event.state.put(steps[event.step])
    told = _told(event, scenario, steps, runner)
    for formatter in runner.formatters:
        if hasattr(formatter, event.what):
            getattr(formatter, event.what)(*told)


def _told(event: Event, scenario: Any, steps: list[Any], runner: Any) -> tuple[Any, ...]:
    if event.what == "scenario":
        return (scenario,)
    if event.what == "embedding":
        return tuple(event.data)
    step = steps[event.step]
    return (runner.step_registry.find_match(step) or NoMatch(),) if event.what == "match" else (step,)
