"""Where a shop of another team is killed, and which answers it loses: points recorded in its purchases.

`make crash-points TARGET=...` writes them beside the topology of the shop. A whole shop takes up to a
minute to start, so a run takes a sample of at most 60 kills, by the seed of the samples; with -D full=1 all.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from behave.model import Rule, ScenarioOutline

from environment.world.crash_commits import agreed_commit_points

FILE = "crash_points.txt"
MOST_KILLS = 60
AT_CALLS, AT_COMMITS, LOST = "calls of the target", "commits of the target", "answers of the target"
"""The names of the examples that get the rows."""
_HEADER = (
    "# written by `make crash-points`: {count} points of a purchase, to kill the shop or to lose an answer"
)
_MOMENTS = {
    "before it leaves": "the call was not made",
    "after its work is done": "the work is done, the caller is down",
    "after its answer has come": "the answer is not stored",
}


@dataclass(frozen=True)
class TargetPoint:
    """One row. `kind` is the name of its examples; cells are in the order of `HEADINGS`."""

    kind: str
    killed: str
    point: str
    why: str

    @property
    def line(self) -> str:
        return " | ".join((self.kind, self.killed, self.point, self.why))


def points_of(
    calls: Iterable[str], lost: Iterable[str], commits: Sequence[Sequence[Any]]
) -> Iterator[TargetPoint]:
    """The points of agreed recordings: calls to the gateway, answers that may be lost, and commits."""
    for call in calls:
        caller = call.partition(" from ")[2].partition(" to ")[0]
        for moment, why in _MOMENTS.items():
            yield TargetPoint(AT_CALLS, caller, f"{call}, {moment}", why)
    for point in agreed_commit_points(commits):
        yield TargetPoint(AT_COMMITS, point.killed, point.point, point.why)
    for call in lost:
        yield TargetPoint(LOST, "", call, "the work is done, and the caller does not know")


def write_points(path: Path, points: Sequence[TargetPoint]) -> None:
    """Write the table."""
    lines = [_HEADER.format(count=len(points)), *(point.line for point in points)]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def read_points(path: Path) -> tuple[TargetPoint, ...]:
    """The points in a file; none where there is no file. Raises ValueError for a line that is none."""
    if not path.exists():
        return ()
    found = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            cells = [cell.strip() for cell in line.split("|")]
            if len(cells) != len(TargetPoint.__dataclass_fields__) or cells[0] not in _KINDS:
                raise ValueError(f"{path}:{number}: this is no point; make crash-points writes the file anew")
            found.append(TargetPoint(*cells))
    return tuple(found)


def sample(points: Sequence[TargetPoint], seed: str, *, full: bool) -> tuple[TargetPoint, ...]:
    """All, or at most MOST_KILLS kills with every lost answer, in their order."""
    kills = [point for point in points if point.kind != LOST]
    chosen = kills if full else random.Random(seed).sample(kills, min(MOST_KILLS, len(kills)))
    return tuple(point for point in points if point.kind == LOST or point in chosen)


def fill_target_points(features: Sequence[Any], points: Sequence[TargetPoint]) -> None:
    """Give the examples that are named for the points of a target their rows."""
    for examples in (each for feature in features for each in _named(feature)):
        for point in points:
            if point.kind == examples.name:
                cells = _cells(point)
                examples.table.add_row([cells[heading] for heading in examples.table.headings])


def is_filled_from_target(examples: Any) -> bool:
    """Whether the rows of these examples are those of a target."""
    return examples.name in _KINDS


def _cells(point: TargetPoint) -> Mapping[str, str]:
    return {"killed": point.killed, "point": point.point, "call": point.point, "why": point.why}


def _named(feature: Any) -> Iterator[Any]:
    owners = (feature, *(item for item in feature.run_items if isinstance(item, Rule)))
    for outline in (each for owner in owners for each in owner.scenarios):
        if isinstance(outline, ScenarioOutline):
            yield from (examples for examples in outline.examples if is_filled_from_target(examples))


_KINDS = (AT_CALLS, AT_COMMITS, LOST)
