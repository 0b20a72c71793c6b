"""The committed baseline: a folder with a text file for each feature. A run reads it and never writes it."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import TypeVar

from environment.evidence.baseline.answer_time import Pace, read_pace
from environment.evidence.baseline.known_statements import KnownStatements, read_statements
from environment.evidence.baseline.scenario_baseline import ScenarioBaseline
from environment.evidence.baseline.scenario_id import ScenarioId
from environment.evidence.baseline.slow_scenarios import read_list
from environment.evidence.baseline.text_format import (
    ScenarioKey,
    UnreadableBaseline,
    read_block,
    read_blocks,
)
from environment.evidence.baseline.variation import Variation, read_variation

A = TypeVar("A")
T = TypeVar("T")
BASELINE = Path("baseline")
VARIATION = "variation.txt"
STATEMENTS = "statements.txt"
PACE = "pace.txt"
SLOW = "slow-scenarios.txt"


class Standing(Enum):
    """Whether the baseline has a scenario."""

    KNOWN = "known"
    CHANGED = "its steps have changed"
    NEW = "it is new"


class CommittedBaseline:
    """Reads the file of a feature when the first of its scenarios is asked for."""

    def __init__(self, folder: Path = BASELINE) -> None:
        self._folder = folder
        self._features: dict[Path, dict[ScenarioKey, list[str]]] = {}
        self._variation: Variation | None = None
        self._statements: KnownStatements | None = None

    @property
    def exists(self) -> bool:
        """Whether there is a baseline at all."""
        return self._folder.is_dir()

    def standing(self, scenario: ScenarioId) -> Standing:
        """Whether the baseline has this scenario with these steps. Raises UnreadableBaseline."""
        blocks = self._blocks(self._folder / scenario.file)
        if (scenario.name, scenario.digest) in blocks:
            return Standing.KNOWN
        return Standing.CHANGED if any(name == scenario.name for name, _ in blocks) else Standing.NEW

    def of(self, scenario: ScenarioId) -> ScenarioBaseline | None:
        """The baseline of a scenario, None where it is not known. Raises UnreadableBaseline."""
        path = self._folder / scenario.file
        lines = self._blocks(path).get((scenario.name, scenario.digest))
        return None if lines is None else _in(path, read_block, lines)

    def variation(self) -> Variation:
        """How much costs vary from run to run. Raises UnreadableBaseline."""
        if self._variation is None:
            path = self._folder / VARIATION
            self._variation = _in(path, read_variation, text_of(path))
        return self._variation

    def statements(self) -> KnownStatements:
        """The SQL statements of all green runs. Raises UnreadableBaseline."""
        if self._statements is None:
            path = self._folder / STATEMENTS
            self._statements = _in(path, read_statements, text_of(path))
        return self._statements

    def pace(self) -> Pace:
        """How long the services take. Raises UnreadableBaseline."""
        path = self._folder / PACE
        return _in(path, read_pace, text_of(path))

    def slow_scenarios(self) -> dict[str, int]:
        """The seconds of the scenarios that take long, by their names. Raises UnreadableBaseline."""
        path = self._folder / SLOW
        return _in(path, read_list, text_of(path))

    def _blocks(self, path: Path) -> dict[ScenarioKey, list[str]]:
        if path not in self._features:
            self._features[path] = _in(path, read_blocks, text_of(path))
        return self._features[path]


def text_of(path: Path) -> str:
    """The text of a file of the baseline, empty where there is none. Raises UnreadableBaseline."""
    try:
        return path.read_text("utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, ValueError) as error:
        raise UnreadableBaseline(f"{path} cannot be read ({error}); make baseline writes it anew") from error


def _in(path: Path, read: Callable[[A], T], text: A) -> T:
    try:
        return read(text)
    except UnreadableBaseline as error:
        raise UnreadableBaseline(f"{path}: {error}; make baseline writes it anew") from error
