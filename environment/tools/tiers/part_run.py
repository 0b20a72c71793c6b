"""How a part of a tier has ended, kept beside the history of runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from environment.session.history.journal import Journal
from environment.session.history.run_history import HISTORY
from environment.tools.tiers.tier import Tier

_FILE = "tiers.jsonl"
_MOST_BYTES = 1_000_000


class PartOutcome(StrEnum):
    """How a part has ended; one that was interrupted is not kept, and begins again."""

    GREEN = "green"
    RED = "red"
    NOT_HERE = "cannot run here"


@dataclass(frozen=True)
class PartRun:
    """One run of a part.

    round: when its tier began, the same for all parts that belong together.
    at: when it began, in UTC; took: its seconds. code: a digest of the files that decide its result.
    proved: a sentence for each thing that was read from its reports.
    """

    tier: str
    part: str
    round: str
    at: str
    took: float
    commit: str
    code: str
    outcome: PartOutcome
    proved: tuple[str, ...]

    @property
    def when(self) -> datetime:
        """When it began."""
        return datetime.fromisoformat(self.at).astimezone(UTC)


class TierHistory:
    """The runs of parts in a folder of the history."""

    def __init__(self, folder: Path = HISTORY) -> None:
        self._journal = Journal(folder / _FILE, _MOST_BYTES)

    def keep(self, run: PartRun) -> None:
        """Add a run. Raises OSError."""
        self._journal.append(asdict(run))

    def runs(self) -> tuple[PartRun, ...]:
        """All runs, the oldest first; lines of another version are passed over."""
        found = [_read(entry) for entry in self._journal.read()]
        return tuple(sorted((each for each in found if each), key=lambda run: run.at))


def open_round(tier: Tier, runs: Iterable[PartRun], code: str) -> Mapping[str, PartRun]:
    """The parts that have ended in the last round of the tier, where it is of this code and not complete."""
    of_tier = [run for run in runs if run.tier == tier.name]
    if not of_tier:
        return {}
    last = max(run.round for run in of_tier)
    ended = {run.part: run for run in of_tier if run.round == last and run.code == code}
    return ended if {part.name for part in tier.parts} - ended.keys() else {}


def last_runs(tier: Tier, runs: Iterable[PartRun]) -> Mapping[str, PartRun]:
    """The newest run of each part of a tier; one that could not run here counts where there is no other."""
    found: dict[str, PartRun] = {}
    for run in runs:
        known = found.get(run.part)
        is_told = (
            run.outcome is not PartOutcome.NOT_HERE or known is None or known.outcome is PartOutcome.NOT_HERE
        )
        if run.tier == tier.name and is_told:
            found[run.part] = run
    return found


def _read(entry: Mapping[str, Any]) -> PartRun | None:
    try:
        changed = {"outcome": PartOutcome(entry["outcome"]), "proved": tuple(entry["proved"])}
        run = PartRun(**{**entry, **changed})
        return run if run.when else None
    except (ValueError, TypeError, KeyError):
        return None
