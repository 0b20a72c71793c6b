"""`make crash-points`: records every journey several times, and writes the crash points that came each time.

`python -m environment.tools.crash_points [recordings]`; 3 recordings by default.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from environment.tools.behave_run import run_behave
from environment.world.agreed_calls import Recording, agreed, numbered, read_recording, sometimes
from environment.world.crash_commits import (
    Commits,
    agreed_commit_points,
    commits_made_sometimes,
    read_commits,
)
from environment.world.crash_table import FOLDER, CrashTable, crash_points_at
from environment.world.recorded_calls import RECORDED_CALLS, RECORDED_COMMITS

_JOURNEYS = "calls_of_every_*.feature"
_BY_DEFAULT = 3


@dataclass(frozen=True)
class JourneyRecording:
    """What one run has recorded of one journey."""

    calls: Recording
    commits: Commits = ()


def record(times: int) -> list[Mapping[str, JourneyRecording]]:
    """The recordings of so many runs, each by the name of the feature whose table they are for."""
    return [_recorded() for _ in range(times)]


def write_tables(runs: Sequence[Mapping[str, JourneyRecording]], folder: Path = FOLDER) -> list[str]:
    """Write each table that every run has recorded; a sentence for each point or journey left out."""
    left_out = list[str]()
    for name in dict.fromkeys(name for run in runs for name in run):
        recordings = [run[name] for run in runs if name in run]
        if len(recordings) < len(runs):
            left_out.append(f"{name} is not written: {len(recordings)} of {len(runs)} runs have recorded it")
        else:
            left_out += _write_table(CrashTable.read(folder / name), recordings)
    return left_out


def _write_table(table: CrashTable, recordings: Sequence[JourneyRecording]) -> Iterator[str]:
    calls, commits = [each.calls for each in recordings], [each.commits for each in recordings]
    points = [*crash_points_at(numbered(agreed(calls))), *agreed_commit_points(commits)]
    table.path.write_text(table.with_points(points), "utf-8")
    name = table.path.name
    for sentence in sometimes(calls):
        yield f"{name} is without some calls: {sentence}"
    for sentence in commits_made_sometimes(commits):
        yield f"{name} is without some commits: {sentence}"
    for call in table.optional_left_out(points):
        yield f"{name} is without a call: {call} is optional"


def _recorded() -> Mapping[str, JourneyRecording]:
    for stale in (*RECORDED_CALLS.glob("*.json"), *RECORDED_COMMITS.glob("*.json")):
        stale.unlink()
    journeys = map(str, sorted(FOLDER.glob(_JOURNEYS)))
    # A journey that differs from its table fails, and has been recorded.
    run_behave(["--no-summary", "--format=progress", "--jobs=1", *journeys])
    return {
        f"{path.stem}.feature": JourneyRecording(
            read_recording(path), read_commits(RECORDED_COMMITS / path.name)
        )
        for path in sorted(RECORDED_CALLS.glob("*.json"))
    }


def main(arguments: Sequence[str]) -> int:
    """0 if a table was written; 1 if nothing was recorded."""
    runs = record(int(arguments[0]) if arguments else _BY_DEFAULT)
    print(*write_tables(runs), sep="\n")
    return 0 if any(runs) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
