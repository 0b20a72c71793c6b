"""The tables of pairs are those of the topology, and a sample of them is the same for the same seed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from behave.parser import parse_feature

from environment.session.matrix.text_table import TableError
from environment.session.operation_pairs import PAIRS, listed_pairs
from environment.session.sampled_examples import fill_from, seed_of
from environment.topology import topology
from steps.vocabulary.operation_pairs import REPEATED, all_pairs, operation_named

FEATURE = Path("features/resilience/pairs_of_operations.feature")


def rows(seed: str) -> dict[str, list[tuple[str, ...]]]:
    feature = parse_feature(FEATURE.read_text("utf-8"))
    assert fill_from(PAIRS, [feature], seed)
    (outline,) = feature.walk_scenarios(with_outlines=True, with_rules=False)[:1]
    return {each.name: [tuple(row.cells) for row in each.table.rows] for each in outline.examples}


def test_the_tables_have_every_pair_of_the_topology_and_no_other() -> None:
    listed = [pair for pair, _, _ in listed_pairs()]
    assert sorted(listed) == sorted(all_pairs())
    assert {pair.service for pair in listed} == set(topology().services)


def test_a_pair_has_two_operations_that_store_its_table() -> None:
    for pair in all_pairs():
        for name in (pair.first, pair.second):
            assert pair.table in operation_named(pair.service, name).stores
        assert pair.is_repeated == (pair.second == pair.first + REPEATED)


def test_the_sample_follows_the_seed_and_is_of_pairs_that_are_raced() -> None:
    monday, tuesday = (rows(seed_of(date(2026, 11, day))) for day in (23, 24))
    sample = "the sample of pairs/ for the day"
    assert rows("2026-11-23") == monday
    assert monday[sample] != tuesday[sample]
    assert len(monday[sample]) == 8
    assert set(monday[sample]) <= set(monday["all of pairs/"])
    raced = [pair for pair, why_not, _ in listed_pairs() if not why_not]
    assert len(monday["all of pairs/"]) == len(raced)


def test_a_table_with_other_columns_is_refused(tmp_path: Path) -> None:
    (tmp_path / "inventory.txt").write_text("first | second\n")
    with pytest.raises(
        TableError, match=r"inventory\.txt: the first line has to be: first \| second \| table"
    ):
        list(listed_pairs(tmp_path))
