"""Reports do not depend on the number of workers, nor on the scenario that ends first."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from environment.session.workers.durations import DURATIONS
from tests.environment.reporting.demo_run import DEMO, Demo, DemoRun

_ORDERED_STEPS = """
import os
from pathlib import Path
from behave import then, when

@when("it waits until the last scenario has run")
def waits(context):
    if context.worker:
        Path("last").read_bytes()  # a FIFO: the other worker opens its end in the last scenario

@when("it is the last scenario")
def last(context):
    if context.worker:
        Path("last").write_bytes(b"")

@then("{name} is said")
def said(context, name):
    print(f"said {name}")
    assert name != "Dora"
"""
_NAMES = ("Anna", "Bert", "Carl", "Dora", "Emil", "Zora")
_VARIES = re.compile(
    r'(time|timestamp|hostname)="[^"]*"|in \d+\.\d+s|Took \d+\.\d+ s|/[\w/.-]*/demo\b|\d+(?=ms\b)'
)


def _ordered(folder: Path) -> Path:
    """A copy of the demo whose first scenario ends last, as soon as two workers run it."""
    copied = shutil.copytree(DEMO, folder / "demo")
    shutil.rmtree(copied / "features")
    for place, name in enumerate(_NAMES):
        act = {0: "it waits until the last scenario has run", len(_NAMES) - 1: "it is the last scenario"}
        when = f"    When {act[place]}\n" if place in act else ""
        text = f"Feature: {name}\n  Rule: Of {name}\n   Scenario: {name}\n{when}    Then {name} is said\n"
        path = copied / f"features/part_{place}/{name.lower()}.feature"
        path.parent.mkdir(parents=True)
        path.write_text(text, "utf-8")
    (copied / "steps/ordered_steps.py").write_text(_ORDERED_STEPS, "utf-8")
    os.mkfifo(copied / "last")
    return copied


@pytest.fixture(scope="module")
def one(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> DemoRun:
    return demo("-j", "1", folder=_ordered(tmp_path_factory.mktemp("one")))


@pytest.fixture(scope="module", params=["first", "last"])
def two(demo: Demo, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> DemoRun:
    """Two runs with two workers: one begins with the first scenario, the other one with the last."""
    folder = _ordered(tmp_path_factory.mktemp("two"))
    demo("-j", "2", folder=folder)
    durations = json.loads((folder / DURATIONS).read_text("utf-8"))
    seconds = range(len(durations)) if request.param == "last" else range(len(durations), 0, -1)
    in_order = sorted(durations)
    (folder / DURATIONS).write_text(json.dumps(dict(zip(in_order, map(float, seconds), strict=True))))
    return demo("-j", "2", folder=folder)


def _plain(text: str) -> str:
    return _VARIES.sub("", text)


def _ends(run: DemoRun) -> list[str]:
    return [each["name"] for each in sorted(run.results, key=lambda each: int(each["stop"]))]


def _without_times(value: Any) -> Any:
    """A result without what differs from run to run: times, names of files, the process."""
    if isinstance(value, dict):
        varies = ("start", "stop", "uuid", "source")
        return {key: _without_times(each) for key, each in value.items() if key not in varies}
    if isinstance(value, list):
        return [
            _without_times(each)
            for each in value
            if not (isinstance(each, dict) and each.get("name") == "thread")
        ]
    return _plain(value) if isinstance(value, str) else value


def test_the_first_scenario_ends_last_with_two_workers(one: DemoRun, two: DemoRun) -> None:
    assert _ends(one) == list(_NAMES)
    assert _ends(two)[-1] in {"Anna", "Zora"}
    assert _ends(two) != _ends(one)


def test_the_console_is_the_same(one: DemoRun, two: DemoRun) -> None:
    assert _plain(two.console) == _plain(one.console)


def test_junit_is_the_same(one: DemoRun, two: DemoRun) -> None:
    of_one, of_two = (
        {file.name: _plain(file.read_text("utf-8")) for file in run.folder.glob("reports/junit/*.xml")}
        for run in (one, two)
    )
    assert of_two == of_one
    assert len(of_one) == len(_NAMES)


def test_allures_results_are_the_same(one: DemoRun, two: DemoRun) -> None:
    of_one, of_two = (
        sorted((_without_times(each) for each in run.results), key=lambda each: str(each["fullName"]))
        for run in (one, two)
    )
    assert of_two == of_one
