"""Runs defects at levels of integration: which level finds one, after how long, and with which sentence."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Self

from environment.tools.defects.catalog import Defect
from environment.tools.defects.copy_run import CopyRuns
from environment.tools.defects.edits import apply
from environment.tools.defects.outcome import ScenarioOutcome, read_outcomes
from environment.tools.defects.plan import DefectPlan, Enough
from environment.tools.defects.trial import RunFailed
from environment.topology.integration import IntegrationLevel

NO_DEFECT = ""


@dataclass(frozen=True)
class LevelTrial:
    """One run at a level up to the first red scenario; `defect` is empty for a run without one.

    real: the services that are real at the level. seconds: of the run, from its start. ran: how many
    scenarios have run. red: the one that was red, its sentence and the arrow that it names; None where all
    were green.
    """

    defect: str
    real: tuple[str, ...]
    seconds: float
    ran: int
    red: ScenarioOutcome | None = None

    @property
    def key(self) -> tuple[str, frozenset[str]]:
        """What is measured once, although several levels have it."""
        return self.defect, frozenset(self.real)

    def as_json(self) -> dict[str, Any]:
        """For the file of the figures."""
        return asdict(self)

    @classmethod
    def read(cls, found: dict[str, Any]) -> Self:
        """From `as_json`."""
        red = found["red"] and ScenarioOutcome(
            **{**found["red"], "noticed_by": tuple(found["red"]["noticed_by"])}
        )
        return cls(found["defect"], tuple(found["real"]), found["seconds"], found["ran"], red)


@dataclass
class LevelTrials:
    """Runs plans at levels, on copies of the project.

    `red_anyway` has by real services the scenarios that are red without a defect.
    """

    runs: CopyRuns
    folder: Path
    red_anyway: dict[frozenset[str], set[str]] = field(default_factory=dict)

    def run(self, level: IntegrationLevel, order: Sequence[str], defect: Defect | None = None) -> LevelTrial:
        """The scenarios in this order, up to the first red one. Raises EditDoesNotFit, RunFailed."""
        anyway = self.red_anyway.get(frozenset(level.real), set())
        plan = tuple(each for each in order if each not in anyway)
        outcomes, seconds = self._outcomes(level, plan, _up_to_red(plan), defect)
        red = next((each for each in outcomes if each.red), None)
        name = defect.name if defect else NO_DEFECT
        return LevelTrial(name, level.real, round(seconds, 1), len(outcomes), red)

    def control(self, level: IntegrationLevel, scenarios: Iterable[str]) -> None:
        """Leave out from now on those of the scenarios that are red without a defect."""
        outcomes, _ = self._outcomes(level, tuple(scenarios), None, None)
        found = {each.scenario for each in outcomes if each.red}
        self.red_anyway.setdefault(frozenset(level.real), set()).update(found)

    def _outcomes(
        self, level: IntegrationLevel, order: Sequence[str], enough: Enough | None, defect: Defect | None
    ) -> tuple[list[ScenarioOutcome], float]:
        file = self.folder / f"level-{time.monotonic_ns()}.jsonl"
        settings = ("-D", f"real={','.join(level.real)}")
        change = partial(apply, defect) if defect else _unchanged
        began = time.monotonic()
        log = self.runs(file.stem, DefectPlan(tuple(order), enough, str(file)), change, settings)
        seconds = time.monotonic() - began
        found = [each for each in read_outcomes(file) if not each.skipped]
        if order and not found:
            raise RunFailed(
                f"{defect.name if defect else 'no defect'} at {level}: no scenario has run:\n{log}"
            )
        return found, seconds


def _up_to_red(order: Sequence[str]) -> Enough:
    return Enough(red=1, after_red=0, without_red=len(order) + 1)


def _unchanged(_bookstore: Path) -> None:
    """A run without a defect."""
