"""What --jobs means, where several workers are refused, and where a run has one process by itself."""

from __future__ import annotations

import shutil
import sys
import tomllib
from pathlib import Path

import pytest

from environment.doubles.gateway.test_key import KEY_SETTING
from environment.session.workers import options
from environment.session.workers.capacity import stacks_at_once
from environment.session.workers.options import worker_count, worker_count_for_stripe
from environment.settings import PROJECT_FOLDER, RunSettings, RunSettingsError
from tests.environment.reporting.demo_run import DEMO, Demo

_ONE_TARGET = [{"stack": "attach"}, {"stack": "containers"}, {"postgres": "container"}]


@pytest.fixture
def four_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(options, "stacks_at_once", lambda: 4)


def automatic(folder: Path) -> Path:
    """A copy of the demo with the number of workers of the project's pyproject.toml."""
    copied = shutil.copytree(DEMO, folder / "demo")
    settings = (copied / "pyproject.toml").read_text("utf-8")
    project = tomllib.loads((PROJECT_FOLDER / "pyproject.toml").read_text("utf-8"))
    jobs = f"jobs = {project['tool']['behave']['jobs']}"
    (copied / "pyproject.toml").write_text(settings.replace("junit = true", f"junit = true\n{jobs}"), "utf-8")
    return copied


@pytest.mark.usefixtures("four_cores")
def test_without_a_number_there_is_one_worker_for_each_core() -> None:
    assert worker_count(0, RunSettings()) == 4
    assert worker_count(3, RunSettings()) == 3
    assert worker_count(1, RunSettings()) == 1


@pytest.mark.usefixtures("four_cores")
@pytest.mark.parametrize("userdata", _ONE_TARGET)
def test_settings_that_allow_one_target_are_refused_to_several_workers(userdata: dict[str, str]) -> None:
    settings = RunSettings.parse(userdata)
    assert worker_count(1, settings) == 1
    with pytest.raises(RunSettingsError, match=r"--jobs 2: .*; leave --jobs out"):
        worker_count(2, settings)


@pytest.mark.usefixtures("four_cores")
@pytest.mark.parametrize("userdata", _ONE_TARGET)
def test_with_such_settings_a_run_without_a_number_is_one_process(userdata: dict[str, str]) -> None:
    assert worker_count(0, RunSettings.parse(userdata)) == 1


@pytest.mark.usefixtures("four_cores")
def test_a_run_under_a_debugger_is_one_process() -> None:
    before = sys.gettrace()
    sys.settrace(lambda *_: None)
    try:
        counts = [worker_count(jobs, RunSettings()) for jobs in (0, 2)]
    finally:
        sys.settrace(before)
    assert counts == [1, 2]


def test_several_workers_may_not_send_requests_to_stripe() -> None:
    key = {KEY_SETTING: "sk_test_1"}
    assert worker_count_for_stripe(1, 1, key) == 1
    assert worker_count_for_stripe(2, 2, {}) == 2
    assert worker_count_for_stripe(0, 2, key) == 1
    with pytest.raises(RunSettingsError, match=f"with {KEY_SETTING} set"):
        worker_count_for_stripe(2, 2, key)
    with pytest.raises(RunSettingsError, match=r"-D shard: .* only one process can .*; leave -D shard out"):
        worker_count_for_stripe(1, 1, key, other_machines=True)
    assert worker_count_for_stripe(1, 1, {}, other_machines=True) == 1


@pytest.mark.parametrize("jobs", ["-1", "many", "1.5"])
def test_a_value_that_is_not_a_number_is_refused(demo: Demo, jobs: str) -> None:
    run = demo(f"--jobs={jobs}")
    assert run.exit_code == 2
    assert f"argument -j/--jobs/--parallel: invalid positive_number value: '{jobs}'" in run.console


def test_attach_is_refused_in_one_sentence(demo: Demo) -> None:
    run = demo("-j", "2", "-D", "stack=attach")
    assert run.exit_code == 1
    assert "ConfigError: --jobs 2: with stack=attach all workers would share one target" in run.console
    assert "Traceback" not in run.console


@pytest.mark.skipif(stacks_at_once() < 2, reason="this machine has one core, or memory for one stack")
@pytest.mark.parametrize(("arguments", "several"), [((), True), (("-j", "1"), False)])
def test_the_projects_default_is_several_workers(
    demo: Demo, tmp_path: Path, arguments: tuple[str, ...], several: bool
) -> None:
    run = demo("--tags=@cart_inventory", *arguments, folder=automatic(tmp_path))
    assert ("Workers = " in (run.allure / "environment.properties").read_text("utf-8")) is several


def test_one_scenario_runs_in_the_process_of_the_run(demo: Demo, tmp_path: Path) -> None:
    run = demo("--tags=@smoke", folder=automatic(tmp_path))
    assert "1 scenario passed" in run.console
    assert "Workers" not in (run.allure / "environment.properties").read_text("utf-8")


def test_a_breakpoint_in_a_worker_names_the_way_out(demo: Demo, tmp_path: Path) -> None:
    folder = automatic(tmp_path)
    steps = 'from behave import when\n\n@when("the run is inspected")\ndef _(context):\n    breakpoint()\n'
    (folder / "steps/inspected_steps.py").write_text(steps, "utf-8")
    feature = "Feature: Inspected\n" + 2 * "  Scenario: {}\n    When the run is inspected\n"
    (folder / "features/inspected.feature").write_text(feature.format("A", "B"), "utf-8")
    run = demo("-j", "2", "features/inspected.feature", folder=folder)
    assert "breakpoint() needs the terminal, and a worker has none: run behave with -j 1" in run.console
