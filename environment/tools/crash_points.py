"""`make crash-points`: records every journey several times, and writes the calls that came each time.

`python -m environment.tools.crash_points [recordings]`; 3 recordings by default.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from environment.world.agreed_calls import Recording, agreed, numbered, read_recording, sometimes
from environment.world.crash_table import CrashTable
from environment.world.recorded_calls import FOLDER, RECORDINGS

_JOURNEYS = "calls_of_every_*.feature"
_BY_DEFAULT = 3


def record(times: int) -> list[Mapping[str, Recording]]:
    """The recordings of so many runs, each by the name of the feature whose table they are for."""
    return [_recorded() for _ in range(times)]


def write_tables(runs: Sequence[Mapping[str, Recording]], folder: Path = FOLDER) -> list[str]:
    """Write each table that every run has recorded; a sentence for each call or journey that was left out."""
    left_out = list[str]()
    for name in dict.fromkeys(name for run in runs for name in run):
        recordings = [run[name] for run in runs if name in run]
        if len(recordings) < len(runs):
            left_out.append(f"{name} is not written: {len(recordings)} of {len(runs)} runs have recorded it")
            continue
        table = CrashTable.read(folder / name)
        calls = list(numbered(agreed(recordings)))
        table.path.write_text(table.with_calls(calls), "utf-8")
        left_out += [f"{name} is without some calls: {sentence}" for sentence in sometimes(recordings)]
        left_out += [
            f"{name} is without a call: {call} is optional" for call in table.optional_left_out(calls)
        ]
    return left_out


def _recorded() -> Mapping[str, Recording]:
    for stale in RECORDINGS.glob("*.json"):
        stale.unlink()
    journeys = map(str, sorted(FOLDER.glob(_JOURNEYS)))
    command = [sys.executable, "-m", "behave", "--no-summary", "--format=progress", "--jobs=1", *journeys]
    # A journey whose calls differ from its table fails, and has recorded them.
    subprocess.run(command, check=False)
    return {f"{path.stem}.feature": read_recording(path) for path in sorted(RECORDINGS.glob("*.json"))}


def main(arguments: Sequence[str]) -> int:
    """0 if a table was written; 1 if nothing was recorded."""
    runs = record(int(arguments[0]) if arguments else _BY_DEFAULT)
    print(*write_tables(runs), sep="\n")
    return 0 if any(runs) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
