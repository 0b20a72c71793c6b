"""`python -m environment.tools.specification`: reports/specification.html, without a run."""

from __future__ import annotations

import sys
import time
from datetime import datetime
from pathlib import Path

from behave.parser import ParserError

from environment.reporting.results_folder import results_folder
from environment.reporting.run_properties import commit
from environment.tools.specification.model import PLANNED, results
from environment.tools.specification.page import Edition, page
from environment.tools.specification.reading import integration_points, last_results

FEATURES = Path("features")
PAGE = Path("reports/specification.html")


def main() -> int:
    """Write the page; 1 where a feature file is no Gherkin."""
    began = time.perf_counter()
    try:
        points = integration_points(FEATURES, last_results(results_folder(None)))
    except ParserError as error:
        print(f"No page: {error}")
        return 1
    known = commit()
    made = datetime.now().astimezone().strftime("%Y-%m-%d %H:%M")
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(points, Edition(made, f", commit {known}" if known else "")), encoding="utf-8")
    found = results(points)
    took = time.perf_counter() - began
    print(f"Specification  {PAGE}  ({found.total()} scenarios, {found[PLANNED]} planned, {took:.1f} s)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
