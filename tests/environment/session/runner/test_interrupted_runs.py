"""A run that a signal ends: exit code, summary, tear-down, and no traceback."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from environment.runtime import early_interrupts
from tests.environment.reporting.demo_run import Demo

_WAITS = """Feature: Waits
  Scenario: Long
    When the customer waits for ever
  Scenario: Next
    When the customer checks out
  Rule: Rows come after it
    Scenario Outline: Row
      When the customer checks out
      Examples:
        | row |
        | 1   |
        | 2   |
"""
_SLOW_IMPORT = """
import sys
from threading import Event

print("importing", file=sys.stderr, flush=True)
Event().wait(20)
"""


def started(folder: Path, *arguments: str, **environ: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "behave", *arguments],
        cwd=folder,
        env={**os.environ, **environ},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def line_of(run: subprocess.Popen[str]) -> str:
    """The next line of standard error."""
    assert run.stderr is not None
    return run.stderr.readline()


@pytest.fixture
def folder(demo: Demo) -> Path:
    """A copy of the demo with one feature, whose first scenario waits."""
    made = demo("--dry-run", "--tags=@smoke").folder
    (made / "features/waits.feature").write_text(_WAITS, encoding="utf-8")
    return made


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_tears_down_and_keeps_the_results(
    folder: Path, tmp_path: Path, number: signal.Signals
) -> None:
    marker = tmp_path / "torn_down"
    run = started(folder, "features/waits.feature", DEMO_TORN_DOWN=str(marker))
    assert line_of(run) == "waiting\n"
    run.send_signal(number)
    console, _ = run.communicate(timeout=20)
    assert run.returncode == 128 + number
    assert marker.read_text("utf-8") == "after_all"
    assert len(list((folder / "reports/allure-results").glob("*-result.json"))) == 4
    assert "0 scenarios passed, 0 failed, 1 error, 0 skipped, 3 untested" in console
    assert "0 rules passed, 0 failed, 0 skipped, 1 untested" in console


@pytest.mark.parametrize("module", ["demo_hooks.py", "steps/demo_steps.py"])
def test_a_signal_before_the_first_scenario_is_one_sentence(folder: Path, module: str) -> None:
    assert (folder / module).exists()
    (folder / module).write_text(_SLOW_IMPORT, encoding="utf-8")
    run = started(folder, "features/waits.feature")
    assert line_of(run) == "importing\n"
    run.send_signal(signal.SIGINT)
    console, errors = run.communicate(timeout=20)
    assert "Traceback" not in console + errors
    assert "SIGINT: stopping" in errors
    assert run.returncode == 130


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_while_this_project_is_imported_is_one_sentence(
    folder: Path, tmp_path: Path, number: signal.Signals
) -> None:
    """The first module of others that formatter and runner import is replaced by one that is slow."""
    (tmp_path / "pluggy.py").write_text(_SLOW_IMPORT, encoding="utf-8")
    run = started(folder, "features/waits.feature", PYTHONPATH=str(tmp_path))
    assert line_of(run) == "importing\n"
    run.send_signal(number)
    console, errors = run.communicate(timeout=20)
    assert errors == f"\n{number.name}: stopped before the run has started anything\n"
    assert "Traceback" not in console
    assert run.returncode == 128 + number


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        ("/venv/bin/behave", True),
        ("/site-packages/behave/__main__.py", True),
        ("/site-packages/pytest/__main__.py", False),
        ("-c", False),
    ],
)
def test_only_behave_has_these_handlers(program: str, expected: bool) -> None:
    assert early_interrupts.is_behave([program]) is expected


def test_a_second_run_in_one_folder_is_refused_and_the_first_goes_on(demo: Demo, folder: Path) -> None:
    first = started(folder, "features/waits.feature")
    assert line_of(first) == "waiting\n"
    second = demo("--tags=@smoke", folder=folder)
    assert second.exit_code == 1
    sentence = f"ConfigError: another run (process {first.pid}) writes to reports/: wait for its end"
    assert sentence in second.console
    assert demo("--dry-run", "--tags=@smoke", folder=folder).exit_code == 0
    first.send_signal(signal.SIGTERM)
    first.communicate(timeout=20)
    assert demo("--tags=@smoke", folder=folder).exit_code == 0
