"""A worker that has lost its stack gives its scenario back, and the other workers run the rest."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.environment.reporting.demo_run import DEMO, Demo

_FAILURE = "PostgreSQL ended unexpectedly: killed by SIGKILL"
_FEATURE = """Feature: One
  Scenario: Loses
    When the customer checks out
""" + "".join(f"  Scenario: {name}\n    When the customer checks out\n" for name in "ABCDEF")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the demo with one feature."""
    made = shutil.copytree(DEMO, tmp_path / "demo")
    shutil.rmtree(made / "features")
    (made / "features").mkdir()
    (made / "features/one.feature").write_text(_FEATURE, "utf-8")
    return made


def test_the_scenario_runs_once_more_and_the_healthy_worker_runs_the_rest(demo: Demo, folder: Path) -> None:
    run = demo("-j", "2", folder=folder, DEMO_LOSES_STACK="the first")
    assert run.exit_code == 0
    assert "7 scenarios passed, 0 failed" in run.console
    assert f": {_FAILURE}; this worker runs no other scenario" in run.console
    assert 'RUN TWICE: "Loses" (features/one.feature:2), since worker-' in run.console
    loses = [each for each in run.results if each["name"] == "Loses"]
    assert sorted(each["status"] for each in loses) == ["broken", "passed"]
    assert len({each["historyId"] for each in loses}) == 1
    (broken,) = [each for each in loses if each["status"] == "broken"]
    assert _FAILURE in broken["statusDetails"]["message"]


def test_a_scenario_that_loses_two_stacks_is_broken_and_the_rest_says_why(demo: Demo, folder: Path) -> None:
    run = demo("-j", "2", folder=folder, DEMO_LOSES_STACK="all")
    assert run.exit_code == 1
    assert run.console.count("this worker runs no other scenario") == 2
    assert "1 error" in run.console
    assert _FAILURE in run.console
    assert all(each["status"] in ("broken", "passed") for each in run.results)


def test_a_run_with_one_process_ends_with_its_stack(demo: Demo, folder: Path) -> None:
    run = demo(folder=folder, DEMO_LOSES_STACK="alone")
    assert run.exit_code == 1
    assert run.console.count(f"STACK LOST: {_FAILURE}; no other scenario can run") == 1
    assert "0 scenarios passed, 0 failed, 1 error, 0 skipped, 6 untested" in run.console
    left = [each for each in run.results if each["name"] != "Loses"]
    assert {each["status"] for each in left} == {"broken"}
    assert all(_FAILURE in each["statusDetails"]["message"] for each in left)
