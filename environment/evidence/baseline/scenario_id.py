"""The identity of a scenario among the baselines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePath
from typing import Any, Self


@dataclass(frozen=True)
class ScenarioId:
    """feature: the path of its file below the project. digest: of its steps, with their tables and texts."""

    feature: str
    name: str
    digest: str

    @property
    def file(self) -> PurePath:
        """The file of its baseline, below the folder of the baseline."""
        return baseline_file(self.feature)

    @classmethod
    def of(cls, feature: str, name: str, steps: Iterable[str]) -> Self:
        """The identity of a scenario with these steps."""
        return cls(feature, name, sha256("\n".join(steps).encode()).hexdigest()[:8])

    @classmethod
    def of_scenario(cls, scenario: Any) -> Self:
        """The identity of a scenario of behave."""
        return cls.of(str(scenario.filename), scenario.name, map(_step, scenario.all_steps))


def baseline_file(feature: str) -> PurePath:
    """`features/journeys/buying.feature` -> `journeys/buying.txt`"""
    path = PurePath(feature)
    return PurePath(*path.parts[path.parts[0] == "features" :]).with_suffix(".txt")


def _step(step: Any) -> str:
    table = [step.table.headings, *(row.cells for row in step.table.rows)] if step.table else ""
    return f"{step.keyword} {step.name} {step.text or ''}{table}"
