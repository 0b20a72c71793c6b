"""`python -m environment.tools.report`: one HTML file of the last results, where Node is available."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

from environment.reporting.generator import GeneratorUnavailable, installed_generator
from environment.reporting.results_folder import results_folder
from environment.reporting.single_file import UnknownReportFormat, packed, self_contained
from environment.session.matrix.cells import all_cells
from environment.tools.matrix.heat_map import HeatMap
from environment.tools.matrix.results import results_of

REPORT = Path("reports/checkout-acceptance.html")
MATRIX = Path("reports/matrix.html")
HISTORY = Path("reports/allure-history.jsonl")


def main() -> int:
    """Make the report. 0 also where it cannot be made: the results are complete without the page."""
    results, began = results_folder(None).resolve(), time.monotonic()
    if not any(results.glob("*-result.json")):
        print(f"No report: there are no results in {os.path.relpath(results)}; run behave features/ first.")
        return 1
    try:
        _make(results)
    except (GeneratorUnavailable, UnknownReportFormat) as reason:
        print(f"No HTML report: {reason}. The results are complete in {os.path.relpath(results)}.")
        return 0
    if MATRIX.is_file():
        print(f"Matrix  {MATRIX}")
    size, seconds = REPORT.stat().st_size / 1e6, time.monotonic() - began
    print(f"Report  {REPORT}  ({size:.1f} MB, opens from disk; made in {seconds:.0f} s)")
    return 0


def _make(results: Path) -> None:
    generator = installed_generator()
    REPORT.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as output:
        generator.generate(results, Path(output), HISTORY.resolve())
        (page,) = Path(output).rglob("index.html")
        html = self_contained(packed(page.read_text("utf-8")), _pages_beside(results))
    unfinished = REPORT.with_suffix(".new")
    unfinished.write_text(html, encoding="utf-8")
    unfinished.replace(REPORT)


def _pages_beside(results: Path) -> dict[str, str]:
    """The pages beside the report by their titles; a heat map of earlier results is removed."""
    cells = results_of(results)
    if not cells:
        MATRIX.unlink(missing_ok=True)
        return {}
    MATRIX.write_text(HeatMap(all_cells(), cells, REPORT.name).page(), encoding="utf-8")
    return {"Matrix of faults": MATRIX.name}


if __name__ == "__main__":
    sys.exit(main())
