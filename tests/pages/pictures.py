"""`python -m tests.pages.pictures` makes the pictures of docs/pictures/ anew, in Chromium.

The red scenario is a real one: it runs on a copy of the project with a seeded defect, and its report is
opened. The matrix shows how its tables say that each cell ends; no cell is shown as run.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from environment.session.matrix.cells import all_cells
from environment.settings import PROJECT_FOLDER
from environment.tools import report
from environment.tools.defects.catalog import named, read_catalog
from environment.tools.defects.edits import apply
from environment.tools.matrix.heat_map import HeatMap
from environment.tools.project_copy import CODE, copy_project, environ_of
from tests.pages.chromium import ChromiumUnavailable, chromium, new_page

PICTURES = PROJECT_FOLDER / "docs/pictures"
MOST_BYTES = 150_000
DEFECT = "checkout/one_copy_of_each_title_is_reserved"
SCENARIO = "A customer buys two titles with a card"
_COPIED = (*CODE, "features", "baseline", "known_failures.toml")
_FEATURE = "features/journeys/buying_two_titles.feature"
_WIDTH = 1000  # pixels; a README is shown about 900 pixels wide
_MATRIX_HEIGHT = 640
_RED_PART = {"x": 40, "y": 105, "width": 920, "height": 890}
"""The part of the scenario's page that is shown, in pixels: from its title to the middle of its drawing."""
_WITHOUT_LABELS = """
[...document.querySelectorAll("div")].filter((each) => /^\\s*Labels.*severity/s.test(each.textContent))
  .forEach((each) => { each.style.display = "none"; })
"""


class NoPicture(Exception):
    """A picture cannot be made; the message says why."""


def red_report(folder: Path) -> Path:
    """The report of the scenario with the defect, made in this folder. Raises NoPicture."""
    copy = copy_project(PROJECT_FOLDER, folder / "project", _COPIED)
    (defect,) = named(read_catalog(), [DEFECT])
    apply(defect, copy / "bookstore")
    behave = ["-m", "behave", "--jobs=1", f"--name={SCENARIO}", _FEATURE]
    if _run(copy, behave).returncode == 0:
        raise NoPicture(f"{SCENARIO} is green with the defect {DEFECT}: take another defect")
    made = _run(copy, ["-m", "environment.tools.report"])
    if not (copy / report.REPORT).is_file():
        raise NoPicture(f"no report was made: {made.stdout.strip()}")
    return copy / report.REPORT


def _run(copy: Path, arguments: list[str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *arguments]
    return subprocess.run(
        command, cwd=copy, env=environ_of(copy), capture_output=True, text=True, check=False
    )


def picture_red_scenario(browser: Any, page_of_report: Path) -> bytes:
    """The top of the scenario's page: its message, and the drawing of what happened."""
    page = new_page(browser, _WIDTH)
    page.set_viewport_size({"width": _WIDTH, "height": _WIDTH + 100})
    page.goto(page_of_report.as_uri())
    page.locator("[data-testid=tree-leaf-title]").first.click()
    page.locator("iframe").first.wait_for(state="visible")
    page.evaluate(_WITHOUT_LABELS)
    shot: bytes = page.screenshot(clip=_RED_PART)
    return shot


def picture_matrix(browser: Any, folder: Path) -> bytes:
    """The top of the heat map."""
    cells = all_cells()
    file = folder / "matrix.html"
    file.write_text(HeatMap(cells, {}, "report.html").page(), "utf-8")
    page = new_page(browser, _WIDTH)
    page.set_viewport_size({"width": _WIDTH, "height": _MATRIX_HEIGHT})
    page.goto(file.as_uri())
    page.locator("td").first.wait_for(state="visible")
    shot: bytes = page.screenshot()
    return shot


def main() -> int:
    """0 where both pictures were written."""
    try:
        with tempfile.TemporaryDirectory() as folder, chromium() as browser:
            _write("red_scenario.png", picture_red_scenario(browser, red_report(Path(folder))))
            _write("matrix.png", picture_matrix(browser, Path(folder)))
    except (NoPicture, ChromiumUnavailable) as reason:
        print(f"No picture: {reason}")
        return 1
    return 0


def _write(name: str, picture: bytes) -> None:
    if len(picture) > MOST_BYTES:
        raise NoPicture(
            f"{name} would have {len(picture):,} bytes, at most {MOST_BYTES:,}: show less of the page"
        )
    (PICTURES / name).write_bytes(picture)
    print(f"{(PICTURES / name).relative_to(PROJECT_FOLDER)}  {len(picture) / 1000:.0f} kB")


if __name__ == "__main__":
    sys.exit(main())
