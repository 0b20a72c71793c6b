"""What is known of each part of each tier: from its own runs, and from runs of the same scenarios by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from environment.evidence.answers.record import DEFAULT_TIER
from environment.session.history.kept_run import KeptRun
from environment.tools.tiers.part_run import PartOutcome, PartRun, last_runs
from environment.tools.tiers.proofs import answers_in_words, scenarios_in_words
from environment.tools.tiers.tier import Tier, TierPart


@dataclass(frozen=True)
class PartStanding:
    """A part as it stands; all but the part is empty or None where it has never run.

    console: the file with what it printed; empty for a run by hand.
    """

    part: TierPart
    outcome: PartOutcome | None = None
    when: datetime | None = None
    took: float | None = None
    commit: str = ""
    proved: tuple[str, ...] = ()
    console: str = ""


def standings(tier: Tier, parts: Iterable[PartRun], runs: Sequence[KeptRun]) -> tuple[PartStanding, ...]:
    """The parts of a tier in their order. `runs`: the oldest first."""
    last = last_runs(tier, parts)
    return tuple(_standing(tier, part, last.get(part.name), runs) for part in tier.parts)


def last_run_of(scenarios: str, runs: Iterable[KeptRun]) -> KeptRun | None:
    """The newest run that had all scenarios of a tier, `default` or a nightly one."""
    complete = [run for run in runs if scenarios in run.complete]
    return complete[-1] if complete else None


def _standing(tier: Tier, part: TierPart, last: PartRun | None, runs: Sequence[KeptRun]) -> PartStanding:
    by_hand = last_run_of(part.all_of, runs) if part.all_of else None
    if by_hand and (last is None or (by_hand.when > last.when and not _is_within(by_hand, last))):
        return _of_run(part, by_hand)
    if last is None:
        return PartStanding(part)
    console = tier.folder_of(part) / "console.txt"
    return PartStanding(
        part, last.outcome, last.when, last.took, last.commit, last.proved,
        console.relative_to("reports").as_posix() if console.is_file() else "",
    )  # fmt: skip


def _is_within(run: KeptRun, part: PartRun) -> bool:
    """Whether a run is the one that the part itself has made."""
    return (run.when - part.when).total_seconds() <= part.took


def _of_run(part: TierPart, run: KeptRun) -> PartStanding:
    counts = run.counts[part.all_of]
    proved = [*scenarios_in_words(counts, [each for each in run.red if each.tier == part.all_of])]
    if part.all_of == DEFAULT_TIER and run.answers:
        proved.append(answers_in_words(run.answers))
    outcome = PartOutcome.RED if counts.red or (run.exit_code and not run.red) else PartOutcome.GREEN
    return PartStanding(part, outcome, run.when, run.took, run.commit, tuple(proved))
