"""A run takes the same rows of the long tables for the same seed, each once, and others for another seed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from behave.model import ScenarioOutline
from behave.parser import parse_file

from environment.session.long_tables import (
    LONG_TABLES,
    crash_points,
    fill_long_tables,
    moves,
    operations,
    repeats,
)
from environment.session.operation_pairs import listed_pairs
from environment.session.samples import ALL_OF_IT, FEATURE, LongTable, fill_examples_of, seed_of
from environment.session.wrong_answers import NOT_ASKED, listed_answers
from environment.topology import Topology, bookstore_topology, topology_through_pages, using_topology
from environment.world.crash_table import crash_tables
from steps.tasks.moves.kinds import MACHINES
from steps.tasks.moves.table import expected_moves
from steps.tasks.permissions.requests import operation_of_name
from steps.vocabulary.operation_pairs import comes_again

TABLES = {table.named: table for table in LONG_TABLES}
FILES = sorted(Path("features").rglob("*.feature"))
Rows = list[tuple[str, tuple[str, ...]]]


@cache
def filled(seed: str) -> dict[str, Rows]:
    """The rows of all filled examples, by the name of the examples."""
    return filled_anew(seed)


def filled_anew(seed: str, paths: Sequence[Path] = FILES) -> dict[str, Rows]:
    """The rows of the filled examples, each with its file, by the name of the examples."""
    features = [parse_file(str(path)) for path in paths]
    fill_long_tables(features, seed)
    found: dict[str, Rows] = {}
    for feature in features:
        for examples in examples_of(feature):
            rows = [(Path(feature.filename).name, tuple(row.cells)) for row in examples.table.rows]
            found.setdefault(examples.name, []).extend(rows)
    return found


def examples_of(feature: Any) -> list[Any]:
    outlines = feature.walk_scenarios(with_outlines=True)
    return [each for outline in outlines if isinstance(outline, ScenarioOutline) for each in outline.examples]


MONDAY, TUESDAY = (seed_of(date(2026, 11, day)) for day in (23, 24))


SAMPLED = [table for table in LONG_TABLES if table.size != ALL_OF_IT]


@pytest.mark.parametrize("table", SAMPLED, ids=lambda table: str(table.named))
def test_the_sample_follows_the_seed_and_has_each_row_once(table: LongTable) -> None:
    monday = filled(MONDAY)[table.sample]
    assert len(set(monday)) == len(monday) == table.size
    assert monday != filled(TUESDAY)[table.sample]


def test_the_same_seed_gives_the_same_rows() -> None:
    assert filled_anew(MONDAY) == filled(MONDAY)


def test_every_pair_that_is_raced_is_in_the_long_tier() -> None:
    raced = [pair for pair, why_not, _ in listed_pairs() if not why_not]
    found = filled(MONDAY)
    assert len(found[TABLES["pairs/"].all]) == len(raced)
    assert set(found[TABLES["pairs/"].sample]) <= set(found[TABLES["pairs/"].all])


def test_every_request_that_services_and_the_gateway_repeat_is_raced_with_itself_in_every_run() -> None:
    rows = filled(MONDAY)[TABLES["the repeats in pairs/"].all]
    asked = {(service, first) for _, (service, first, *_) in rows}
    repeated = {
        (pair.service, pair.first) for pair, why_not, _ in listed_pairs() if not why_not and comes_again(pair)
    }
    assert len(rows) == len(asked)
    assert asked == repeated
    assert ("pricing", "checkout: binding quote") in asked
    assert ("payments", "gateway: webhook") in asked
    assert ("payments", "staff: reversal") in asked  # checkout and orders request it as well
    assert ("pricing", "staff: price") not in asked


def test_every_wrong_answer_that_a_journey_meets_is_in_the_long_tier() -> None:
    met = [row for row in listed_answers() if row["ends"] != NOT_ASKED]
    assert len(filled(MONDAY)[TABLES["wrong_answers/"].all]) == len(met)


def test_a_sampled_row_of_a_crash_table_is_in_the_feature_of_its_table() -> None:
    written = {
        (table.path.name, (*row.key, row.end, row.why)) for table in crash_tables() for row in table.rows
    }
    assert set(filled(MONDAY)[TABLES["the crash tables"].sample]) <= written
    assert len(crash_points()) == len(written)


def test_a_part_of_the_features_has_its_part_of_the_same_sample() -> None:
    sample = TABLES["the crash tables"].sample
    whole = filled(MONDAY)[sample]
    alone = [filled_anew(MONDAY, [path]).get(sample, []) for path in FILES if path.name.startswith("killed_")]
    assert [row for rows in alone for row in rows] == whole


def test_each_crash_table_has_examples_for_the_sample() -> None:
    sample = TABLES["the crash tables"].sample
    assert {name for name, _ in all_with_sample(sample)} == {table.path.name for table in crash_tables()}


def all_with_sample(name: str) -> list[tuple[str, Any]]:
    features = [parse_file(str(path)) for path in FILES]
    return [
        (Path(each.filename).name, it) for each in features for it in examples_of(each) if it.name == name
    ]


def test_every_move_that_no_run_tries_at_rest_can_be_in_the_sample() -> None:
    kinds = MACHINES.keys() - {"order", "mail", "checkout"}  # the table says why
    listed = {
        (kind, *place)
        for kind in kinds
        for place in expected_moves(kind)
        if place[0] in MACHINES[kind].waits_in
    }
    assert {(row["kind"], row["state"], row["operation"]) for row in moves()} == listed


def test_every_operation_of_the_topology_can_be_in_the_sample() -> None:
    for row in operations():
        assert operation_of_name(row["operation"])[0].name == row["operation"]


def test_a_table_of_fewer_rows_than_its_sample_has_all_of_them() -> None:
    table = LongTable("little/", 8, lambda: [{"a": "1"}, {"a": "2"}])
    assert sorted(row["a"] for row in table.rows_for(table.sample, MONDAY)) == ["1", "2"]


def test_only_the_tables_that_were_sampled_are_named(tmp_path: Path) -> None:
    text = "Feature: X\n  Scenario Outline: <a>\n    Given <a>\n    Examples: all of x\n      | a |\n"
    (tmp_path / "x.feature").write_text(text)
    feature = parse_file(str(tmp_path / "x.feature"))
    here = [{"a": "1"}, {"a": "2", FEATURE: "x.feature"}, {"a": "3", FEATURE: "y.feature"}]
    assert fill_examples_of([LongTable("x", 1, lambda: here)], [feature], MONDAY) == []
    assert [row.cells for row in examples_of(feature)[0].table.rows] == [["1"], ["2"]]


@pytest.mark.parametrize("other", [topology_through_pages(), Topology("one arrow", {}, {})])
def test_the_tables_are_filled_in_runs_with_other_arrows_as_well(other: Topology) -> None:
    with using_topology(other):
        assert {each["service"] for each in repeats()} <= {*bookstore_topology().services}
