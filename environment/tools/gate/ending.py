"""Whether the last run came to its end: one that was killed has told only what it had done by then."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from environment.reporting.run_marker import run_marks


def cut_off(folder: Path) -> Iterator[str]:
    """A sentence for everything that results and the marks of their runs leave open; none for a whole run."""
    marks, results = run_marks(folder), sum(1 for _ in folder.glob("*-result.json"))
    if results and not marks:
        yield f"nobody knows whether the run came to its end: {folder} has no mark of one; run it again"
    for mark in marks:
        if mark.reported is None:
            yield (
                f"the run was cut off: it began with {mark.selected} scenarios and never told its end, and "
                f"there are {results} results; look for what killed it (memory, a timeout, a crash)"
            )
    told = sum(mark.reported or 0 for mark in marks)
    if results < told:
        yield f"results are missing: the run told of {told} scenarios, and {folder} holds {results}"
