"""The control: a scenario that is red on the bookstore as it is says nothing about a defect."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from environment.tools.defects.outcome import read_outcomes
from environment.tools.defects.plan import DefectPlan

Run = Callable[[str, DefectPlan, Callable[[Path], None]], str]


class Control:
    """Knows which scenarios are red without any defect. Each that was red with one is tried once."""

    def __init__(self, run: Run, file: Path, name: str = "control") -> None:
        """`file` keeps the outcomes for later campaigns with the same code; `name`: that of its runs."""
        self._run, self._file, self._name = run, file.resolve(), name
        self._lock = threading.Lock()

    def red(self) -> frozenset[str]:
        """The scenarios that are known to be red without any defect."""
        return frozenset(each.scenario for each in read_outcomes(self._file) if each.red)

    def red_among(self, scenarios: Iterable[str]) -> frozenset[str]:
        """Those of these scenarios that are red without any defect."""
        asked = tuple(scenarios)
        with self._lock:
            known = {each.scenario for each in read_outcomes(self._file)}
            if new := tuple(each for each in asked if each not in known):
                self._file.parent.mkdir(parents=True, exist_ok=True)
                self._run(self._name, DefectPlan(new, None, str(self._file)), _unchanged)
            return self.red() & frozenset(asked)


def _unchanged(_bookstore: Path) -> None:
    """The control has no defect."""
