"""Whether the results are those of a complete run: a run that was killed has reported only a part of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from environment.reporting.run_marker import run_marks


def missing_results(folder: Path) -> Iterator[str]:
    """A sentence for each contradiction between the results and the marks of their runs."""
    marks, results = run_marks(folder), sum(1 for _ in folder.glob("*-result.json"))
    if results and not marks:
        yield f"it is not known whether the run was complete: {folder} has no mark of a run; run it again"
    for mark in marks:
        if mark.reported is None:
            yield (
                f"the run was cut off: it began with {mark.selected} scenarios and never reported its end; "
                f"there are {results} results; look for what killed it (memory, a timeout, a crash)"
            )
    reported = sum(mark.reported or 0 for mark in marks)
    if results < reported:
        yield f"results are missing: the run reported {reported} scenarios, and {folder} holds {results}"
