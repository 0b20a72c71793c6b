"""Whether the results are complete: a run that was killed, or one of a part of the features, lacks some."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from environment.reporting.run_marker import run_marks
from environment.session.population import Population
from environment.tools.gate.results import ScenarioResult


def share_that_ran(results: Sequence[ScenarioResult], everything: Population) -> tuple[str, bool]:
    """Such as `2 of 975 scenarios`, and whether this is a whole: all scenarios of each tier that ran."""
    return everything.share(Counter(result.tier for result in results))


def not_meant(share: str) -> str:
    """The sentence about a part that was not said to be meant."""
    return (
        f"only a part was run, {share}: run behave features/, or where this part is meant, say so with "
        "make gate PART=1 (make merge PART=1)"
    )


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
