"""Crash tables: missing and obsolete rows are named, and the ends that testers decided on are kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from environment.world.crash_table import HEADINGS, MARK, CrashPoint, CrashTable, crash_points_at

CAPTURE = "the capture from checkout to payments"
AT_GATEWAY = "the capture from payments to gateway"
HEAD = f"Feature: Killed\n\n      {MARK}\n      Examples: why\n"


def row(killed: str, call: str, moment: str, end: str) -> str:
    return f"        | {killed} | {call} | {moment} | {end} | because |\n"


def table(tmp_path: Path, *rows: str) -> CrashTable:
    path = tmp_path / "killed.feature"
    path.write_text(HEAD + f"        | {' | '.join(HEADINGS)} |\n" + "".join(rows), "utf-8")
    return CrashTable.read(path)


def test_caller_and_callee_are_killed_at_three_points_of_a_call() -> None:
    killed = [(point.killed, point.moment) for point in crash_points_at([CAPTURE])]
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
    assert {point.killed for point in crash_points_at(calls)} == {"checkout", "payments", "notifications"}


def test_a_new_call_is_named_as_missing(tmp_path: Path) -> None:
    known = table(tmp_path, *(row(*point.key, "the order is made") for point in crash_points_at([CAPTURE])))
    assert known.differences([CAPTURE]) == []
    sentences = known.differences([CAPTURE, AT_GATEWAY])
    assert "run `make crash-points`" in sentences[0]
    assert sentences[1] == f"not in the table: payments killed at {AT_GATEWAY}, before it leaves"
    assert len(sentences) == 4


def test_optional_reads_are_neither_missing_nor_obsolete(tmp_path: Path) -> None:
    looks = ["the look from payments to gateway", "the 2nd look at the refunds from payments to gateway"]
    without = table(tmp_path, *(row(*point.key, "the order is made") for point in crash_points_at([CAPTURE])))
    assert without.differences([CAPTURE, *looks]) == []
    known = table(
        tmp_path, *(row(*point.key, "the order is made") for point in crash_points_at([CAPTURE, *looks]))
    )
    assert known.differences([CAPTURE]) == []


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
    known = table(tmp_path, row("checkout", CAPTURE, "before it leaves", "the order is made"))
    assert f"no such call any more: checkout killed at {CAPTURE}, before it leaves" in known.differences([])


def test_writing_keeps_decided_ends_and_the_order_of_known_calls(tmp_path: Path) -> None:
    known = table(
        tmp_path,
        row("payments", AT_GATEWAY, "before it leaves", "the payment is reversed"),
        row("checkout", CAPTURE, "before it leaves", "the order is made"),
        row("payments", CAPTURE, "before it leaves", "the order is made"),
    )
    known.path.write_text(known.with_calls([CAPTURE, AT_GATEWAY]), "utf-8")
    written = CrashTable.read(known.path)
    assert written.differences([CAPTURE, AT_GATEWAY]) == []
    assert written.rows[0] == CrashPoint(
        "payments", AT_GATEWAY, "before it leaves", "the payment is reversed", "because"
    )
    assert {point.end for point in written.rows[1:]} == {"the order is made"}
    assert written.with_calls([CAPTURE, AT_GATEWAY]) == known.path.read_text("utf-8")


def test_a_feature_without_a_table_to_write_says_so(tmp_path: Path) -> None:
    path = tmp_path / "killed.feature"
    path.write_text("Feature: Killed\n", "utf-8")
    with pytest.raises(ValueError, match="no line '# written by"):
        CrashTable.read(path)
