"""The table of a feature that kills at every call: testers read it, `make crash-points` writes it.

The calls are those that came in each of several runs without crashes. Testers decide how each crash must end,
and why: a row that exists stays as it is, and a new call gets the end that most rows of its table have.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from steps.vocabulary.crash_points import KILLABLE_SERVICES, MOMENTS
from steps.vocabulary.faults import parse_calls

HEADINGS = ("killed", "call", "moment", "end", "why")
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
    """One row: the service that is killed, the call, the moment, how that must end, why it is tested."""

    killed: str
    call: str
    moment: str
    end: str = ""
    why: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        return self.killed, self.call, self.moment

    def __str__(self) -> str:
        return f"{self.killed} killed at {self.call}, {self.moment}"


@dataclass(frozen=True)
class CrashTable:
    """A feature file: its text up to the table, and the rows of the table."""

    path: Path
    head: str
    rows: tuple[CrashPoint, ...]

    @classmethod
    def read(cls, path: Path) -> CrashTable:
        """The table below the mark, which stands above its Examples. Raises OSError, ValueError."""
        text = path.read_text("utf-8")
        before, mark, after = text.partition(MARK)
        if not mark:
            raise ValueError(f"{path} has no line {MARK!r}: there is no table to write")
        examples, header, *rows = after.lstrip("\n").splitlines()
        if _cells(header) != list(HEADINGS):
            raise ValueError(f"{path}: the table's headings are {' | '.join(HEADINGS)}")
        found = tuple(CrashPoint(*_cells(row)) for row in rows if row.strip())
        return cls(path, f"{before}{mark}\n{examples}\n", found)

    def with_calls(self, calls: Iterable[str]) -> str:
        """The feature's text with a table for these calls.

        Optional calls come by chance: the table keeps those that it has, and gets no other.
        """
        known = {row.key: row for row in self.rows}
        usual = Counter(row.end for row in self.rows).most_common(1)[0][0] if known else NO_END
        optional = [row.call for row in self.rows if OPTIONAL_CALLS.fullmatch(row.call)]
        certain = [call for call in calls if not OPTIONAL_CALLS.fullmatch(call)]
        expected = crash_points_at(self._in_table_order(dict.fromkeys([*certain, *optional])))
        rows = [known.get(row.key, replace(row, end=usual)) for row in expected]
        return self.head + "".join(f"{line}\n" for line in _lines(rows))

    def optional_left_out(self, calls: Iterable[str]) -> list[str]:
        """The optional calls that the table does not have."""
        present = {row.call for row in self.rows}
        return [call for call in calls if OPTIONAL_CALLS.fullmatch(call) and call not in present]

    def _in_table_order(self, calls: Iterable[str]) -> list[str]:
        """The order of concurrent calls varies: known calls keep their place, new calls come last."""
        order = {call: place for place, call in enumerate(dict.fromkeys(row.call for row in self.rows))}
        return sorted(calls, key=lambda call: order.get(call, len(order)))

    def differences(self, calls: Sequence[str]) -> list[str]:
        """A sentence for each crash point that the table lacks, and for each whose call is not made.

        Optional calls make no difference.
        """
        expected = {row.key: row for row in crash_points_at(calls) if not OPTIONAL_CALLS.fullmatch(row.call)}
        present = {row.key: row for row in self.rows if not OPTIONAL_CALLS.fullmatch(row.call)}
        missing = [f"not in the table: {row}" for key, row in expected.items() if key not in present]
        obsolete = [f"no such call any more: {row}" for key, row in present.items() if key not in expected]
        if not missing + obsolete:
            return []
        return [f"{self.path} does not fit the calls: run `make crash-points`", *missing, *obsolete]


def crash_points_at(calls: Iterable[str]) -> Iterator[CrashPoint]:
    """A row for each moment of each call and each of its two ends that is a service of the bookstore."""
    for call in calls:
        ends = zip(("caller", "callee"), parse_calls(call).edge.split(" -> "), strict=True)
        killable = [(role, name) for role, name in ends if name in KILLABLE_SERVICES]
        for moment in MOMENTS:
            yield from (CrashPoint(name, call, moment, why=_WHY[moment, role]) for role, name in killable)


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip().strip("|").split("|")]


def _lines(points: Iterable[CrashPoint]) -> Iterator[str]:
    rows = [HEADINGS, *((row.killed, row.call, row.moment, row.end, row.why) for row in points)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield f"{_INDENT}| {' | '.join(cells)} |"
