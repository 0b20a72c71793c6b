"""A commit without a row, and a row without a commit, are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from environment.evidence.traffic.transactions import Change, CommittedTransaction
from environment.world.commit_table import differences, rows_of


def commit(service: str, *tables: str) -> CommittedTransaction:
    changes = tuple(Change("UPDATE", table) for table in tables)
    return CommittedTransaction(service, f"{service} -> postgres", 1.0, 2.0, changes)


def test_a_row_covers_a_commit_that_changes_its_table_among_others() -> None:
    assert list(differences({("orders", "orders")}, [commit("orders", "orders", "outbox")])) == []


def test_a_commit_without_a_row_and_a_row_without_a_commit_are_named_once() -> None:
    found = differences({("cart", "carts")}, [commit("orders", "refunds", "outbox")] * 2)
    assert list(found) == [
        "orders commits outbox and refunds, and no row kills it there",
        "a row kills cart at a commit of its carts, and it makes none",
    ]


def test_the_rows_are_read_from_the_feature() -> None:
    rows = rows_of(Path("features/resilience/kills_at_commits.feature"))
    assert {("checkout", "checkouts"), ("orders", "outbox"), ("cart", "carts")} <= rows


def test_a_feature_without_such_a_table_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.feature").write_text("Feature: X\n")
    with pytest.raises(ValueError, match="has no table with the columns killed, when, nth, table"):
        rows_of(tmp_path / "x.feature")
