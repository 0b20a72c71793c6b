"""The heat map shows its table with reds and without, run and not run, on a desktop and on a phone."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from environment.session.matrix.cells import Cell, all_cells
from environment.tools.matrix.heat_map import HeatMap
from environment.tools.matrix.results import CellName, CellResult
from tests.pages.conftest import Open
from tests.pages.opened_page import NARROW, WIDE

WRONG = 'the table says "completes", seen is "reversed"'
CELLS = all_cells()
APPLICABLE = [(cell.row.name, cell.fault.name) for cell in CELLS if cell.applicable]
ROWS = list(dict.fromkeys(cell.row.name for cell in CELLS))

PASSED = CellResult("passed", "", "page", 1.5)
FAILED = CellResult("failed", WRONG, "page", 1.5)
RUNS: dict[str, Mapping[CellName, CellResult]] = {
    "nothing run": {},
    "all green": dict.fromkeys(APPLICABLE, PASSED),
    "one red": {**dict.fromkeys(APPLICABLE, PASSED), APPLICABLE[7]: FAILED},
    "all red": dict.fromkeys(APPLICABLE, FAILED),
    "partly run": {APPLICABLE[0]: PASSED, APPLICABLE[1]: FAILED},
    "partly run, no red": dict.fromkeys(APPLICABLE[:3], PASSED),
}


def html_of(run: str, cells: list[Cell] = CELLS) -> str:
    return HeatMap(cells, RUNS[run], "report.html").page()


@pytest.mark.parametrize(
    ("run", "width"), [*((run, WIDE) for run in RUNS), ("nothing run", NARROW), ("one red", NARROW)]
)
def test_all_that_is_written_is_visible(open_page: Open, run: str, width: int) -> None:
    page = open_page(html_of(run), width)
    assert page.hidden_texts() == []
    assert page.overflow() == 0
    assert page.errors == []
    assert page.hosts() == []


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_square_without_a_cell_has_the_number_of_a_reason_below(open_page: Open, width: int) -> None:
    page = open_page(html_of("all green"), width)
    numbers = set(page.visible("td.never, td.none"))
    assert numbers == {each.split()[0] for each in page.visible("h2 + ul:last-of-type li")}
    assert len(numbers) > 4


@pytest.mark.parametrize("run", RUNS)
def test_each_row_is_visible_with_a_square_for_each_cell(open_page: Open, run: str) -> None:
    page = open_page(html_of(run))
    assert page.visible("tbody th") == [row.replace("->", "→") for row in ROWS]
    ran = RUNS[run]
    assert page.count("td.green, td.red") == len(ran)
    assert page.count("td.idle") == len(APPLICABLE) - len(ran)


def test_red_squares_are_listed_above_the_table_with_what_was_seen(open_page: Open) -> None:
    page = open_page(html_of("one red"))
    assert page.visible("h2") == ["Red", "Why there is no such cell"]
    row, fault = APPLICABLE[7]
    assert page.visible("h2:first-of-type + ul li") == [f"{row.replace('->', '→')}, {fault}: {WRONG}"]
    assert page.visible("td.red") == ["✗" + page.visible("td.red")[0][-1]]


@pytest.mark.parametrize("run", ["nothing run", "all green", "partly run, no red"])
def test_without_a_red_square_there_is_no_list_of_reds(open_page: Open, run: str) -> None:
    assert open_page(html_of(run)).visible("h2") == ["Why there is no such cell"]


def test_figures_count_what_the_table_shows(open_page: Open) -> None:
    page = open_page(html_of("partly run"))
    assert page.visible(".figures span")[:3] == [f"{len(CELLS)} cells", "1 green", "1 red"]


def test_a_matrix_without_a_reason_has_no_empty_heading(open_page: Open) -> None:
    page = open_page(html_of("nothing run", []))
    assert page.visible("h2") == []
