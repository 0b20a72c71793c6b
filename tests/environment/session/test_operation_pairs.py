"""The tables of pairs are those of the topology."""

from __future__ import annotations

from pathlib import Path

import pytest

from environment.session.matrix.text_table import TableError
from environment.session.operation_pairs import listed_pairs
from steps.vocabulary.operation_pairs import REPEATED, all_pairs, operation_named
from tests.owed_entries import hold_none


def pairs_of(service: str) -> str:
    """The table of a service; its first lines are those of the others."""
    return f"features/resilience/pairs/{service}.txt"


@pytest.mark.owed
def test_the_tables_have_every_pair_of_the_topology_and_no_other() -> None:
    listed, wanted = {pair for pair, _, _ in listed_pairs()}, {*all_pairs()}
    hold_none(
        f"{pairs_of(pair.service)}: a row is missing: {pair.first} | {pair.second} | {pair.table} | "
        "(for the race write its body in steps/tasks/contested/, or say behind the last | why there is none)"
        for pair in sorted(wanted - listed)
    )
    hold_none(f"{pairs_of(pair.service)}: a row is about no pair: {pair}" for pair in sorted(listed - wanted))
    assert len(listed) == len(list(listed_pairs()))


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
