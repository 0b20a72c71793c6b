"""The hooks of an acceptance run, which tell the programs of the stack which scenario is under way."""

from __future__ import annotations

import os
from typing import Any

from environment import hooks
from environment.evidence.baseline.scenario_id import ScenarioId
from environment.runtime.processes.function_trace import record
from environment.tools.maps.traces import TRACES, ScenarioTraces

before_step = hooks.before_step
after_all, stack_failure = hooks.after_all, hooks.stack_failure


def before_all(context: Any) -> None:
    """Start the recording, here and in the programs of the stack that is started next."""
    folder = TRACES / str(os.getpid())
    context.traces = ScenarioTraces(folder)
    record(folder, "suite")
    hooks.before_all(context)
    context.run.checker.stop_comparing()  # recording costs time, and red scenarios run functions as well


def before_scenario(context: Any, scenario: Any) -> None:
    """The scenario begins."""
    context.traces.begin()
    hooks.before_scenario(context, scenario)


def after_scenario(context: Any, scenario: Any) -> None:
    """Check and reset as always; what runs from now on is of no scenario."""
    hooks.after_scenario(context, scenario)
    if not scenario.should_skip:
        context.traces.end(ScenarioId.of_scenario(scenario))
