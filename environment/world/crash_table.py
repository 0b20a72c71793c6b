"""The table of a feature that kills at every call and commit: people read it, `make crash-points` writes it.

The points are those that came in each of several runs without crashes. People decide how each crash must end,
and why: a row that exists stays as it is, and a new point gets the end that most rows of its table have.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from environment.topology import Protocol
from steps.vocabulary.crash_points import KILLABLE_SERVICES, MOMENTS
from steps.vocabulary.faults import parse_calls

FOLDER = Path("features/resilience")
HEADINGS = ("killed", "point", "end", "why")
NO_END = "the order is made"
"""The end of the rows of a new table, which is corrected by hand."""
MARK = "# written by `make crash-points`"
_INDENT = " " * 8

# Payments reads from the gateway if a webhook arrives before the gateway's answer. The checkout service reads
# a payment that waits for its customer again and again. How many such reads there are depends on timing: a
# table with such a call has it in any case, and a table without it is complete.
OPTIONAL_CALLS = re.compile(
    r"the (\d+[a-z]+ )?look( at the refunds)? from (payments to gateway|checkout to payments)"
)

_WHY = {
    ("before it leaves", "caller"): "the call was not made",
    ("before it leaves", "callee"): "the callee is down",
    ("after its work is done", "caller"): "the work is done, the caller is down",
    ("after its work is done", "callee"): "the work is done, the answer is lost",
    ("after its answer has come", "caller"): "the answer is not stored",
    ("after its answer has come", "callee"): "answered, and down for later calls",
}


@dataclass(frozen=True)
class CrashPoint:
    """One row: the service that is killed, the point, how that must end, why it is tested.

    The point is one of a call, `at the capture from checkout to payments, before it leaves`, or of a commit,
    `after commit 2 of its orders`.
    """

    killed: str
    point: str
    end: str = ""
    why: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return self.killed, self.point

    @property
    def call(self) -> str:
        """The call in the words of features; empty for a commit."""
        at, _, call = self.point.partition("at ")
        return "" if at else call.rpartition(", ")[0]

    @property
    def arrow(self) -> str:
        """Where the call or the commit is made."""
        return parse_calls(self.call).edge if self.call else database_of(self.killed)

    @property
    def is_optional(self) -> bool:
        """Whether the call comes by chance."""
        return bool(OPTIONAL_CALLS.fullmatch(self.call))

    def __str__(self) -> str:
        return f"{self.killed} killed {self.point}"


@dataclass(frozen=True)
class CrashTable:
    """A feature file: its text up to the rows of its table, and these rows."""

    path: Path
    head: str
    rows: tuple[CrashPoint, ...]

    @classmethod
    def of(cls, feature: str, folder: Path = FOLDER) -> CrashTable:
        """The table of the feature with this title. Raises as `read` does."""
        return cls.read(folder / f"{feature.lower().replace(' ', '_')}.feature")

    @classmethod
    def read(cls, path: Path) -> CrashTable:
        """The table below the mark, which stands above its Examples. Raises OSError, ValueError."""
        text = path.read_text("utf-8")
        before, mark, after = text.partition(MARK)
        if not mark:
            raise ValueError(f"{path} has no line {MARK!r}: there is no table to write")
        examples, bar, table = after.partition("|")
        header, *rows = f"{bar}{table}".splitlines() or [""]
        if _cells(header) != list(HEADINGS):
            raise ValueError(f"{path}: the table's headings are {' | '.join(HEADINGS)}")
        found = tuple(CrashPoint(*_cells(row)) for row in rows if row.strip())
        return cls(path, f"{before}{mark}{examples.rstrip(' ')}", found)

    def with_points(self, points: Iterable[CrashPoint]) -> str:
        """The feature's text with a table of these points.

        Optional calls come by chance: the table keeps those that it has, and gets no other.
        """
        known = {row.key: row for row in self.rows}
        usual = Counter(row.end for row in self.rows).most_common(1)[0][0] if known else NO_END
        certain = [each for each in points if not each.is_optional]
        optional = [row for row in self.rows if row.is_optional]
        found = {each.key: known.get(each.key, replace(each, end=usual)) for each in (*certain, *optional)}
        return self.head + "".join(f"{line}\n" for line in _lines(self._in_table_order(found.values())))

    def optional_left_out(self, points: Iterable[CrashPoint]) -> list[str]:
        """The optional calls among these points that the table does not have."""
        present = {row.call for row in self.rows}
        optional = dict.fromkeys(each.call for each in points if each.is_optional)
        return [call for call in optional if call not in present]

    def _in_table_order(self, points: Iterable[CrashPoint]) -> list[CrashPoint]:
        """The order of concurrent calls varies: known ones keep their place, new ones come last.

        Commits come after all calls.
        """
        order = {row.key: place for place, row in enumerate(self.rows)}
        return sorted(points, key=lambda each: (not each.call, order.get(each.key, len(order))))

    def differences(self, points: Iterable[CrashPoint]) -> Iterator[tuple[str, str]]:
        """Arrow and sentence of each point of a call that the table lacks, and of each that is not made.

        Optional calls make no difference.
        """
        expected = _certain_calls(points)
        present = _certain_calls(self.rows)
        for key, row in expected.items():
            if key not in present:
                yield row.arrow, f"not in the table: {row}"
        for key, row in present.items():
            if key not in expected:
                yield row.arrow, f"no such call any more: {row}"


def crash_tables(folder: Path = FOLDER) -> Iterator[CrashTable]:
    """Every table, by the names of their files."""
    for path in sorted(folder.glob("killed_*.feature")):
        yield CrashTable.read(path)


def database_of(service: str) -> str:
    """The arrow on which a service makes its commits."""
    return f"{service} -> {Protocol.POSTGRES}"


def crash_points_at(calls: Iterable[str]) -> Iterator[CrashPoint]:
    """A row for each moment of each call and each of its two ends that is a service of the bookstore."""
    for call in calls:
        ends = zip(("caller", "callee"), parse_calls(call).edge.split(" -> "), strict=True)
        killable = [(role, name) for role, name in ends if name in KILLABLE_SERVICES]
        for moment in MOMENTS:
            for role, name in killable:
                yield CrashPoint(name, f"at {call}, {moment}", why=_WHY[moment, role])


def _certain_calls(points: Iterable[CrashPoint]) -> dict[tuple[str, str], CrashPoint]:
    return {each.key: each for each in points if each.call and not each.is_optional}


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip().strip("|").split("|")]


def _lines(points: Sequence[CrashPoint]) -> Iterator[str]:
    rows = [HEADINGS, *((row.killed, row.point, row.end, row.why) for row in points)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield f"{_INDENT}| {' | '.join(cells)} |"
