"""The results folder holds the results of one run, and none of a dry run."""

from __future__ import annotations

from pathlib import Path

import pytest

from environment.reporting.results_folder import remove_results
from environment.reporting.run_marker import RunMarker
from environment.reporting.run_properties import executor
from environment.tools.gate.completeness import missing_results
from environment.tools.gate.results import scenario_results
from tests.environment.reporting.demo_run import Demo


def test_a_second_run_replaces_the_results_of_the_first(demo: Demo) -> None:
    first = demo("--tags=@smoke")
    second = demo("--tags=@smoke", folder=first.folder)
    assert len(second.results) == 1


def test_a_run_that_adds_to_others_keeps_their_results(demo: Demo) -> None:
    first = demo("--tags=@smoke")
    second = demo("--tags=@smoke", folder=first.folder, ALLURE_KEEP_RESULTS="1")
    assert len(second.results) == 2


def test_the_results_folder_is_set_by_an_environment_variable(demo: Demo, tmp_path: Path) -> None:
    run = demo("--tags=@smoke", ALLURE_RESULTS_DIR=str(tmp_path / "elsewhere"))
    assert not run.allure.exists()
    assert len(list((tmp_path / "elsewhere").glob("*-result.json"))) == 1
    assert "elsewhere" in run.console


def test_a_dry_run_leaves_the_last_results_alone(demo: Demo) -> None:
    first = demo("--tags=@smoke")
    dry = demo("--dry-run", folder=first.folder)
    assert len(dry.results) == 1
    assert len(list(dry.folder.glob("reports/junit/*.xml"))) == 1


def test_junit_files_of_features_that_are_gone_are_removed(demo: Demo) -> None:
    first = demo("--tags=@smoke")
    (first.folder / "reports/junit/TESTS-gone.xml").write_text("<testsuite/>", encoding="utf-8")
    second = demo("--tags=@smoke", folder=first.folder)
    assert not (second.folder / "reports/junit/TESTS-gone.xml").exists()


def test_only_files_of_a_run_are_removed(tmp_path: Path) -> None:
    (tmp_path / "1-result.json").touch()
    (tmp_path / "1-attachment.txt").touch()
    (tmp_path / "notes.txt").touch()
    RunMarker(tmp_path, selected=1)
    remove_results(tmp_path)
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["notes.txt"]


@pytest.mark.parametrize("arguments", [(), ("--jobs", "2"), ("--stop",), ("--jobs", "2", "--stop")])
def test_a_run_that_came_to_its_end_is_complete(demo: Demo, arguments: tuple[str, ...]) -> None:
    run = demo(*arguments)
    assert list(missing_results(run.allure)) == []


def test_the_results_of_two_runs_in_one_folder_are_complete(demo: Demo) -> None:
    first = demo("--tags=@smoke")
    second = demo("--tags=@smoke", folder=first.folder, ALLURE_KEEP_RESULTS="1")
    assert list(missing_results(second.allure)) == []


def test_a_killed_run_with_green_results_is_recognized_as_cut_off(demo: Demo) -> None:
    run = demo("--tags=@smoke", DEMO_BREAKS="killed")
    assert not any(result.red for result in scenario_results(run.allure))
    assert "the run was cut off: it began with 1 scenarios" in "".join(missing_results(run.allure))


def test_the_executor_leads_back_to_the_build() -> None:
    github = {
        "GITHUB_ACTIONS": "true",
        "GITHUB_SERVER_URL": "https://github.com",
        "GITHUB_REPOSITORY": "shop/checkout",
        "GITHUB_RUN_ID": "7",
    }
    assert executor(github)["buildUrl"] == "https://github.com/shop/checkout/actions/runs/7"
    assert executor({})["type"] == "local"
