"""Merged shards say what one run says: the same results, numbers, findings and exit code."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest

from environment.session.shards.record import RECORD
from tests.environment.reporting.demo_run import DEMO, Demo, DemoRun
from tests.environment.session.shards.sharded_demo import merged, run_shard, run_shards

_ANSWERS = """
from pathlib import Path
from behave import when

_DOCUMENTED = ("200", "404 no-cart", "409 busy")

@when("{answer} is met")
def met(context, answer):
    rows = [f"documented\\tcart\\tGET /carts\\t{each}\\t0" for each in _DOCUMENTED]
    rows.append(f"default\\tcart\\tGET /carts\\t{answer}\\t1")
    with Path("reports/answers.tsv").open("a") as file:
        file.write("".join(f"{row}\\n" for row in rows))
"""


@pytest.fixture(scope="module")
def shards(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> list[DemoRun]:
    """The whole demo in three shards, the second one with two workers."""
    folder = tmp_path_factory.mktemp("shards")
    return [
        run_shard(demo, folder / f"machine-{number}", number, 3, "-j", "2" if number == 2 else "1")
        for number in (1, 2, 3)
    ]


@pytest.fixture(scope="module")
def one(shards: list[DemoRun], tmp_path_factory: pytest.TempPathFactory) -> DemoRun:
    """The merged report of these shards."""
    return merged(tmp_path_factory.mktemp("merged") / "demo", shards)


def results(run: DemoRun) -> list[tuple[str, str, str]]:
    return sorted((each["historyId"], each["fullName"], each["status"]) for each in run.results)


def junit(run: DemoRun) -> Counter[tuple[str | None, ...]]:
    suites = [ElementTree.parse(path).getroot() for path in run.folder.glob("reports/junit/*.xml")]
    cases = (case for suite in suites for case in suite)
    return Counter(tuple(map(case.get, ("classname", "name", "status"))) for case in cases)


def test_the_results_are_those_of_one_run(whole: DemoRun, one: DemoRun) -> None:
    assert results(one) == results(whole)
    assert set(one.run_errors) == set(whole.run_errors)


def test_junit_has_the_same_scenarios_and_a_file_for_each_feature(whole: DemoRun, one: DemoRun) -> None:
    assert junit(one) == junit(whole)
    files = [sorted(path.name for path in run.folder.glob("reports/junit/*.xml")) for run in (one, whole)]
    assert files[0] == files[1]
    for path in one.folder.glob("reports/junit/*.xml"):
        suite = ElementTree.parse(path).getroot()
        assert int(suite.get("tests", "")) == len(suite)


def test_attachments_are_there(one: DemoRun) -> None:
    assert one.attachment("The customer may try again", "ledger") == "payment,captured\n7f3a,1900\n"


def test_the_properties_name_the_shards(one: DemoRun) -> None:
    properties = (one.allure / "environment.properties").read_text("utf-8")
    assert "Shard = 1/3, 2/3, 3/3\n" in properties
    assert "PostgreSQL = 18.6\n" in properties


def test_the_exit_code_and_the_summary_are_those_of_the_gate(one: DemoRun) -> None:
    assert one.exit_code == 1
    assert 'new: "A bare assertion speaks for itself" failed' in one.console
    assert "missing" not in one.console
    summary = (one.folder / "reports/summary.md").read_text("utf-8")
    assert summary.startswith("## Checkout acceptance: does not pass\n\n33 scenarios: ")
    assert re.search(r"^  1/3  .*\d+ passed", one.console, re.MULTILINE)


@pytest.fixture
def green(tmp_path: Path) -> Path:
    """A copy of the demo with one green feature, each of whose scenarios meets an answer."""
    made = shutil.copytree(DEMO, tmp_path / "green", ignore=shutil.ignore_patterns("reports"))
    shutil.rmtree(made / "features")
    (made / "features").mkdir()
    answers = ("200", "404 no-cart", "409 busy")
    text = "".join(f"  Scenario: {each} comes\n    When {each} is met\n" for each in answers)
    (made / "features/answers.feature").write_text(f"Feature: Answers\n{text}", "utf-8")
    (made / "steps/answer_steps.py").write_text(_ANSWERS, "utf-8")
    (made / "baseline").mkdir()
    (made / "baseline/unmet-answers.toml").write_text("", "utf-8")
    return made


def test_green_shards_are_a_green_run(demo: Demo, green: Path, tmp_path: Path) -> None:
    shards = run_shards(demo, tmp_path, 2, like=green)
    assert [each.exit_code for each in shards] == [0, 0]
    assert all("of 3 documented answers are met (all features: checked)" in each.console for each in shards)
    run = merged(tmp_path / "merged", shards, like=green)
    assert "The build passes: 3 scenarios, no new failure." in run.console
    assert run.exit_code == 0


def test_an_answer_that_no_shard_has_met_is_red_as_in_one_run(
    demo: Demo, green: Path, tmp_path: Path
) -> None:
    feature = green / "features/answers.feature"
    feature.write_text(feature.read_text("utf-8").replace("When 409 busy", "When 200"), "utf-8")
    sentence = "ANSWERS: cart: GET /carts → 409 busy: documented, and met by no scenario"
    alone = demo(folder=shutil.copytree(green, tmp_path / "alone"))
    assert (alone.exit_code, sentence in alone.console) == (1, True)
    assert [each.partition(";")[0] for each in alone.run_errors] == [sentence]
    shards = run_shards(demo, tmp_path, 2, like=green)
    assert [each.exit_code for each in shards] == [0, 0]
    run = merged(tmp_path / "merged", shards, like=green)
    assert run.exit_code == 1
    assert f"the run itself: {sentence}" in run.console


def test_a_missing_shard_is_red_and_the_others_are_in_the_report(
    demo: Demo, green: Path, tmp_path: Path
) -> None:
    shards = run_shards(demo, tmp_path, 3, like=green)
    run = merged(tmp_path / "merged", shards[:2], like=green)
    assert run.exit_code == 1
    sentence = "shard 3/3 is missing: 2 of 3 were given, and 1 of 3 scenarios are not here"
    assert f"the run itself: {sentence}" in run.console
    assert len(run.results) == 2
    assert "ANSWERS" not in run.console


def test_shards_of_different_selections_are_not_merged(demo: Demo, green: Path, tmp_path: Path) -> None:
    first = run_shard(demo, tmp_path / "first", 1, 2, like=green)
    second = run_shard(demo, tmp_path / "second", 2, 2, "--name=comes", like=green)
    run = merged(tmp_path / "merged", [first, second], like=green)
    assert run.exit_code == 2
    assert 'selects features --tags "not @planned" --name "comes": run all shards with' in run.console
    assert not run.results


def test_shards_with_different_files_are_not_merged(demo: Demo, green: Path, tmp_path: Path) -> None:
    first = run_shard(demo, tmp_path / "first", 1, 2, like=green)
    feature = green / "features/answers.feature"
    feature.write_text(feature.read_text("utf-8") + "  # edited\n", "utf-8")
    second = run_shard(demo, tmp_path / "second", 2, 2, like=green)
    run = merged(tmp_path / "merged", [first, second], like=green)
    assert (run.exit_code, "has files with the digest" in run.console) == (2, True)


def test_a_merge_replaces_the_results_of_an_earlier_run_in_its_folder(
    demo: Demo, green: Path, tmp_path: Path
) -> None:
    shards = run_shards(demo, tmp_path, 2, like=green)
    demo("-D", "shard=1/1", folder=green)
    run = merged(green, [*shards], like=green)
    assert run.exit_code == 0
    assert len(run.results) == 3
    assert not (green / RECORD).exists()
