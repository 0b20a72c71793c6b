"""A shop is killed at the points of its own purchases: all of them, or a sample that a seed chooses."""

from __future__ import annotations

from pathlib import Path

import pytest
from behave.parser import parse_file

from environment.world.crash_commits import RecordedCommit
from environment.world.target_points import (
    AT_CALLS,
    AT_COMMITS,
    LOST,
    MOST_KILLS,
    TargetPoint,
    fill_target_points,
    points_of,
    read_points,
    sample,
    write_points,
)

CALL = "the capture from payments to gateway"
COMMITS = [RecordedCommit("orders", ("payment", "order"))]


def points() -> list[TargetPoint]:
    return [*points_of([CALL], [CALL], [COMMITS, COMMITS])]


def test_each_call_has_three_moments_each_commit_two_and_each_answer_one() -> None:
    found = [(each.kind, each.killed, each.point) for each in points()]
    assert found == [
        (AT_CALLS, "payments", f"{CALL}, before it leaves"),
        (AT_CALLS, "payments", f"{CALL}, after its work is done"),
        (AT_CALLS, "payments", f"{CALL}, after its answer has come"),
        (AT_COMMITS, "orders", "before commit 1 of its payment"),
        (AT_COMMITS, "orders", "after commit 1 of its payment"),
        (LOST, "", CALL),
    ]


def test_what_is_written_is_read_again_and_another_line_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "crash_points.txt"
    assert read_points(path) == ()
    write_points(path, points())
    assert read_points(path) == tuple(points())
    path.write_text("a kill | of nothing\n", "utf-8")
    with pytest.raises(ValueError, match=r"crash_points\.txt:1: this is no point"):
        read_points(path)


def test_a_sample_has_at_most_sixty_kills_and_every_lost_answer() -> None:
    many = [TargetPoint(AT_CALLS, "payments", f"call {number}", "") for number in range(100)]
    lost = [TargetPoint(LOST, "", "a call", "")]
    chosen = sample([*many, *lost], "2026-11-29", full=False)
    assert len(chosen) == MOST_KILLS + 1
    assert chosen == sample([*many, *lost], "2026-11-29", full=False)
    assert chosen != sample([*many, *lost], "2026-11-30", full=False)
    assert len(sample([*many, *lost], "", full=True)) == len(many) + 1


def test_the_feature_gets_a_row_for_each_point_and_none_without_any() -> None:
    path = "features/resilience/shops_that_are_killed.feature"
    empty = parse_file(path)
    fill_target_points([empty], [])
    assert empty.walk_scenarios() == []
    filled = parse_file(path)
    fill_target_points([filled], points())
    steps = [scenario.steps[1].name for scenario in filled.walk_scenarios()]
    assert steps == [
        f"payments is killed at {CALL}, before it leaves",
        f"payments is killed at {CALL}, after its work is done",
        f"payments is killed at {CALL}, after its answer has come",
        "orders is killed before commit 1 of its payment",
        "orders is killed after commit 1 of its payment",
        f"the answer to {CALL} is lost",
    ]
