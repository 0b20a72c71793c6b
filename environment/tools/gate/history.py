"""What earlier runs came to, one line a run, so that trends and unsteady scenarios show."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from environment.tools.gate.outcomes import Outcome

HISTORY = Path("reports/gate-history.jsonl")
_KEPT = 50  # runs


@dataclass(frozen=True)
class Run:
    """One run. `red` has the titles of its red scenarios; `seconds` is the sum of all scenarios."""

    at: str
    commit: str
    passed: int
    skipped: int
    red: tuple[str, ...]
    seconds: float


def run_of(outcomes: Sequence[Outcome], at: str, commit: str) -> Run:
    """This run."""
    return Run(
        at=at,
        commit=commit,
        passed=sum(outcome.status == "passed" for outcome in outcomes),
        skipped=sum(outcome.status == "skipped" for outcome in outcomes),
        red=tuple(outcome.name for outcome in outcomes if outcome.red),
        seconds=round(sum(outcome.seconds for outcome in outcomes), 1),
    )


def earlier_runs(path: Path = HISTORY) -> tuple[Run, ...]:
    """The runs that are kept, oldest first; none where there is no history."""
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    found = (json.loads(line) for line in lines if line.strip())
    return tuple(Run(**{**run, "red": tuple(run["red"])}) for run in found)


def keep(runs: Sequence[Run], path: Path = HISTORY) -> None:
    """The newest runs, in place of what was kept before."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [json.dumps(asdict(run), ensure_ascii=False) for run in runs[-_KEPT:]]
    unfinished = path.with_suffix(".new")
    unfinished.write_text("\n".join(lines) + "\n", encoding="utf-8")
    unfinished.replace(path)


def unsteady(runs: Sequence[Run]) -> dict[str, int]:
    """Scenarios that were red in some of the runs and not in others, with how often."""
    red = {name: sum(name in run.red for run in runs) for run in runs for name in run.red}
    return {name: count for name, count in red.items() if count < len(runs)}
