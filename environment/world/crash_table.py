"""The table of a feature that kills at every call: read by testers, written by `make crash-points`.

The calls are those of a clean run. How each kill must end, and why, is what people decide: a row that is
there stays as it is, and a new call gets the end that most rows of its table have.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from steps.vocabulary.crash_points import MOMENTS, VICTIMS
from steps.vocabulary.faults import Calls

HEADINGS = ("killed", "call", "moment", "end", "why")
MARK = "# written by `make crash-points`"
_INDENT = " " * 8

# Payments looks at the gateway where its news comes before its answer. Which of the two is first is chance; a
# table that has such a call holds it in any case, and one that has not is not wrong.
SOMETIMES = re.compile(r"the (\d+[a-z]+ )?look( at the refunds)? from payments to gateway")

_WHY = {
    ("before it leaves", "caller"): "nothing was asked for",
    ("before it leaves", "callee"): "nobody is there to ask",
    ("after its work is done", "caller"): "done, and nobody is left to hear of it",
    ("after its work is done", "callee"): "done, and the answer died with it",
    ("after its answer has come", "caller"): "known for a moment, and not stored",
    ("after its answer has come", "callee"): "all was said, what follows is not there",
}


@dataclass(frozen=True)
class Kill:
    """One row: who is killed at which point of which call, how that must end, and why it is worth a try."""

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
class KillTable:
    """The feature's text up to its table, and the table."""

    path: Path
    head: str
    kills: tuple[Kill, ...]

    @classmethod
    def read(cls, path: Path) -> KillTable:
        """The table below the mark, which stands above its Examples. Raises OSError, ValueError."""
        text = path.read_text("utf-8")
        before, mark, after = text.partition(MARK)
        if not mark:
            raise ValueError(f"{path} has no line {MARK!r}: there is no table to write")
        examples, header, *rows = after.lstrip("\n").splitlines()
        if _cells(header) != list(HEADINGS):
            raise ValueError(f"{path}: the table's headings are {' | '.join(HEADINGS)}")
        kills = tuple(Kill(*_cells(row)) for row in rows if row.strip())
        return cls(path, f"{before}{mark}\n{examples}\n", kills)

    def with_calls(self, calls: Iterable[str]) -> str:
        """The feature's text with a table for exactly these calls."""
        known = {kill.key: kill for kill in self.kills}
        usual = Counter(kill.end for kill in self.kills).most_common(1)[0][0] if known else ""
        due = kills_at(self._in_known_order(calls))
        kills = [known.get(kill.key, replace(kill, end=usual)) for kill in due]
        return self.head + "".join(f"{line}\n" for line in _table(kills))

    def _in_known_order(self, calls: Iterable[str]) -> list[str]:
        """Some calls cross at the same moment: they stay where they were in the table, new ones come last."""
        order = {call: place for place, call in enumerate(dict.fromkeys(kill.call for kill in self.kills))}
        return sorted(calls, key=lambda call: order.get(call, len(order)))

    def differences(self, calls: Sequence[str]) -> list[str]:
        """A sentence for each kill that the table lacks, and for each that cannot happen any more.

        Nothing is said of calls that are made only sometimes.
        """
        due = {kill.key: kill for kill in kills_at(calls) if not SOMETIMES.fullmatch(kill.call)}
        there = {kill.key: kill for kill in self.kills if not SOMETIMES.fullmatch(kill.call)}
        missing = [f"not in the table: {kill}" for key, kill in due.items() if key not in there]
        needless = [f"no such call any more: {kill}" for key, kill in there.items() if key not in due]
        if not missing + needless:
            return []
        return [f"{self.path} does not fit the calls: run `make crash-points`", *missing, *needless]


def kills_at(calls: Iterable[str]) -> Iterator[Kill]:
    """Every kill of a service of ours at these calls, in the order of the calls."""
    for call in calls:
        ends = zip(("caller", "callee"), Calls.parse(call).arrow.split(" -> "), strict=True)
        mortal = [(role, name) for role, name in ends if name in VICTIMS]
        for moment in MOMENTS:
            yield from (Kill(name, call, moment, why=_WHY[moment, role]) for role, name in mortal)


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip().strip("|").split("|")]


def _table(kills: Iterable[Kill]) -> Iterator[str]:
    rows = [HEADINGS, *((kill.killed, kill.call, kill.moment, kill.end, kill.why) for kill in kills)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield f"{_INDENT}| {' | '.join(cells)} |"
