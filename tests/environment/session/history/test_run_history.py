"""The runs that are kept: whole ones and parts, of several machines, whatever else stands in the files."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from environment.session.history.kept_run import TierCounts, joined
from environment.session.history.run_history import RunHistory, runs_in
from tests.environment.session.history.kept_runs import GREEN_RUN, RED, run_at


def test_a_run_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    red = run_at("2026-11-03", red=(RED,), answers=None)
    for run in (red, GREEN_RUN):
        RunHistory(tmp_path).keep(run)
    assert RunHistory(tmp_path).runs() == (GREEN_RUN, red)


def test_parts_have_a_file_of_their_own_and_displace_no_whole_run(tmp_path: Path) -> None:
    RunHistory(tmp_path).keep(GREEN_RUN)
    RunHistory(tmp_path).keep(run_at("2026-11-03", complete=()))
    assert [len(file.read_text("utf-8").splitlines()) for file in sorted(tmp_path.glob("*.jsonl"))] == [1, 1]
    assert [run.whole for run in RunHistory(tmp_path).runs()] == [True, False]


def test_a_line_of_another_version_is_passed_over(tmp_path: Path) -> None:
    RunHistory(tmp_path).keep(GREEN_RUN)
    with (tmp_path / "runs.jsonl").open("a") as lines:
        lines.write('{"at": "2026-11-04"}\n')
        lines.write(json.dumps({**GREEN_RUN.as_json(), "at": "yesterday"}) + "\n")
    assert RunHistory(tmp_path).runs() == (GREEN_RUN,)


def test_a_run_that_two_histories_have_counts_once(tmp_path: Path) -> None:
    other = run_at("2026-11-01")
    RunHistory(tmp_path / "here").keep(GREEN_RUN)
    for run in (GREEN_RUN, other):
        RunHistory(tmp_path / "there").keep(run)
    assert runs_in([tmp_path / "here", tmp_path / "there"]) == (other, GREEN_RUN)


def test_the_shards_of_a_run_are_one_run() -> None:
    shards = [
        replace(GREEN_RUN, counts={"default": TierCounts(3, 1)}, red=(RED,), seconds={"a": 1.0}),
        replace(GREEN_RUN, at="2026-11-02T07:59:00+00:00", took=200.0, seconds={"b": 2.0}),
    ]
    whole = joined(shards, complete=True, exit_code=1, answers=None)
    assert (whole.at, whole.took, whole.workers) == ("2026-11-02T07:59:00+00:00", 200.0, 4)
    assert whole.total == TierCounts(5, 1)
    assert (whole.red, whole.seconds, whole.whole) == ((RED,), {"a": 1.0, "b": 2.0}, True)
    assert not joined(shards, complete=False, exit_code=1, answers=None).whole
