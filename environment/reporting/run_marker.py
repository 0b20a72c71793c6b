"""The mark that a run writes beside its results, which shows whether the run came to its end.

Marks have a folder of their own: Allure takes every file beside its results for an attachment.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from uuid import uuid4

MARKS = "acceptance-runs"


@dataclass(frozen=True)
class RunMark:
    """The numbers of selected and of reported scenarios; `reported` is None until the run has ended."""

    selected: int
    reported: int | None = None


class RunMarker:
    """Writes the mark of this run. Several runs may add to one folder."""

    def __init__(self, folder: Path, selected: int) -> None:
        self._path = folder / MARKS / f"{uuid4()}.json"
        self._selected = selected
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._write(RunMark(selected))

    def ended(self, reported: int) -> None:
        """Write that the run has come to its end."""
        self._write(RunMark(self._selected, reported))

    def _write(self, mark: RunMark) -> None:
        unfinished = self._path.with_suffix(".tmp")
        try:
            unfinished.write_text(json.dumps(asdict(mark)), encoding="utf-8")
            unfinished.replace(self._path)
        finally:
            unfinished.unlink(missing_ok=True)


def run_marks(folder: Path) -> tuple[RunMark, ...]:
    """The marks of every run that has added to these results."""
    return tuple(RunMark(**json.loads(file.read_bytes())) for file in sorted((folder / MARKS).glob("*.json")))
