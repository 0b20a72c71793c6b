"""`python -m environment.tools.report`: one HTML file of the last results, where Node is available."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

from environment.evidence.answers.holes import InvalidUnmetList
from environment.evidence.answers.record import DamagedRecord
from environment.reporting.attached_pages import write_attached_pages
from environment.reporting.generator import installed_generator
from environment.reporting.results_folder import results_folder
from environment.reporting.shown_results import with_list_of_shown
from environment.reporting.single_file import UnknownReportFormat, packed, self_contained
from environment.runtime.node_packages import NodeUnavailable
from environment.session.answers_of_run import ANSWERS, answer_coverage
from environment.session.matrix.cells import all_cells
from environment.tools.answers.page import AnswersPage
from environment.tools.matrix.heat_map import HeatMap
from environment.tools.matrix.results import results_of

REPORT = Path("reports/checkout-acceptance.html")
MATRIX = Path("reports/matrix.html")
ANSWERS_PAGE = Path("reports/answers.html")
HISTORY = Path("reports/allure-history.jsonl")


def main() -> int:
    """Make the report. 0 also where it cannot be made: the results are complete without the page."""
    results, began = results_folder(None).resolve(), time.monotonic()
    if not any(results.glob("*-result.json")):
        print(f"No report: there are no results in {os.path.relpath(results)}; run behave features/ first.")
        return 1
    try:
        _make(results)
    except (NodeUnavailable, UnknownReportFormat) as reason:
        print(f"No HTML report: {reason}. The results are complete in {os.path.relpath(results)}.")
        return 0
    if MATRIX.is_file():
        print(f"Matrix  {MATRIX}")
    if ANSWERS_PAGE.is_file():
        print(f"Answers {ANSWERS_PAGE}")
    size, seconds = REPORT.stat().st_size / 1e6, time.monotonic() - began
    print(f"Report  {REPORT}  ({size:.1f} MB, opens from disk; made in {seconds:.0f} s)")
    return 0


def _make(results: Path) -> None:
    generator = installed_generator()
    REPORT.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as output:
        generator.generate(results, Path(output), HISTORY.resolve())
        page = next(Path(output).rglob("index.html"), None)
        if page is None:
            raise UnknownReportFormat("Allure made no page, although it reported no error")
        html = packed(self_contained(page.read_text("utf-8"), _pages_beside(results)), results)
    html = with_list_of_shown(html, results)
    unfinished = REPORT.with_suffix(".new")
    unfinished.write_text(html, encoding="utf-8")
    unfinished.replace(REPORT)


def _pages_beside(results: Path) -> dict[str, str]:
    """The pages beside the report by their titles; a page of earlier results is removed."""
    pages = {}
    for title, page, html in (
        ("Matrix of faults", MATRIX, _matrix(results)),
        ("Documented answers", ANSWERS_PAGE, _answers()),
    ):
        if html is None:
            page.unlink(missing_ok=True)
        else:
            page.write_text(html, encoding="utf-8")
            pages[title] = page.name
    return pages | write_attached_pages(results)


def _matrix(results: Path) -> str | None:
    cells = results_of(results)
    return HeatMap(all_cells(), cells, REPORT.name).page() if cells else None


def _answers() -> str | None:
    """None where no scenario was green, or the records cannot be read."""
    if not ANSWERS.is_file():
        return None
    try:
        return AnswersPage(answer_coverage()).page()
    except (DamagedRecord, InvalidUnmetList) as mistake:
        print(f"No page of the answers: {mistake}")
        return None


if __name__ == "__main__":
    sys.exit(main())
