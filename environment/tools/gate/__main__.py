"""`python -m environment.tools.gate`: checks the last run by the rules of the gate, and writes its summary.

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
from environment.tools.gate.completeness import missing_results
from environment.tools.gate.history import earlier_runs, keep, run_of
from environment.tools.gate.known_failures import BadKnownFailures, known_failures
from environment.tools.gate.results import run_errors, scenario_results
from environment.tools.gate.rules import objections
from environment.tools.gate.summary import summary
from environment.tools.specification.reading import titles

_FEATURES = Path("features")
_SUMMARY = Path("reports/summary.md")


def main() -> int:
    """Apply the rules, print their objections, write the summary and the history."""
    folder = results_folder(None)
    results = scenario_results(folder)
    now = datetime.now(UTC)
    try:
        found = list(objections(results, known_failures(), titles(_FEATURES), now.date()))
    except (BadKnownFailures, BadMatrix) as reason:
        found = [str(reason)]
    found += missing_results(folder)
    found += [f"the run itself: {error}" for error in run_errors(folder)]
    runs = (*earlier_runs(), run_of(results, f"{now:%Y-%m-%d %H:%M}", commit()))
    if results:
        keep(runs)
    _write(summary(results, found, runs, _link(os.environ)), os.environ)
    print("\n".join(found) or f"The build passes: {len(results)} scenarios, no new failure.")
    return int(bool(found))


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
