"""The last result of each scenario outlives every run that does not run the scenario."""

from __future__ import annotations

import shutil
from multiprocessing import get_context
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from behave.parser import parse_feature
from behave.step_registry import StepRegistry

from environment.reporting.kept_results import keyed
from environment.reporting.last_results import (
    LAST_RESULTS,
    LastResult,
    add_results,
    forget_replaced_results,
    join_results,
    last_results,
)
from environment.reporting.specified_text import SpecifiedText
from tests.environment.reporting.demo_run import Demo, DemoRun

EARLIER = LastResult("failed", "2026-05-01 12:00:00", "1a2b3c4", "p1", "t1")
LATER = LastResult("passed", "2026-05-02 12:00:00", "5d6e7f8", "p2", "t2")
PROCESSES, ADDED = 4, 50


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / "reports/last-results.jsonl"


def test_the_later_result_counts_and_others_stay(kept: Path) -> None:
    add_results({"a": EARLIER, "b": EARLIER}, kept)
    add_results({"a": LATER}, kept)
    assert last_results(kept) == {"b": EARLIER, "a": LATER}


def test_there_are_none_without_a_file(kept: Path) -> None:
    assert last_results(kept) == {}


def test_half_a_line_of_a_killed_process_costs_that_line_alone(kept: Path) -> None:
    add_results({"a": EARLIER, "b": EARLIER}, kept)
    whole = kept.read_text("utf-8")
    kept.write_text(whole[:-20], "utf-8")
    add_results({"c": LATER}, kept)
    assert last_results(kept) == {"a": EARLIER, "c": LATER}


def test_lines_of_another_version_are_left_out(kept: Path) -> None:
    add_results({"a": EARLIER}, kept)
    kept.write_text(kept.read_text("utf-8") + '["b", "passed"]\n{"c": 1}\n3\n', "utf-8")
    assert last_results(kept) == {"a": EARLIER}


def test_what_was_replaced_is_forgotten(kept: Path) -> None:
    for result in (EARLIER, LATER, EARLIER, LATER):
        add_results({"a": result, "b": result}, kept)
    forget_replaced_results(kept)
    assert len(kept.read_text("utf-8").splitlines()) == 2
    assert last_results(kept) == {"a": LATER, "b": LATER}


def _add_many(kept: Path, process: int) -> None:
    for number in range(ADDED):
        add_results({f"{process}-{number}": LATER, "shared": LATER}, kept)
        if number % 10 == 0:
            forget_replaced_results(kept)


def test_processes_that_add_at_the_same_time_lose_nothing(kept: Path) -> None:
    spawning = get_context("spawn")
    processes = [spawning.Process(target=_add_many, args=(kept, each)) for each in range(PROCESSES)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert len(last_results(kept)) == PROCESSES * ADDED + 1


def test_of_several_machines_the_result_that_came_last_counts(kept: Path, tmp_path: Path) -> None:
    add_results({"a": LATER, "b": EARLIER}, kept)
    add_results({"a": EARLIER, "b": LATER, "c": EARLIER}, tmp_path / "shard.jsonl")
    join_results([tmp_path / "shard.jsonl", tmp_path / "none.jsonl"], kept)
    assert last_results(kept) == {"a": LATER, "b": LATER, "c": EARLIER}


def results_of(run: DemoRun) -> dict[str, LastResult]:
    return last_results(run.folder / LAST_RESULTS)


def test_a_part_replaces_only_what_it_ran(whole: DemoRun, demo: Demo, tmp_path: Path) -> None:
    before = results_of(whole)
    after = results_of(demo("--tags=@smoke", folder=shutil.copytree(whole.folder, tmp_path / "demo")))
    assert len(before) > 20
    assert after.keys() == before.keys()
    assert len({key for key in before if before[key] != after[key]}) == 1


@pytest.mark.parametrize("arguments", [("--jobs", "1"), ("--jobs", "2")])
def test_scenarios_that_did_not_run_have_no_result(demo: Demo, arguments: tuple[str, ...]) -> None:
    run = demo("--stop", *arguments)
    ran = [each for each in run.results if each["status"] != "skipped"]
    assert 0 < len(results_of(run)) <= len(ran) < len(run.results)
    assert {each.status for each in results_of(run).values()} <= {"passed", "failed", "broken"}


def test_a_dry_run_keeps_nothing(demo: Demo) -> None:
    assert results_of(demo("--dry-run")) == {}


OUTLINE = """\
Feature: Races
  Scenario Outline: <first> meets <second>
    When <first> meets <second>
    Examples: the sample
      | first | second |
      | one   | two    |
    {tag}
    Examples: all
      | first | second |
      | one   | two    |
      | two   | three  |
"""


def keys(tag: str) -> list[str]:
    feature = parse_feature(OUTLINE.format(tag=tag), filename="features/races.feature")
    return [key for key, _ in keyed(feature.walk_scenarios())]


def test_a_row_has_one_result_in_the_sample_for_the_day_and_in_its_tier() -> None:
    sampled, same, other = keys("@pairs")
    assert sampled == same != other


def test_two_scenarios_with_one_title_have_a_result_each() -> None:
    assert len(set(keys("@smoke"))) == 3


def digest(text: str, function: Any) -> str:
    registry = StepRegistry()
    registry.add_step_definition("when", "one meets two", function)
    feature = parse_feature(text, filename="features/races.feature")
    return SpecifiedText(registry).digest(next(iter(feature.walk_scenarios())))


def one_meets_two(context: Any) -> None:
    context.world = SimpleNamespace(met=2)


def another_meeting(context: Any) -> None:
    context.world = SimpleNamespace(met=3)


def test_the_text_of_a_scenario_and_its_steps_decide_what_is_older() -> None:
    text = OUTLINE.format(tag="")
    first = digest(text, one_meets_two)
    assert digest(text, one_meets_two) == first
    assert digest(text.replace("Races", "Meetings"), one_meets_two) == first
    assert digest(text.replace("When", "Given something\n    When"), one_meets_two) != first
    assert digest(text, another_meeting) != first
