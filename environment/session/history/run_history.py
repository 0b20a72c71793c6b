"""The runs that are kept, in two files of a folder that `make clean` leaves alone."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from environment.session.history.journal import Journal
from environment.session.history.kept_run import KeptRun

HISTORY = Path("reports/history")
_WHOLE, _PARTS = "runs.jsonl", "partial-runs.jsonl"
_MOST_BYTES_WHOLE = 8_000_000  # some 700 runs of 700 scenarios
_MOST_BYTES_PARTS = 2_000_000


class RunHistory:
    """The history in a folder. Runs with all of a tier have a file of their own.

    Many short runs of a few scenarios then cannot displace those that a look at months needs.
    """

    def __init__(self, folder: Path = HISTORY) -> None:
        self._whole = Journal(folder / _WHOLE, _MOST_BYTES_WHOLE)
        self._parts = Journal(folder / _PARTS, _MOST_BYTES_PARTS)

    def keep(self, run: KeptRun) -> None:
        """Add a run. Raises OSError."""
        (self._whole if run.complete else self._parts).append(run.as_json())

    def runs(self) -> tuple[KeptRun, ...]:
        """All runs, the oldest first; those of another version of the format are passed over."""
        return _in_order([*self._whole.read(), *self._parts.read()])


def runs_in(folders: Iterable[Path]) -> tuple[KeptRun, ...]:
    """The runs of several histories, such as those of CI jobs; a run that several have counts once."""
    found = {
        (run.at, run.selection, run.stack, run.python): run
        for each in folders
        for run in RunHistory(each).runs()
    }
    return tuple(sorted(found.values(), key=lambda run: run.at))


def _in_order(entries: Iterable[dict[str, object]]) -> tuple[KeptRun, ...]:
    found = []
    for entry in entries:
        try:
            found.append(KeptRun.read(entry))
        except (ValueError, TypeError, KeyError, AttributeError):
            continue
    return tuple(sorted(found, key=lambda run: run.at))
