"""Statements are recognized by what they do to a table, also over several lines."""

from __future__ import annotations

import re

import pytest

from steps.vocabulary.comparable import without_names
from steps.vocabulary.statements import writing_or_locking


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE titles SET on_hand = 1", True),
        ("INSERT INTO\n  titles (sku) VALUES ($1)", True),
        ("WITH moved AS (INSERT INTO x VALUES (1)) UPDATE titles SET on_hand = 1", True),
        ("DELETE FROM titles", True),
        ("SELECT sku\nFROM titles\nWHERE sku = $1\nFOR NO KEY UPDATE", True),
        ("SELECT sku FROM titles WHERE sku = $1", False),
        ("UPDATE titles_archive SET on_hand = 1", False),
        ("SELECT 1 FROM reservations FOR UPDATE", False),
    ],
)
def test_a_statement_writes_or_locks_the_table(statement: str, found: bool) -> None:
    assert bool(re.search(writing_or_locking("titles"), statement, re.IGNORECASE)) is found


def test_names_and_times_are_left_out_and_amounts_are_not() -> None:
    written = "BK-7Q2M-4HXW of 9780441172719 at 2026-01-31T10:00:00.5+00:00: 950"
    assert without_names(written) == "_ of _ at _: 950"
    assert without_names("evt_1aB2 about pi_3Cd") == "_ about _"
    assert without_names("for 00000000-0000-4000-8000-000000000001") == "for _"
