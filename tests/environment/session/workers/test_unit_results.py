"""The result of a worker: picklable, and on the parent's model the same as on the worker's."""

from __future__ import annotations

import pickle
import sys
import traceback
from types import SimpleNamespace
from typing import Any

import pytest
from behave.capture import Captured
from behave.model import Scenario
from behave.model_type import Status
from behave.parser import parse_feature

from environment.session.workers.event_recorder import EventRecorder
from environment.session.workers.replay import replay, show_lost
from environment.session.workers.serialized_error import SerializedError
from environment.session.workers.unit_result import UnitResult

_TEXT = """
Feature: Carts
  Scenario: First
    Given a cart
    Then it is full
"""
_RUN = {"failed": True, "aborted": False, "hook_failures": 2, "seconds": 0.5}


def _scenario() -> Scenario:
    (scenario,) = parse_feature(_TEXT, filename="features/carts.feature").walk_scenarios()
    return scenario


def _fail(step: Any) -> None:
    try:
        assert step is None, "the cart is empty"
    except AssertionError as error:
        step.store_exception_context(error)
    step.error_message = "ASSERT FAILED: the cart is empty"
    step.status, step.duration = Status.failed, 0.25


def _record() -> UnitResult:
    """As a worker makes it, sent to the parent."""
    scenario, recorder = _scenario(), EventRecorder()
    given, then = scenario.steps
    recorder.scenario(scenario)
    for step in (given, then):
        recorder.step(step)
    recorder.match(None)
    given.status = Status.passed
    recorder.result(given)
    print("looked", file=recorder.output)
    recorder.match(None)
    _fail(then)
    recorder.result(then)
    then.error_message += "\nAUDIT FAILED: a copy too many"
    scenario.captured.add_captured(Captured(stdout="counted", name="scenario"))
    scenario.set_status(Status.failed)
    record: UnitResult = pickle.loads(pickle.dumps(UnitResult.of(scenario, recorder.drain(), **_RUN)))
    return record


class _Console:
    """Records the calls of a formatter."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def scenario(self, scenario: Any) -> None:
        self.told.append(f"scenario {scenario.name}")

    def step(self, step: Any) -> None:
        self.told.append(f"step {step.name}")

    def match(self, match: Any) -> None:
        self.told.append("match")

    def result(self, step: Any) -> None:
        self.told.append(f"{step.name} {step.status.name} {step.error_message or ''}".strip())


def _parent(console: _Console) -> Any:
    registry = SimpleNamespace(find_match=lambda step: object())
    return SimpleNamespace(formatters=[console], step_registry=registry, undefined_steps=[], hook_failures=1)


def test_formatters_get_all_events_in_their_order() -> None:
    console = _Console()
    replay(_record(), _scenario(), _parent(console), set())
    assert console.told == [
        "scenario First",
        "step a cart",
        "step it is full",
        "match",
        "a cart passed",
        "match",
        "it is full failed ASSERT FAILED: the cart is empty",
    ]


def test_what_was_printed_is_printed_by_the_parent(capsys: pytest.CaptureFixture[str]) -> None:
    replay(_record(), _scenario(), _parent(_Console()), set())
    assert capsys.readouterr().out == "looked\n"


def test_the_parents_model_says_in_the_end_what_the_workers_said() -> None:
    scenario, parent = _scenario(), _parent(_Console())
    replay(_record(), scenario, parent, set())
    assert scenario.status is Status.failed
    assert scenario.captured.stdout == "counted"
    step = scenario.steps[1]
    assert (step.status, step.duration) == (Status.failed, 0.25)
    assert step.error_message.endswith("AUDIT FAILED: a copy too many")
    assert parent.hook_failures == 3


def test_an_undefined_step_is_undefined_in_the_parent_as_well() -> None:
    scenario, recorder = _scenario(), EventRecorder()
    scenario.steps[0].status = Status.undefined
    again, parent = _scenario(), _parent(_Console())
    replay(UnitResult.of(scenario, recorder.drain(), **_RUN), again, parent, set())
    assert parent.undefined_steps == [again.steps[0]]


def test_what_hooks_print_around_a_feature_is_printed_once(capsys: pytest.CaptureFixture[str]) -> None:
    recorder, details = EventRecorder(), set[str]()
    print("HOOK-ERROR in before_feature", file=recorder.output)
    record = UnitResult.of(_scenario(), recorder.drain(), **_RUN)
    for _ in range(2):
        replay(record, _scenario(), _parent(_Console()), details)
    assert capsys.readouterr().out == "HOOK-ERROR in before_feature\n"


def test_an_error_keeps_its_name_its_text_and_its_traceback_with_its_markers() -> None:
    try:
        assert dict[str, int]()["no such title"] == 1
    except LookupError as error:
        written = traceback.format_tb(error.__traceback__)
        raised = pickle.loads(pickle.dumps(SerializedError.of(error, sys.exc_info()[2])))
    assert "~^^^^^^^^^^^^^^^^^" in written[0]
    assert (type(raised.exception()).__name__, str(raised.exception())) == ("KeyError", "'no such title'")
    assert traceback.format_tb(raised.traceback) == written


def test_a_lost_scenario_is_an_error_that_says_why() -> None:
    scenario, console = _scenario(), _Console()
    show_lost("worker-1 (process 7) died: SIGKILL", scenario, _parent(console))
    assert scenario.status is Status.error
    assert console.told == ["scenario First", "step a cart", "step it is full"]
    assert "SIGKILL" in scenario.captured.make_report()
