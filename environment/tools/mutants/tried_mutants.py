"""What came of each mutant that was tried, as committed text: a sample takes more than one sitting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from environment.tools.defects.results import Trial
from environment.tools.mutants.mutant import Mutant
from environment.tools.mutants.mutant_lines import line_of, parts_of

TRIED = Path("defects/tried-mutants.txt")
Change = tuple[str, str, str]
_FORM = "file ~ before ~ after ~ outcome ~ day"
_HEAD = f"# Written by `make mutants`: {_FORM}\n"
_KILLED, _SURVIVED = "killed by ", "SURVIVED "


@dataclass(frozen=True)
class TriedMutant:
    """A mutant's outcome, in words, and the day as YYYY-MM-DD."""

    outcome: str
    day: str

    @classmethod
    def of(cls, trial: Trial) -> TriedMutant:
        """What came of this trial."""
        noticed = ", ".join(trial.noticed_by) or "the start"
        survived = f"{_SURVIVED}{len(trial.outcomes)} of {trial.chosen} scenarios"
        return cls(f"{_KILLED}{noticed}" if trial.caught else survived, trial.day)

    @property
    def killed(self) -> bool:
        """Whether a scenario was red, or the bookstore did not even start."""
        return self.outcome.startswith(_KILLED)


def read_tried(file: Path = TRIED) -> Mapping[Change, TriedMutant]:
    """Those that were tried, by their change. Raises BadMutantLine."""
    return {
        (where, before, after): TriedMutant(outcome, day)
        for where, before, after, outcome, day in parts_of(file, _FORM)
    }


def note(mutant: Mutant, trial: Trial, file: Path = TRIED) -> TriedMutant:
    """Write what came of a mutant; it replaces what came of it before. Raises BadMutantLine."""
    tried = TriedMutant.of(trial)
    found = {**read_tried(file), mutant.change: tried}
    lines = (
        line_of(*change, each.outcome, each.day) for change, each in sorted(found.items(), key=_by_change)
    )
    file.write_text(_HEAD + "".join(f"{line}\n" for line in lines), "utf-8")
    return tried


def _by_change(item: tuple[Change, TriedMutant]) -> Change:
    return item[0]
