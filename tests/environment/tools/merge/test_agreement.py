"""Which shards belong together, and what a complete run would have besides."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from environment.session.shards.record import RECORD, ShardRecord
from environment.session.shards.shard import Shard
from environment.tools.merge.__main__ import main
from environment.tools.merge.agreement import contradictions, gaps
from environment.tools.merge.given_shards import GivenShard, UnusableShards, given_shards

ONE = ShardRecord(
    shard=Shard(1, 2),
    commit="abc",
    code="c0de",
    selection="features",
    chosen="5ca1e",
    total=3,
    selected=2,
    whole=True,
    exit_code=0,
)
TWO = replace(ONE, shard=Shard(2, 2), selected=1)


def given(folder: str, record: ShardRecord) -> GivenShard:
    return GivenShard(Path(folder), record)


def sentences(*records: ShardRecord) -> list[str]:
    return list(contradictions([given("abcdef"[place], each) for place, each in enumerate(records)]))


def with_results(
    folder: Path, record: ShardRecord, *statuses: str, errors: tuple[str, ...] = ()
) -> GivenShard:
    """A shard whose results are on the disk."""
    allure = folder / "allure-results"
    allure.mkdir(parents=True)
    for number, status in enumerate(statuses):
        (allure / f"{number}-result.json").write_text(json.dumps({"status": status}), "utf-8")
    globals_ = {"errors": [{"message": each} for each in errors]}
    (allure / "a-globals.json").write_text(json.dumps(globals_), "utf-8")
    record.write(folder / RECORD.name)
    return GivenShard(folder, record)


def test_the_shards_of_one_run_agree() -> None:
    assert sentences(ONE, TWO) == []


def test_a_shard_that_is_given_twice_is_named_with_both_folders() -> None:
    assert sentences(ONE, TWO, ONE) == ["shard 1/2 was given 2 times (a, c): name each shard once"]


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        (
            replace(TWO, shard=Shard(2, 3)),
            "shard 2/3 (b) is one of 3: name the shards of one run; shard 1/2 (a) has 2",
        ),
        (
            replace(TWO, commit="def", code="0ther", total=9),
            "shard 2/2 (b) is of commit def: run all shards of one commit; shard 1/2 (a) has abc",
        ),
        (
            replace(TWO, commit=""),
            "shard 2/2 (b) is of commit none: run all shards of one commit; shard 1/2 (a) has abc",
        ),
        (
            replace(TWO, code="0ther"),
            "shard 2/2 (b) has files with the digest 0ther: commit the changes, and run all of one commit; "
            "shard 1/2 (a) has c0de",
        ),
        (
            replace(TWO, selection="features @smoke"),
            "shard 2/2 (b) selects features @smoke: run all shards with the same arguments; "
            "shard 1/2 (a) has features",
        ),
        (
            replace(TWO, total=4),
            "shard 2/2 (b) selects scenarios with the count and digest 4 and 5ca1e: the same arguments "
            "select others on another day (UTC); give all shards the same -D sample_seed; "
            "shard 1/2 (a) has 3 and 5ca1e",
        ),
    ],
)
def test_shards_of_different_runs_are_named_with_what_differs(other: ShardRecord, sentence: str) -> None:
    assert sentences(ONE, other) == [sentence]


def test_missing_shards_are_named_with_the_number_of_their_scenarios(tmp_path: Path) -> None:
    five = replace(ONE, shard=Shard(1, 5), total=30, selected=6)
    shards = [
        with_results(tmp_path / f"{number}", replace(five, shard=Shard(number, 5)), *["passed"] * 6)
        for number in (1, 4)
    ]
    assert list(gaps(shards)) == [
        "shards 2/5, 3/5 and 5/5 are missing: 2 of 5 were given, and 18 of 30 scenarios are not here; "
        "run what is missing, or find out what ended it"
    ]
    assert next(gaps(shards[:1])).startswith("shards 2/5, 3/5, 4/5 and 5/5 are missing: 1 of 5 were given")
    two = [with_results(tmp_path / "a", ONE, "passed", "passed")]
    assert next(gaps(two)).startswith("shard 2/2 is missing: 1 of 2 were given, and 1 of 3 scenarios are not")


def test_a_shard_that_was_killed_was_cut_off(tmp_path: Path) -> None:
    whole = with_results(tmp_path / "one", ONE, "passed", "passed")
    cut_off = with_results(tmp_path / "two", replace(TWO, exit_code=None))
    [sentence] = gaps([whole, cut_off])
    assert sentence.startswith(f"shard 2/2 ({tmp_path}/two) was cut off: it began with 1 scenarios and never")


def test_a_folder_that_was_not_copied_as_a_whole_lacks_results(tmp_path: Path) -> None:
    [sentence] = gaps(
        [with_results(tmp_path / "one", ONE, "passed"), with_results(tmp_path / "two", TWO, "passed")]
    )
    assert sentence == (
        f"shard 1/2 ({tmp_path}/one) has run 2 scenarios, and {tmp_path}/one/allure-results holds 1 results: "
        "copy the whole folder"
    )


def test_an_exit_code_that_no_result_explains_is_a_gap(tmp_path: Path) -> None:
    red = replace(TWO, exit_code=1)
    whole = with_results(tmp_path / "one", ONE, "passed", "passed")
    [sentence] = gaps([whole, with_results(tmp_path / "unexplained", red, "passed")])
    assert sentence == (
        f"shard 2/2 ({tmp_path}/unexplained) ended with exit code 1, and no result says why: read its console"
    )
    assert not list(gaps([whole, with_results(tmp_path / "failed", red, "failed")]))
    assert not list(gaps([whole, with_results(tmp_path / "error", red, "passed", errors=("a secret",))]))


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with features and the results of an earlier run."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "features").mkdir()
    with_results(tmp_path / "reports", ONE, "passed", "passed")
    return tmp_path


@pytest.mark.parametrize(
    ("folders", "sentence"),
    [
        ([], 'no shard is named: make merge SHARDS="one-folder another-folder"'),
        (["nowhere"], "nowhere/shard.json is missing: name a copy of the reports/ folder of a run with -D"),
        (["reports"], "reports: the merged report is written there; copy the shard's reports to another"),
        (["one", "one"], "shard 1/2 was given 2 times (one, one): name each shard once"),
        (["one", "other"], "shard 2/2 (other) is of commit def: run all shards of one commit; shard"),
    ],
)
def test_shards_that_cannot_be_merged_leave_the_results_as_they_are(
    project: Path, folders: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with_results(project / "one", ONE, "passed", "passed")
    with_results(project / "other", replace(TWO, commit="def"), "passed")
    assert main(folders) == 2
    said: Any = capsys.readouterr()
    assert said.err.startswith(f"Nothing is merged.\n{sentence}")
    assert (project / "reports/allure-results/1-result.json").exists()


def test_every_folder_that_cannot_be_used_is_named(project: Path) -> None:
    with pytest.raises(UnusableShards) as refused:
        given_shards([project / "a", project / "b"], project / "reports")
    assert str(refused.value).count("shard.json is missing") == 2
