"""The last lines of a run on the console: skipped scenarios, the baseline, and where to look."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from environment.evidence.baseline.answer_time import OwnTimes


@dataclass(slots=True)
class ConsoleSummary:
    """Collects places to look at and skip reasons. Hooks call ``context.summary.add("Logs", folder)``."""

    _places: dict[str, str] = field(default_factory=dict)
    _skipped: Counter[str] = field(default_factory=Counter)
    _compared: Counter[str] = field(default_factory=Counter)
    _ran_twice: list[str] = field(default_factory=list)
    own_times: OwnTimes = field(default_factory=dict)
    """How long the services took, by arrow and operation."""

    def add(self, what: str, where: str | Path) -> None:
        """Add a place under a name; the same name replaces the place."""
        self._places[what] = _readable(where) if isinstance(where, Path) else where

    def skipped(self, reason: str) -> None:
        """Count one scenario that was skipped for this reason."""
        self._skipped[reason] += 1

    def compared(self, result: str) -> None:
        """Count one scenario with this result of its comparison with the baseline."""
        self._compared[result] += 1

    def ran_twice(self, scenario: str, why: str) -> None:
        """Name a scenario that ran twice because its worker or its stack was lost in the first run."""
        self._ran_twice.append(f"{scenario}, since {why}")

    def add_times(self, times: OwnTimes) -> None:
        """Add how long the services took in a scenario."""
        for key, seconds in times.items():
            self.own_times.setdefault(key, []).extend(seconds)

    def merge(self, others: ConsoleSummary) -> None:
        """Add the summary of another process of the same run."""
        self._places |= others._places
        self._skipped += others._skipped
        self._compared += others._compared
        self._ran_twice += others._ran_twice
        self.add_times(others.own_times)

    def drain(self) -> ConsoleSummary:
        """What was added since the last call, places excepted: those are taken at the end."""
        drained = ConsoleSummary({}, self._skipped, self._compared, self._ran_twice, self.own_times)
        self._skipped, self._compared, self._ran_twice, self.own_times = Counter(), Counter(), [], {}
        return drained

    def as_json(self) -> dict[str, Any]:
        """As JSON, without the places: they are those of one machine."""
        times = [
            [arrow, name, [round(each, 3) for each in seconds]]
            for (arrow, name), seconds in self.own_times.items()
        ]
        return {
            "skipped": self._skipped,
            "compared": self._compared,
            "ran_twice": self._ran_twice,
            "own_times": times,
        }

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Self:
        """From `as_json`."""
        times = {(arrow, name): seconds for arrow, name, seconds in data["own_times"]}
        return cls(
            _skipped=Counter(data["skipped"]),
            _compared=Counter(data["compared"]),
            _ran_twice=list(data["ran_twice"]),
            own_times=times,
        )

    def text(self) -> str:
        """The lines to print, or an empty text."""
        twice = [f"RUN TWICE: {each}" for each in self._ran_twice]
        parts = [self._left_out(), self._comparison(), *twice, self._where_to_look()]
        return "\n".join(filter(None, parts))

    def _left_out(self) -> str:
        if not self._skipped:
            return ""
        lines = [f"  {count:>3}  {reason}" for reason, count in self._skipped.most_common()]
        return "\n".join([f"{self._skipped.total()} scenarios were skipped on this target", *lines])

    def _comparison(self) -> str:
        lines = [f"  {count:>3}  {result}" for result, count in self._compared.most_common()]
        return "\n".join(["Scenarios beside the baseline", *lines]) if lines else ""

    def _where_to_look(self) -> str:
        if not self._places:
            return ""
        width = max(len(what) for what in self._places) + 2
        lines = [f"  {what.ljust(width)}{where}" for what, where in self._places.items()]
        return "\n".join(["Where to look", *lines])


def print_misunderstood(steps: Iterable[Any]) -> None:
    """Print place and reason of each step that is no sentence, once."""
    found = (f"{step.filename}:{step.line}: {step.error_message}" for step in steps)
    for each in dict.fromkeys(found):
        print(each)


def _readable(path: Path) -> str:
    """Relative below the working folder, absolute elsewhere."""
    return os.path.relpath(path) if path.resolve().is_relative_to(Path.cwd()) else str(path)
