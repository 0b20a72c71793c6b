"""A commit is named as the proxy counts it; those that came each time become rows, others are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from environment.evidence.recording.statements import Statement
from environment.faults.kinds.postgres import compiled
from environment.world.crash_commits import (
    RecordedCommit,
    agreed_commit_points,
    commit_differences,
    commits_made_sometimes,
    read_commits,
    recorded_commits,
    write_commits,
)
from environment.world.crash_table import CrashPoint
from steps.vocabulary.statements import writing

EVENT = RecordedCommit("payments", ("events", "payments"))
PAYMENT = RecordedCommit("payments", ("payments",))
CART = RecordedCommit("cart", ("carts",))
UNLISTED = RecordedCommit("cart", ("carts",), listed=False)


def statements(service: str, *texts: str, outcome: str = "UPDATE 1") -> list[Statement]:
    edge = f"{service} -> postgres"
    return [
        Statement(
            number,
            edge,
            1,
            1.0,
            2.0,
            text,
            text if text in ("BEGIN", "COMMIT", "ROLLBACK") else outcome,
            False,
        )
        for number, text in enumerate(texts)
    ]


def test_a_commit_has_the_tables_of_its_transaction_in_their_order() -> None:
    found = recorded_commits(
        statements(
            "payments", "BEGIN", "INSERT INTO events VALUES ($1)", "UPDATE payments SET a = $1", "COMMIT"
        )
    )
    assert found == [EVENT]


@pytest.mark.parametrize(
    "texts",
    [
        ("BEGIN", "SELECT 1 FROM payments", "COMMIT"),
        ("BEGIN", "UPDATE payments SET a = $1", "ROLLBACK"),
        ("UPDATE payments SET a = $1",),
    ],
)
def test_a_read_and_what_has_no_commit_are_left_out(texts: tuple[str, ...]) -> None:
    assert recorded_commits(statements("payments", *texts)) == []


def test_a_commit_that_changed_no_row_counts_since_the_proxy_counts_it() -> None:
    sql = "UPDATE payments SET a = $1"
    assert recorded_commits(statements("payments", "BEGIN", sql, "COMMIT", outcome="UPDATE 0")) == [PAYMENT]
    assert compiled(writing("payments")).search(sql)


def test_only_the_services_of_an_edge_are_listed() -> None:
    both = [
        *statements("cart", "BEGIN", "UPDATE carts SET a = $1", "COMMIT"),
        *statements("payments", "BEGIN", "UPDATE payments SET a = $1", "COMMIT"),
    ]
    assert recorded_commits(both, ("orders", "payments")) == [PAYMENT]


def test_a_commit_is_numbered_among_all_that_write_its_table() -> None:
    assert [(each.killed, each.point) for each in agreed_commit_points([[EVENT, PAYMENT, CART]])] == [
        ("payments", "before commit 1 of its events"),
        ("payments", "after commit 1 of its events"),
        ("payments", "before commit 2 of its payments"),
        ("payments", "after commit 2 of its payments"),
        ("cart", "before commit 1 of its carts"),
        ("cart", "after commit 1 of its carts"),
    ]


def test_a_commit_before_the_time_is_counted_and_not_listed() -> None:
    early, late = (
        recorded_commits(statements("cart", "BEGIN", "UPDATE carts SET a = $1", "COMMIT"), since=since)
        for since in (1.5, 1.0)
    )
    assert [each.listed for each in (*early, *late)] == [False, True]
    assert {each.point for each in agreed_commit_points([[*early, *late]])} == {
        "before commit 2 of its carts",
        "after commit 2 of its carts",
    }
    assert list(commit_differences([], early)) == []


def test_a_commit_of_a_timer_beside_the_journey_is_not_listed() -> None:
    (commit,) = recorded_commits(
        statements("payments", "BEGIN", "UPDATE reconciliations SET a = $1", "COMMIT")
    )
    assert not commit.listed


def test_a_commit_that_came_by_chance_is_named_and_not_written() -> None:
    recordings = [[PAYMENT, PAYMENT, CART], [PAYMENT], [PAYMENT, CART]]
    points = {each.point for each in agreed_commit_points(recordings)}
    assert points == {"before commit 1 of its payments", "after commit 1 of its payments"}
    assert list(commits_made_sometimes(recordings)) == [
        "payments committed its payments 2, 1, 1 times",
        "cart committed its carts 1, 0, 1 times",
    ]


def test_a_row_covers_a_commit_that_writes_its_table_among_others() -> None:
    assert list(commit_differences([CrashPoint("payments", "after commit 9 of its payments")], [EVENT])) == []


def test_a_commit_without_a_row_and_a_row_without_a_commit_are_named_once() -> None:
    rows = [CrashPoint("cart", "before commit 1 of its carts"), CrashPoint("cart", "at the look, before")]
    assert list(commit_differences(rows, [EVENT, EVENT])) == [
        (
            "payments -> postgres",
            "not in the table: payments killed at a commit of its events and payments",
        ),
        ("cart -> postgres", "no such commit any more: cart killed at a commit of its carts"),
    ]


def test_the_commits_of_a_journey_are_read_as_they_were_written(tmp_path: Path) -> None:
    write_commits(tmp_path / "commits" / "killed.json", [EVENT, CART, UNLISTED])
    assert read_commits(tmp_path / "commits" / "killed.json") == [EVENT, CART, UNLISTED]
