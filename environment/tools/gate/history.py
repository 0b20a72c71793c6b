"""The history of the gate: one line for each run, from which trends and flaky scenarios are read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from environment.tools.gate.results import ScenarioResult

HISTORY = Path("reports/gate-history.jsonl")
_KEPT = 50  # runs


@dataclass(frozen=True)
class RunSummary:
    """One run. `red` has the titles of its red scenarios; `seconds` is the sum of all scenarios."""

    at: str
    commit: str
    passed: int
    skipped: int
    red: tuple[str, ...]
    seconds: float


def run_of(results: Sequence[ScenarioResult], at: str, commit: str) -> RunSummary:
    """The figures of this run."""
    return RunSummary(
        at=at,
        commit=commit,
        passed=sum(result.status == "passed" for result in results),
        skipped=sum(result.status == "skipped" for result in results),
        red=tuple(result.name for result in results if result.red),
        seconds=round(sum(result.seconds for result in results), 1),
    )


def earlier_runs(path: Path = HISTORY) -> tuple[RunSummary, ...]:
    """The runs in the history, oldest first; none where there is no history."""
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    found = (json.loads(line) for line in lines if line.strip())
    return tuple(RunSummary(**{**run, "red": tuple(run["red"])}) for run in found)


def keep(runs: Sequence[RunSummary], path: Path = HISTORY) -> None:
    """Write the newest runs in place of the history."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [json.dumps(asdict(run), ensure_ascii=False) for run in runs[-_KEPT:]]
    unfinished = path.with_suffix(".new")
    unfinished.write_text("\n".join(lines) + "\n", encoding="utf-8")
    unfinished.replace(path)


def flaky(runs: Sequence[RunSummary]) -> dict[str, int]:
    """Scenarios that were red in some of the runs and green in others, with the number of red runs."""
    red = {name: sum(name in run.red for run in runs) for run in runs for name in run.red}
    return {name: count for name, count in red.items() if count < len(runs)}
