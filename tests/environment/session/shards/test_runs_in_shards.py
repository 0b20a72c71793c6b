"""A run with -D shard=2/5: what runs, and what its record says."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from environment.session.shards.record import RECORD, DamagedShardRecord, ShardRecord
from environment.session.shards.shard import Shard
from tests.environment.reporting.demo_run import Demo
from tests.environment.session.shards.sharded_demo import run_shard, run_shards

_WAITS = "Feature: Waits\n" + "".join(
    f"  Scenario: {name}\n    When the customer waits for ever\n" for name in ("One", "Two")
)


def record_of(folder: Path) -> ShardRecord:
    return ShardRecord.read(folder / RECORD)


def test_the_shards_of_a_run_have_each_scenario_once(demo: Demo, tmp_path: Path) -> None:
    runs = run_shards(demo, tmp_path, 3)
    reported = [each["fullName"] for run in runs for each in run.results]
    assert len(reported) == len(set(reported)) == 33
    records = [record_of(run.folder) for run in runs]
    assert [each.shard for each in records] == [Shard(1, 3), Shard(2, 3), Shard(3, 3)]
    assert {(each.total, each.chosen, each.selection, each.commit, each.code) for each in records} == {
        (33, records[0].chosen, 'features --tags "not @planned"', records[0].commit, records[0].code)
    }
    assert sum(each.selected for each in records) == 33
    assert "Shard 1/3 has 11 of the 33 selected scenarios." in runs[0].console


def test_the_record_has_the_exit_code_and_the_counts(demo: Demo, tmp_path: Path) -> None:
    green = run_shard(demo, tmp_path / "green", 1, 2, "--name=Two copies", "--name=The cart is there")
    record = record_of(green.folder)
    assert (green.exit_code, record.exit_code, dict(record.statuses)) == (0, 0, {"passed": 1})
    assert (record.whole, record.summary["compared"]) == (False, {})
    red = run_shard(demo, tmp_path / "red", 1, 1, "features/checkout_and_payment_gateway")
    record = record_of(red.folder)
    assert (red.exit_code, record.exit_code) == (1, 1)
    assert sum(record.statuses.values()) == record.selected == 10


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_workers_run_the_scenarios_of_the_shard_alone(demo: Demo, tmp_path: Path, jobs: str) -> None:
    run = run_shard(demo, tmp_path / "demo", 2, 2, "-j", jobs, "features/cart_and_inventory")
    record = record_of(run.folder)
    assert record.selected == len(run.results) == 3
    assert run.behave_counts()["passed"] + run.behave_counts()["failed"] == 3


def test_tags_names_and_files_select_before_the_run_is_split(demo: Demo, tmp_path: Path) -> None:
    tagged = run_shard(demo, tmp_path / "demo", 1, 1, "--tags=@smoke or @breach", "--name=A", "features/")
    assert tagged.results
    assert record_of(tagged.folder).selection == (
        'features --tags "@smoke or @breach and not @planned" --name "A"'
    )


def test_a_dry_run_lists_the_shard_and_writes_no_record(demo: Demo, tmp_path: Path) -> None:
    run = run_shard(demo, tmp_path / "demo", 1, 2, "--dry-run", "--name=copies")
    assert run.exit_code == 0
    assert "Shard 1/2 has 2 of the 4 selected scenarios." in run.console
    assert not (run.folder / RECORD).exists()


def test_a_run_without_shards_removes_the_record_of_an_earlier_one(demo: Demo, tmp_path: Path) -> None:
    run = run_shard(demo, tmp_path / "demo", 1, 2, "features/cart_and_inventory")
    assert (run.folder / RECORD).exists()
    demo("--tags=@smoke", folder=run.folder)
    assert not (run.folder / RECORD).exists()


@pytest.mark.parametrize("shard", ["0/5", "6/5", "x", ""])
def test_a_wrong_shard_is_refused_in_one_sentence(demo: Demo, shard: str) -> None:
    run = demo("-D", f"shard={shard}")
    assert run.exit_code == 1
    assert f"ConfigError: -D shard={shard}: " in run.console
    assert "Traceback" not in run.console


def test_more_shards_than_scenarios_are_refused_before_anything_starts(demo: Demo) -> None:
    run = demo("-D", "shard=2/5", "--tags=@smoke")
    assert run.exit_code == 1
    assert "ConfigError: -D shard=2/5: the selection has fewer scenarios (1) than shards" in run.console


@pytest.mark.parametrize(
    ("number", "exit_code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130), (signal.SIGKILL, None)]
)
def test_the_record_of_a_run_that_a_signal_ends_says_so(
    demo: Demo, tmp_path: Path, number: signal.Signals, exit_code: int | None
) -> None:
    made = run_shard(demo, tmp_path / "demo", 1, 2, "--dry-run").folder
    (made / "features/waits.feature").write_text(_WAITS, "utf-8")
    command = [sys.executable, "-m", "behave", "-D", "shard=1/2", "features/waits.feature"]
    with subprocess.Popen(
        command, cwd=made, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ}
    ) as run:
        assert run.stderr is not None
        assert run.stderr.readline() == "waiting\n"
        run.send_signal(number)
        run.communicate(timeout=20)
    record = record_of(made)
    assert (record.exit_code, record.selected) == (exit_code, 1)


def test_a_record_that_cannot_be_read_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(DamagedShardRecord, match=r"shard\.json is missing: name a copy of the reports/"):
        ShardRecord.read(tmp_path / "shard.json")
    for damage in ("{", "[]", "{}", '{"shard": "7/5"}', json.dumps({"shard": "1/5", "new": 1})):
        (tmp_path / "shard.json").write_text(damage, "utf-8")
        with pytest.raises(DamagedShardRecord, match=r"shard\.json is no record of a shard of this version"):
            ShardRecord.read(tmp_path / "shard.json")
