"""`python -m environment.tools.gate`: checks the last run by the rules of the gate, and writes its summary.

0 where the build passes, else 1. Results of a part of the scenarios pass with --part alone: a build that
left scenarios out by mistake would be green. The summary goes to the file that GITHUB_STEP_SUMMARY names,
and to reports/summary.md.
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
from environment.session.matrix.text_table import TableError
from environment.session.population import Population, population
from environment.tools.gate.completeness import missing_results, not_meant, share_that_ran
from environment.tools.gate.history import earlier_runs, keep, run_of
from environment.tools.gate.known_failures import BadKnownFailures, known_failures
from environment.tools.gate.results import run_errors, scenario_results
from environment.tools.gate.rules import objections
from environment.tools.gate.summary import summary

_FEATURES = Path("features")
_SUMMARY = Path("reports/summary.md")


def main(*, part: bool = False) -> int:
    """Apply the rules, print their objections, write the summary and the history.

    `part` says that the run was meant to leave scenarios out.
    """
    folder = results_folder(None)
    results = scenario_results(folder)
    now = datetime.now(UTC)
    everything, found = Population(), list[str]()
    try:
        everything = population(_FEATURES)
        found += objections(results, known_failures(), everything.titles, now.date())
    except (BadKnownFailures, BadMatrix, TableError) as reason:
        found.append(str(reason))
    share, whole = share_that_ran(results, everything)
    if results and not whole and not part:
        found.append(not_meant(share))
    found += missing_results(folder)
    found += [f"the run itself: {error}" for error in run_errors(folder)]
    runs = (*earlier_runs(), run_of(results, f"{now:%Y-%m-%d %H:%M}", commit()))
    if results:
        keep(runs)
    _write(summary(results, share, found, runs, _link(os.environ)), os.environ)
    twice = sum(bool(result.run_twice) for result in results)
    lost = f" {twice} ran twice, since their workers were lost." if twice else ""
    print("\n".join(found) or f"The build passes: {share}, no new failure.{lost}")
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
    sys.exit(main(part="--part" in sys.argv[1:]))
