"""`python -m environment.tools.gate`: judges the last run, and writes its summary.

0 where the build passes, else 1. The summary goes to the file that GITHUB_STEP_SUMMARY names, and to
reports/summary.md.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from environment.reporting.results_folder import results_folder
from environment.reporting.run_properties import commit, executor
from environment.session.matrix.expansion import BadMatrix
from environment.tools.gate.ending import cut_off
from environment.tools.gate.history import earlier_runs, keep, run_of
from environment.tools.gate.judging import objections
from environment.tools.gate.known import BadKnownFailures, known_failures
from environment.tools.gate.outcomes import errors_of_the_run, outcomes
from environment.tools.gate.summary import summary
from environment.tools.specification.reading import titles

_FEATURES = Path("features")
_SUMMARY = Path("reports/summary.md")


def main() -> int:
    """Judge, write, say."""
    folder = results_folder(None)
    found = outcomes(folder)
    now = datetime.now(UTC)
    try:
        said = list(objections(found, known_failures(), titles(_FEATURES), now.date()))
    except (BadKnownFailures, BadMatrix) as reason:
        said = [str(reason)]
    said += cut_off(folder)
    said += [f"the run itself: {error}" for error in errors_of_the_run(folder)]
    runs = (*earlier_runs(), run_of(found, f"{now:%Y-%m-%d %H:%M}", commit()))
    if found:
        keep(runs)
    _write(summary(found, said, runs, _link(os.environ)), os.environ)
    print("\n".join(said) or f"The gate is open: {len(found)} scenarios, no new failure.")
    return int(bool(said))


def _link(environ: Mapping[str, str]) -> str:
    url = executor(environ).get("buildUrl")
    return f"[Build and report]({url})" if url else "Report: reports/checkout-acceptance.html"


def _write(text: str, environ: Mapping[str, str]) -> None:
    place = environ.get("GITHUB_STEP_SUMMARY")
    if place:
        with Path(place).open("a", encoding="utf-8") as page:
            page.write(text)
    _SUMMARY.parent.mkdir(exist_ok=True)
    _SUMMARY.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
