"""`python -m environment.tools.specification`: reports/specification.html, without a run."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from behave.parser import ParserError

from environment.choosing.level_forecast import forecast_levels
from environment.reporting.last_results import last_results
from environment.reporting.run_properties import commit
from environment.reporting.shown_results import shown_results
from environment.reporting.tiers import DEFAULT_RUN
from environment.session.history.existing import existing_scenarios, titles_that_run
from environment.session.matrix.expansion import BadMatrix
from environment.session.matrix.text_table import TableError
from environment.session.population import in_words
from environment.tools.escapes.reading import BadEscapes, read_escapes
from environment.tools.report import REPORT
from environment.tools.specification.levels import levels_table
from environment.tools.specification.model import by_tier
from environment.tools.specification.page import Edition, page
from environment.tools.specification.reading import integration_points

FEATURES = Path("features")
PAGE = Path("reports/specification.html")


def main() -> int:
    """Write the page; 1 where a feature file is no Gherkin, or a table or escapes.toml has a mistake."""
    began = time.perf_counter()
    try:
        points = integration_points(FEATURES, last_results())
        titles = titles_that_run(existing_scenarios(FEATURES).values())
        escapes = read_escapes(titles, datetime.now(UTC).date())
    except (ParserError, BadMatrix, TableError, BadEscapes) as error:
        print(f"No page: {error}")
        return 1
    made = datetime.now().astimezone().strftime("%Y-%m-%d %H:%M")
    edition = Edition(made, commit(), REPORT.name, shown_results(REPORT))
    PAGE.parent.mkdir(exist_ok=True)
    holes = [each for each in escapes if not each.caught_by]
    PAGE.write_text(page(points, edition, holes, levels_table(forecast_levels())), encoding="utf-8")
    tiers = by_tier(points)
    numbers = ", ".join(f"{len(tiers[tier])} {in_words(tier)}" for tier in tiers if tiers[tier])
    known = sum(each.last is not None for each in tiers[DEFAULT_RUN])
    took = time.perf_counter() - began
    print(f"Specification  {PAGE}  ({numbers}; last results of {known}, {took:.1f} s)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
