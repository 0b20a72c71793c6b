"""The tables of pairs are those of the topology."""

from __future__ import annotations

from pathlib import Path

import pytest

from environment.session.matrix.text_table import TableError
from environment.session.operation_pairs import listed_pairs
from environment.topology import topology
from steps.vocabulary.operation_pairs import REPEATED, all_pairs, operation_named


def test_the_tables_have_every_pair_of_the_topology_and_no_other() -> None:
    listed = [pair for pair, _, _ in listed_pairs()]
    assert sorted(listed) == sorted(all_pairs())
    assert {pair.service for pair in listed} == set(topology().services)


def test_a_pair_has_two_operations_that_store_its_table() -> None:
    for pair in all_pairs():
        for name in (pair.first, pair.second):
            assert pair.table in operation_named(pair.service, name).stores
        assert pair.is_repeated == (pair.second == pair.first + REPEATED)


def test_a_table_with_other_columns_is_refused(tmp_path: Path) -> None:
    (tmp_path / "inventory.txt").write_text("first | second\n")
    with pytest.raises(
        TableError, match=r"inventory\.txt: the first line has to be: first \| second \| table"
    ):
        list(listed_pairs(tmp_path))
