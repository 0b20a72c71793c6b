"""A project whose scenarios only wait, without a stack: what remains is what a run with workers costs."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_PYPROJECT = """\
[tool.behave]
runner = "waiting_runner:WaitingRunner"
default_format = "progress3"
format = ["allure"]
outfiles = ["reports/allure-results"]
jobs = 0
junit = true
junit_directory = "reports/junit"
color = "off"

[tool.behave.formatters]
allure = "environment.reporting.formatter:AcceptanceFormatter"
"""
_RUNNER = """\
from environment.runner import AcceptanceRunner


class WaitingRunner(AcceptanceRunner):
    hooks_module = "waiting_hooks"
"""
_HOOKS = """\
from pathlib import Path
from uuid import uuid4

from steps.drivers.eventually import eventually

STARTED, WORKERS = Path({started!r}), {workers}


def before_all(context):
    (STARTED / uuid4().hex).touch()
    eventually(lambda: len([*STARTED.iterdir()]), lambda it: it >= WORKERS, 120, "all workers are up")
"""
_STEPS = """\
import os
import threading

from behave import when

BEGUN = {begun!r}


@when("it waits {{milliseconds:d}} ms")
def waits(context, milliseconds):
    with open(BEGUN, "a") as begun:
        begun.write(f"{{context.scenario.name}}\\n")
    threading.Event().wait(milliseconds / 1000)
"""


@dataclass(frozen=True)
class WaitingProject:
    """The folder of the project; `begun` has a line for each scenario that has begun."""

    folder: Path
    begun: Path

    @property
    def results(self) -> list[dict[str, Any]]:
        """Allure's results of the last run."""
        files = (self.folder / "reports/allure-results").glob("*-result.json")
        return [json.loads(file.read_text("utf-8")) for file in files]

    @property
    def seconds(self) -> float:
        """From the beginning of the first scenario to the end of the last one."""
        results = self.results
        last, first = max(each["stop"] for each in results), min(each["start"] for each in results)
        return float(last - first) / 1000


def waiting_project(folder: Path, scenarios: int, milliseconds: int, workers: int) -> WaitingProject:
    """Write it. The scenarios begin when so many `workers` are up: their start-up counts apart."""
    for each in ("features", "steps", "started"):
        (folder / each).mkdir(parents=True)
    begun = folder / "begun"
    names = "".join(
        f"  Scenario: Waits {number:04}\n    When it waits {milliseconds} ms\n" for number in range(scenarios)
    )
    texts = {
        "pyproject.toml": _PYPROJECT,
        "waiting_runner.py": _RUNNER,
        "waiting_hooks.py": _HOOKS.format(started=str(folder / "started"), workers=workers),
        "steps/waiting_steps.py": _STEPS.format(begun=str(begun)),
        "features/waiting.feature": f"Feature: Waiting\n{names}",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    return WaitingProject(folder, begun)


def command(workers: int) -> list[str]:
    """The command that runs it with workers of a cluster of this machine."""
    return [sys.executable, "-m", "behave", "-D", f"cluster=local:{workers}"]
