"""The mark that a run leaves beside its results, so that one that died half-way is not taken for a whole one.

It stands in a folder of its own: Allure takes every file beside its results for an attachment.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from uuid import uuid4

MARKS = "acceptance-runs"


@dataclass(frozen=True)
class Mark:
    """`selected`: how many scenarios it began with. `told`: how many have a result; None: no end yet."""

    selected: int
    told: int | None = None


class RunMark:
    """That of this run; several runs may add to one folder."""

    def __init__(self, folder: Path, selected: int) -> None:
        self._path = folder / MARKS / f"{uuid4()}.json"
        self._selected = selected
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._write(Mark(selected))

    def ended(self, told: int) -> None:
        """The run has come to its end."""
        self._write(Mark(self._selected, told))

    def _write(self, mark: Mark) -> None:
        unfinished = self._path.with_suffix(".tmp")
        unfinished.write_text(json.dumps(asdict(mark)), encoding="utf-8")
        unfinished.replace(self._path)


def marks_of(folder: Path) -> tuple[Mark, ...]:
    """Those of every run that has added to these results."""
    return tuple(Mark(**json.loads(file.read_bytes())) for file in sorted((folder / MARKS).glob("*.json")))
