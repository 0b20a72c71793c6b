"""What a run keeps of itself: one line of the history."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any, Self

from environment.evidence.answers.record import DEFAULT_TIER


@dataclass(frozen=True)
class RedScenario:
    """A scenario that was red in a run.

    key: its key in `KeptRun.seconds`, the same as long as its title and its row stay.
    where: file and line.
    tier: the tag of its nightly tier, or `default`.
    arrow: the guilty arrow; empty where the report named none.
    sentence: the first line of its message.
    """

    key: str
    where: str
    title: str
    tier: str
    arrow: str
    sentence: str


@dataclass(frozen=True)
class TierCounts:
    """How many scenarios of a tier were green, red and skipped in a run."""

    green: int = 0
    red: int = 0
    skipped: int = 0

    def __add__(self, other: TierCounts) -> TierCounts:
        return TierCounts(self.green + other.green, self.red + other.red, self.skipped + other.skipped)


@dataclass(frozen=True)
class MetAnswers:
    """Of the documented answers, how many were met, and those that no scenario has met."""

    documented: int
    met: int
    holes: tuple[str, ...]


@dataclass(frozen=True)
class KeptRun:
    """One run.

    at: when it began, in UTC; took: its seconds.
    code: a digest of the files that decide its results.
    selection: what selected its scenarios, in words.
    complete: the tiers all of whose scenarios it had; a part of a tier is none.
    counts: by tier.
    seconds: of the steps of each scenario that ran, by its key.
    answers: None where they were not counted: in a part, and in a red run.
    """

    at: str
    took: float
    commit: str
    code: str
    selection: str
    complete: tuple[str, ...]
    stack: str
    python: str
    workers: int
    exit_code: int
    counts: Mapping[str, TierCounts]
    red: tuple[RedScenario, ...]
    seconds: Mapping[str, float] = field(default_factory=dict)
    answers: MetAnswers | None = None

    @property
    def when(self) -> datetime:
        """When it began."""
        return datetime.fromisoformat(self.at).astimezone(UTC)

    @property
    def whole(self) -> bool:
        """Whether it had all scenarios of the default tier."""
        return DEFAULT_TIER in self.complete

    @property
    def total(self) -> TierCounts:
        """The counts of all its tiers."""
        return sum(self.counts.values(), TierCounts())

    def as_json(self) -> dict[str, Any]:
        """A line of the history."""
        return asdict(self)

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Self:
        """From `as_json`. Raises ValueError, TypeError or KeyError for another object."""
        answers = data["answers"]
        run = cls(
            **{
                **data,
                "complete": tuple(data["complete"]),
                "counts": {tier: TierCounts(**each) for tier, each in data["counts"].items()},
                "red": tuple(RedScenario(**each) for each in data["red"]),
                "answers": MetAnswers(**{**answers, "holes": tuple(answers["holes"])}) if answers else None,
            }
        )
        if run.when.year < 2000:
            raise ValueError("a run of the past")
        return run


def joined(runs: Sequence[KeptRun], *, complete: bool, exit_code: int, answers: MetAnswers | None) -> KeptRun:
    """One run of those of its shards; `complete`: whether all shards are there."""
    first = runs[0]
    counts: dict[str, TierCounts] = {}
    for run in runs:
        for tier, each in run.counts.items():
            counts[tier] = counts.get(tier, TierCounts()) + each
    tiers = Counter(tier for run in runs for tier in run.complete)
    return KeptRun(
        at=min(run.at for run in runs),
        took=max(run.took for run in runs),
        commit=first.commit,
        code=first.code,
        selection=first.selection,
        complete=tuple(tier for tier, shards in tiers.items() if complete and shards == len(runs)),
        stack=first.stack,
        python=first.python,
        workers=sum(run.workers for run in runs),
        exit_code=exit_code,
        counts=counts,
        red=tuple(each for run in runs for each in run.red),
        seconds={key: each for run in runs for key, each in run.seconds.items()},
        answers=answers,
    )
