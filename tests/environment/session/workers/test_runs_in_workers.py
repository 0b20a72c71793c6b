"""A run with several workers: the same reports as one process, and its behavior when a process ends."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.environment.reporting.demo_run import DEMO, Demo, DemoRun

_DEADLY = """
import os, signal
from behave import when

@when("the worker is killed")
def killed(context):
    os.kill(os.getpid(), signal.SIGKILL)

@when("the process is printed")
def looked(context):
    print(f"looked in process {os.getpid()}")
"""
_PASSES = "  Scenario: {}\n    When the customer checks out\n"
_NOT_COMPARED = re.compile(r'(time|timestamp|hostname)="[^"]*"|in \d+\.\d+s|Took \d+\.\d+ s|/demo-?\d*/demo')


@pytest.fixture(scope="module")
def in_workers(demo: Demo) -> DemoRun:
    """The whole demo, run once by two workers."""
    return demo("--jobs", "2")


Written = Callable[[str], Path]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """A copy of the demo with one feature."""

    def write(feature: str) -> Path:
        folder = shutil.copytree(DEMO, tmp_path / "demo")
        shutil.rmtree(folder / "features")
        (folder / "features").mkdir()
        (folder / "features/one.feature").write_text(f"Feature: One\n{feature}", "utf-8")
        (folder / "steps/deadly_steps.py").write_text(_DEADLY, "utf-8")
        return folder

    return write


def _results(run: DemoRun) -> list[Any]:
    return sorted(
        (
            each["historyId"],
            each["fullName"],
            each["status"],
            [step["status"] for step in each.get("steps", ())],
        )
        for each in run.results
    )


def _junit(run: DemoRun) -> dict[str, str]:
    files = run.folder.glob("reports/junit/*.xml")
    return {file.name: _NOT_COMPARED.sub("", file.read_text("utf-8")) for file in files}


def _statuses(run: DemoRun) -> dict[str, str]:
    found: dict[str, str] = json.loads((run.folder / "reports/behave.json").read_text("utf-8"))
    return found


def test_allure_has_the_same_results(whole: DemoRun, in_workers: DemoRun) -> None:
    assert _results(in_workers) == _results(whole)
    assert sorted(in_workers.run_errors) == sorted(whole.run_errors)


def test_junit_is_the_same_but_for_times(whole: DemoRun, in_workers: DemoRun) -> None:
    assert _junit(in_workers) == _junit(whole)


def test_behaves_model_and_summary_are_the_same(whole: DemoRun, in_workers: DemoRun) -> None:
    assert _statuses(in_workers) == _statuses(whole)
    assert in_workers.behave_counts() == whole.behave_counts()
    assert in_workers.exit_code == whole.exit_code == 1


def test_the_console_is_the_same_where_no_hook_of_a_feature_fails(demo: Demo) -> None:
    consoles = [
        demo(*jobs, "features/cart_and_inventory", "features/checkout_and_payment_gateway").console
        for jobs in ((), ("-j", "2"))
    ]
    one, two = (_NOT_COMPARED.sub("", console) for console in consoles)
    assert two == one


def test_a_green_run_has_the_summaries_of_its_workers(demo: Demo, written: Written) -> None:
    run = demo("-j", "2", folder=written("".join(map(_PASSES.format, "ABC"))))
    assert run.exit_code == 0
    assert "3 scenarios passed, 0 failed" in run.console
    assert "Where to look\n  Logs            somewhere\n" in run.console
    assert "Workers = 2" in (run.allure / "environment.properties").read_text("utf-8")


def test_a_run_in_which_nothing_ran_is_a_failure(demo: Demo) -> None:
    assert "Nothing ran: of the 34 scenarios" in demo("-j", "2", "--tags=@nonsense").console


def test_scenarios_run_in_more_than_one_process(demo: Demo, written: Written) -> None:
    looks = "".join(
        f"  Scenario: {name}\n    When the process is printed\n    Then nothing is said\n"
        for name in "ABCDEF"
    )
    run = demo("-j", "2", folder=written(looks))
    assert len(set(re.findall(r"looked in process (\d+)", run.console))) == 2


def test_a_scenario_that_kills_two_workers_makes_the_run_red_and_the_others_go_on(
    demo: Demo, written: Written
) -> None:
    deadly = "  Scenario: Deadly\n    When the worker is killed\n"
    run = demo("-j", "2", folder=written(deadly + "".join(map(_PASSES.format, "ABCD"))))
    loss = r'worker-\d \(process \d+\) ended: .*SIGKILL.* while it ran "Deadly" \(features/one.feature:2\)'
    message = f"{loss}; in its first run {loss}"
    assert run.exit_code == 1
    assert len(re.findall(f"WORKER LOST: {loss}", run.console)) == 2
    assert "4 scenarios passed, 0 failed, 1 error" in run.console
    assert re.fullmatch(message, run.result("Deadly")["statusDetails"]["message"])
    assert {each["name"]: each["status"] for each in run.results} == {
        "Deadly": "broken", "A": "passed", "B": "passed", "C": "passed", "D": "passed"
    }  # fmt: skip


def test_what_no_worker_is_left_for_is_broken_and_says_why(demo: Demo, written: Written) -> None:
    run = demo("-j", "2", folder=written("".join(map(_PASSES.format, "AB"))), DEMO_BREAKS="killed_at_start")
    assert run.exit_code == 1
    left = run.result("A")
    assert left["status"] == "broken"
    assert left["statusDetails"]["message"].count("SIGKILL") == 4  # two workers, and two in their place
    assert "0 scenarios passed, 0 failed, 0 skipped, 2 untested" in run.console


def test_a_stack_that_does_not_start_breaks_every_scenario(demo: Demo) -> None:
    run = demo("-j", "2", "--tags=@cart_inventory", DEMO_BREAKS="before_all")
    message = "HOOK-ERROR in before_all: RuntimeError: PostgreSQL did not start"
    assert run.exit_code == 1
    assert {each["status"] for each in run.results} == {"broken"}
    assert {each["statusDetails"]["message"] for each in run.results} == {message}
    assert set(run.run_errors) == {message}
    assert message in run.console


@pytest.mark.parametrize("broken", ["after_all", "run_cleanup"])
def test_a_tear_down_that_fails_fails_the_run(demo: Demo, written: Written, broken: str) -> None:
    run = demo("-j", "2", folder=written("".join(map(_PASSES.format, "AB"))), DEMO_BREAKS=broken)
    assert run.exit_code == 1
    assert len(run.run_errors) == 2  # one for each worker


def test_a_worker_that_ends_while_it_runs_no_scenario_is_in_the_results(demo: Demo, written: Written) -> None:
    run = demo("-j", "2", folder=written("".join(map(_PASSES.format, "AB"))), DEMO_BREAKS="killed")
    assert run.exit_code == 1
    assert {each["status"] for each in run.results} == {"passed"}
    assert len(run.run_errors) == 2
    assert run.run_errors[0].endswith("while it ran no scenario")


def test_after_the_first_failure_nothing_new_begins(demo: Demo, written: Written) -> None:
    fails = "".join(f"  Scenario: Fails {name}\n    Then nothing is said\n" for name in "AB")
    run = demo("-j", "2", "--stop", folder=written(fails + "".join(map(_PASSES.format, "CDEFGHIJKL"))))
    assert run.exit_code == 1
    not_run = [each for each in run.results if each["status"] == "skipped"]
    assert len(not_run) >= 8
    assert "not run" in not_run[0]["statusDetails"]["message"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_tears_every_worker_down_and_keeps_the_results(
    written: Written, tmp_path: Path, number: signal.Signals
) -> None:
    waits = "".join(f"  Scenario: Long {name}\n    When the customer waits for ever\n" for name in "AB")
    run = _started(written(waits + _PASSES.format("Next")), DEMO_TORN_DOWN=str(tmp_path / "down"))
    run.send_signal(number)
    console, _ = run.communicate(timeout=20)
    assert run.returncode == 128 + number
    assert (tmp_path / "down").read_text("utf-8") == "after_all"
    assert "0 scenarios passed, 0 failed, 2 error, 0 skipped, 1 untested" in console
    assert len(list((tmp_path / "demo/reports/allure-results").glob("*-result.json"))) == 3


def test_no_worker_outlives_a_parent_that_is_killed(written: Written) -> None:
    waits = "".join(f"  Scenario: Long {name}\n    When the customer waits for ever\n" for name in "AB")
    run = _started(written(waits))
    run.kill()
    run.communicate(timeout=20)  # its workers hold the same pipes: their end is the end of both


def _started(folder: Path, **environ: str) -> subprocess.Popen[str]:
    run = subprocess.Popen(
        [sys.executable, "-m", "behave", "-j", "2"],
        cwd=folder,
        env={**os.environ, **environ},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert run.stderr is not None
    printed = ""
    while printed.count("waiting") < 2:  # both write to one pipe, and not always whole lines
        line = run.stderr.readline()
        assert line, f"the run has ended before its scenarios waited: {printed}"
        printed += line
    return run
