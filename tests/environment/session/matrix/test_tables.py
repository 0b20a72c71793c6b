"""The tables of the matrix: complete, and clear about every mistake."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from environment.faults.registry import all_kinds
from environment.session.matrix.cells import FOLDER, all_cells, cells_without_expectation
from environment.session.matrix.text_table import TableError, table_rows
from environment.topology import topology
from steps.vocabulary.matrix_faults import MATRIX_FAULTS
from tests.owed_entries import Place, hold_complete, hold_known, hold_none


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """A copy of the tables, to be changed."""
    return Path(shutil.copytree(FOLDER, tmp_path / "matrix"))


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def owed_lines() -> list[str]:
    try:
        return cells_without_expectation(all_cells())
    except TableError as error:
        return str(error).splitlines()


@pytest.mark.owed
def test_every_cell_has_an_expectation() -> None:
    hold_none(owed_lines())


def test_an_arrow_without_a_line_is_told_with_what_to_write(tables: Path) -> None:
    change(tables / "arrows.txt", "cart -> pricing          | a look", "# ")
    with pytest.raises(
        TableError, match=r"write: cart -> pricing \| a .* \| quote \| \(a field of its answer\)"
    ):
        all_cells(tables)


@pytest.mark.owed
def test_every_kind_of_fault_has_a_column() -> None:
    place = Place("steps/vocabulary/matrix_faults.py", "_COLUMNS = (")
    columns = {each.kind for each in MATRIX_FAULTS.values()}
    hold_complete(
        all_kinds().keys() - columns, place, 'add MatrixFault("{it}") to the kinds of the same protocols'
    )
    hold_known(columns - all_kinds().keys(), place)


def test_every_arrow_has_a_row_and_every_kind_a_cell() -> None:
    cells = all_cells()
    assert {cell.arrow for cell in cells} == set(topology().arrows)
    assert {cell.fault.kind for cell in cells} == all_kinds().keys()


@pytest.mark.owed
def test_every_kind_of_fault_has_a_test() -> None:
    tested = "".join(path.read_text("utf-8") for path in Path("tests/environment/faults").glob("test_*.py"))
    hold_none(
        f"tests/environment/faults/test_{sorted(kind.protocols)[0].value}_kinds.py: {name} has no test: add "
        "what the caller sees, and whether the callee saw the call"
        for name, kind in all_kinds().items()
        if f'"{name}"' not in tested
    )


def test_a_cell_without_a_line_is_named(tables: Path) -> None:
    lines = (tables / "cart.txt").read_text("utf-8").splitlines(keepends=True)
    left = [line for line in lines if not line.startswith("cart -> pricing   | truncated ")]
    assert len(left) == len(lines) - 1
    (tables / "cart.txt").write_text("".join(left), "utf-8")
    (sentence,) = cells_without_expectation(all_cells(tables))
    assert sentence.startswith("features/resilience/matrix/cart.txt:")
    assert "how cart -> pricing ends: truncated: run `make cell" in sentence


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("cart -> inventory | refused ", "cart -> warehouse | refused ", "no row 'cart -> warehouse'"),
        ("| answer lost  ", "| answer eaten ", "no fault 'answer eaten'"),
        ("| refused, try again", "| explodes", "nothing ends 'explodes'; it ends: completes"),
        ("| slow after ", "| slow before", "has a line already: "),
        ("| refused, try again", "| not applicable", "an outcome that is not applicable needs a reason"),
    ],
)
def test_a_line_about_no_cell_is_told_with_its_place(tables: Path, old: str, new: str, told: str) -> None:
    change(tables / "cart.txt", old, new)
    with pytest.raises(TableError, match=r"cart\.txt:\d+: ") as error:
        all_cells(tables)
    assert told in str(error.value)


def test_an_arrow_without_a_journey_that_crosses_it_is_told(tables: Path) -> None:
    change(tables / "arrows.txt", "a new price                 ", "a card for the gateway      ")
    with pytest.raises(TableError, match="a card for the gateway does not cross staff -> pricing"):
        all_cells(tables)


def test_a_further_call_of_an_arrow_is_a_row_of_its_own(tables: Path) -> None:
    rows = {cell.row.name: cell.row.call for cell in all_cells(tables) if cell.arrow == "orders -> pricing"}
    assert rows == {"orders -> pricing": "cancellation", "orders -> pricing: release": "release"}


def test_a_call_of_an_arrow_with_two_lines_is_told(tables: Path) -> None:
    with (tables / "arrows.txt").open("a", encoding="utf-8") as file:
        file.write("orders -> pricing | an unpaid order | release | quote_id\n")
    with pytest.raises(TableError, match=r"'release' on orders -> pricing has a line already"):
        all_cells(tables)


def test_a_line_that_names_the_row_takes_precedence_over_one_about_many(tables: Path) -> None:
    with (tables / "cart.txt").open("a", encoding="utf-8") as file:
        file.write("cart -> pricing | stop point | completes\n")
    found = {cell.arrow: cell.ends for cell in all_cells(tables) if cell.fault.name == "stop point"}
    assert (found["cart -> pricing"], found["cart -> inventory"]) == ("completes", "not applicable")


def test_comments_and_missing_cells_at_the_end_of_a_line_are_allowed(tmp_path: Path) -> None:
    path = tmp_path / "table.txt"
    path.write_text("# a comment\n\na | b\n1 # one\n2 | two\n", "utf-8")
    assert [dict(line.cells) for line in table_rows(path, ("a", "b"))] == [
        {"a": "1", "b": ""},
        {"a": "2", "b": "two"},
    ]
