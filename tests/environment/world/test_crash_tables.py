"""Crash tables: missing and obsolete rows are named, and the ends that testers decided on are kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from environment.world.crash_table import HEADINGS, MARK, CrashPoint, CrashTable, crash_points_at

CAPTURE = "the capture from checkout to payments"
AT_GATEWAY = "the capture from payments to gateway"
POINTS = tuple(crash_points_at([CAPTURE]))
COMMIT = CrashPoint("payments", "after commit 2 of its payments", why="because")
HEAD = f"Feature: Killed\n\n      {MARK}\n      @crash\n      Examples: why\n"


def row(killed: str, point: str, end: str) -> str:
    return f"        | {killed} | {point} | {end} | because |\n"


def table(tmp_path: Path, *rows: str) -> CrashTable:
    path = tmp_path / "killed.feature"
    path.write_text(HEAD + f"        | {' | '.join(HEADINGS)} |\n" + "".join(rows), "utf-8")
    return CrashTable.read(path)


def test_caller_and_callee_are_killed_at_three_points_of_a_call() -> None:
    killed = [(each.killed, each.point.removeprefix(f"at {CAPTURE}, ")) for each in POINTS]
    assert killed == [
        ("checkout", "before it leaves"),
        ("payments", "before it leaves"),
        ("checkout", "after its work is done"),
        ("payments", "after its work is done"),
        ("checkout", "after its answer has come"),
        ("payments", "after its answer has come"),
    ]


def test_only_services_of_the_bookstore_are_killed() -> None:
    calls = [
        "the submission from customer to checkout",
        AT_GATEWAY,
        "the greeting from notifications to mail",
    ]
    assert {each.killed for each in crash_points_at(calls)} == {"checkout", "payments", "notifications"}


def test_a_new_call_is_named_as_missing(tmp_path: Path) -> None:
    known = table(tmp_path, *(row(*each.key, "the order is made") for each in POINTS))
    assert not list(known.differences(POINTS))
    found = list(known.differences([*POINTS, *crash_points_at([AT_GATEWAY])]))
    assert found[0] == (
        "payments -> gateway",
        f"not in the table: payments killed at {AT_GATEWAY}, before it leaves",
    )
    assert len(found) == 3


def test_optional_reads_are_neither_missing_nor_obsolete(tmp_path: Path) -> None:
    looks = crash_points_at(
        ["the look from payments to gateway", "the 2nd look at the refunds from payments to gateway"]
    )
    both = [*POINTS, *looks]
    without = table(tmp_path, *(row(*each.key, "the order is made") for each in POINTS))
    assert not list(without.differences(both))
    known = table(tmp_path, *(row(*each.key, "the order is made") for each in both))
    assert not list(known.differences(POINTS))


@pytest.mark.parametrize(
    "read",
    [
        "look from payments to gateway",
        "look at the refunds from payments to gateway",
        "look from checkout to payments",
    ],
)
def test_each_optional_read_is_in_some_table(read: str) -> None:
    tables = [path.read_text("utf-8") for path in Path("features/resilience").glob("killed_*.feature")]
    assert any(f"the {read}" in each for each in tables)


def test_a_call_that_is_no_longer_made_is_named(tmp_path: Path) -> None:
    known = table(tmp_path, row("checkout", f"at {CAPTURE}, before it leaves", "the order is made"))
    assert list(known.differences([])) == [
        ("checkout -> payments", f"no such call any more: checkout killed at {CAPTURE}, before it leaves")
    ]


def test_writing_keeps_decided_ends_and_the_order_of_known_points(tmp_path: Path) -> None:
    at_gateway = f"at {AT_GATEWAY}, before it leaves"
    known = table(
        tmp_path,
        row("payments", at_gateway, "the payment is reversed"),
        row("checkout", f"at {CAPTURE}, before it leaves", "the order is made"),
        row("payments", f"at {CAPTURE}, before it leaves", "the order is made"),
    )
    points = [COMMIT, *POINTS, *crash_points_at([AT_GATEWAY])]
    known.path.write_text(known.with_points(points), "utf-8")
    written = CrashTable.read(known.path)
    assert not list(written.differences(points))
    assert written.rows[0] == CrashPoint("payments", at_gateway, "the payment is reversed", "because")
    assert {each.end for each in written.rows[1:]} == {"the order is made"}
    assert written.rows[-1].key == COMMIT.key
    assert written.with_points(points) == known.path.read_text("utf-8")


def test_a_feature_without_a_table_to_write_says_so(tmp_path: Path) -> None:
    path = tmp_path / "killed.feature"
    path.write_text("Feature: Killed\n", "utf-8")
    with pytest.raises(ValueError, match="no line '# written by"):
        CrashTable.read(path)
