"""Each run adds a line about itself to the history; merged shards add one line together."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from environment.session.history.kept_run import KeptRun, TierCounts
from environment.session.history.run_history import RunHistory
from tests.environment.reporting.demo_run import DEMO, Demo, DemoRun
from tests.environment.session.shards.sharded_demo import merged, run_shards

STEP = '    Given the warehouse has 2 copies of "Dune"\n'


def kept(run: DemoRun) -> tuple[KeptRun, ...]:
    return RunHistory(run.folder / "reports" / "history").runs()


def test_a_run_keeps_what_was_red_with_its_sentence(whole: DemoRun) -> None:
    (run,) = kept(whole)
    assert run.total == TierCounts(green=11, red=17, skipped=5)
    assert (run.exit_code, run.complete) == (1, ())  # scenarios whose feature's hook has failed never ran
    red = {each.title: each for each in run.red}
    assert red["The order service fails after the card was charged"].sentence == (
        "the customer was charged $19.00 and has no order"
    )
    assert {each.key for each in run.red} & run.seconds.keys()
    assert len(run.code) == 16


def test_a_run_of_all_scenarios_is_complete_and_a_part_is_not(demo: Demo, tmp_path: Path) -> None:
    every = demo("features", folder=_project(tmp_path / "all"))
    part = demo("features/journeys", folder=_project(tmp_path / "part"))
    assert [run.complete for run in kept(every)] == [("default",)]
    assert [run.complete for run in kept(part)] == [()]


def test_a_run_of_a_nightly_tier_is_complete_for_that_tier_alone(demo: Demo, tmp_path: Path) -> None:
    folder = _project(tmp_path / "demo")
    crash = "Feature: Kills\n  @crash\n  Scenario: Killed\n" + STEP
    (folder / "features" / "journeys" / "kills.feature").write_text(crash, "utf-8")
    demo("--tags=@crash", "features", folder=folder)
    demo("--tags=not @crash", "features", folder=folder)
    demo("--tags=@crash", "features/journeys", folder=folder)
    assert sorted(run.complete for run in kept(DemoRun(folder, 0, ""))) == [(), ("crash",), ("default",)]


def test_a_dry_run_and_a_run_of_nothing_keep_nothing(demo: Demo) -> None:
    assert kept(demo("--dry-run")) == ()
    assert kept(demo("--name", "there is no such scenario")) == ()


def test_a_second_run_in_the_same_folder_adds_a_line(demo: Demo, tmp_path: Path) -> None:
    folder = _project(tmp_path / "demo")
    demo(folder=folder)
    assert len(kept(demo(folder=folder))) == 2


def test_shards_keep_one_run_when_they_are_merged(demo: Demo, tmp_path: Path) -> None:
    like = _project(tmp_path / "demo")
    shards = run_shards(demo, tmp_path / "shards", 2, like=like)
    assert [kept(shard) for shard in shards] == [(), ()]
    (run,) = kept(merged(tmp_path / "merged", shards, like=like))
    assert (run.complete, run.total, len(run.seconds)) == (("default",), TierCounts(3), 3)


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_scenario_that_a_signal_has_ended_is_not_red(tmp_path: Path, workers: str) -> None:
    folder = _project(tmp_path / "demo")
    waits = "Feature: Waits\n" + "".join(
        f"  Scenario: {name}\n    When the customer waits for ever\n" for name in ("One", "Two")
    )
    (folder / "features" / "journeys" / "waits.feature").write_text(waits, "utf-8")
    command = [sys.executable, "-m", "behave", "-j", workers, "features"]
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as run:
        assert run.stderr is not None
        assert any("waiting" in line for line in run.stderr)  # two workers may write into one line
        run.send_signal(signal.SIGINT)
        run.communicate(timeout=30)
    (found,) = kept(DemoRun(folder, 130, ""))
    assert (found.red, found.exit_code, found.complete) == ((), 130, ())
    assert found.total.red == 0
    assert found.total.green + found.total.skipped == 5  # with two workers one may still be running


def _project(folder: Path) -> Path:
    """The demo with three green scenarios in place of its own."""
    shutil.copytree(DEMO, folder, ignore=shutil.ignore_patterns("reports", "features"))
    journeys = folder / "features" / "journeys"
    journeys.mkdir(parents=True)
    for name in ("one", "two", "three"):
        (journeys / f"{name}.feature").write_text(f"Feature: {name}\n  Scenario: {name}\n{STEP}", "utf-8")
    return folder
