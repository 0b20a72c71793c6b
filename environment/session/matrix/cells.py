"""Every cell of the matrix: a row and a fault, with the outcome that the tables expect."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from environment.faults.registry import all_kinds
from environment.session.matrix.text_table import TableError, TableRow, table_rows
from environment.topology import Protocol, topology
from steps.tasks.journeys.by_name import JOURNEYS
from steps.tasks.journeys.matrix_outcomes import NO_LINE, NOT_APPLICABLE, Expected
from steps.vocabulary.matrix_faults import MATRIX_FAULTS, MatrixFault

FOLDER = Path("features/resilience/matrix")
_ARROWS_FILE = "arrows.txt"
_ROW_HEADINGS = ("arrow", "journey", "call", "field")
_CELL_HEADINGS = ("arrow", "fault", "ends", "why")
_ANY = "*"


@dataclass(frozen=True)
class MatrixRow:
    """An arrow with the journey that crosses it, and the call of this journey that gets the fault.

    `name` is how the tables call the row: by the arrow for its first line in arrows.txt, else `arrow: call`.
    """

    name: str

    arrow: str
    journey: str
    call: str
    field: str


@dataclass(frozen=True)
class Cell:
    """One cell. `ends` is the expected outcome in the table's words, `why` the reason in the table."""

    row: MatrixRow
    fault: MatrixFault
    ends: str
    why: str

    @property
    def arrow(self) -> str:
        return self.row.arrow

    @property
    def applicable(self) -> bool:
        """Whether the cell can be run."""
        return self.ends != NOT_APPLICABLE


def all_cells(folder: Path = FOLDER) -> list[Cell]:
    """The whole matrix, row by row; raises TableError with all problems of the tables."""
    rows, problems = _matrix_rows(folder)
    expectations, more_problems = _expectations(folder, [row.name for row in rows])
    if problems or more_problems:
        raise TableError("\n".join([*problems, *more_problems]))
    return [
        _cell(row, fault, expectations)
        for row in rows
        for fault in MATRIX_FAULTS.values()
        if _protocol(row.arrow) in all_kinds()[fault.kind].protocols
    ]


def reason_without_cell(row: str) -> str:
    """Why a row has no cell for some faults: their kind does not exist for the protocol of its arrow."""
    protocol = _protocol(row.partition(": ")[0])
    return f"the protocol of the arrow is {protocol.value.upper()}, which does not have this kind of fault"


def cells_without_expectation(cells: list[Cell]) -> list[str]:
    """A sentence for every row with cells that no line of the tables covers."""
    missing: dict[str, list[str]] = {}
    for cell in cells:
        if cell.ends == NO_LINE:
            missing.setdefault(cell.row.name, []).append(cell.fault.name)
    return [
        _nearest_line(row).problem(
            f'no line says how {row} ends: {"; ".join(faults)}: run `make cell ARROW="{row}"`, and write '
            "the right ends here, or one with * about many rows in everywhere.txt"
        )
        for row, faults in missing.items()
    ]


def _nearest_line(row: str) -> TableRow:
    """The last line about this row; for a new row, the last one about its caller, or about any."""
    lines = [line for path in _tables(FOLDER) for line in table_rows(path, _CELL_HEADINGS)]
    caller = row.partition(" -> ")[0]
    same_caller = [line for line in lines if line["arrow"].startswith(f"{caller} -> ")]
    return ([line for line in lines if line["arrow"] == row] or same_caller or lines)[-1]


def _protocol(arrow: str) -> Protocol:
    return topology().point(arrow).protocol


def _matrix_rows(folder: Path) -> tuple[list[MatrixRow], list[str]]:
    lines = list(table_rows(folder / _ARROWS_FILE, _ROW_HEADINGS))
    problems = [line.problem(what) for line in lines for what in _problems_of_row(line)]
    found, calls = list[MatrixRow](), set[tuple[str, str]]()
    for line in lines:
        arrow, call = line["arrow"], line["call"]
        is_first = all(row.arrow != arrow for row in found)
        if (arrow, call) in calls:
            problems.append(line.problem(f"the call {call!r} on {arrow} has a line already"))
        calls.add((arrow, call))
        found.append(MatrixRow(name=arrow if is_first else f"{arrow}: {call}", **line.cells))
    missing = sorted(topology().points.keys() - {row.arrow for row in found})
    problems += [f"{folder / _ARROWS_FILE}: {_line_to_write(arrow)}" for arrow in missing]
    return found, problems


def _line_to_write(arrow: str) -> str:
    """What to write about an arrow that has no line."""
    crossing = [name for name, each in JOURNEYS.items() if arrow in each.crosses]
    journey = (
        crossing[0] if crossing else "a journey that crosses it (none in steps/tasks/journeys/by_name.py)"
    )
    words = " or ".join(topology().point(arrow).words)
    field = "" if _protocol(arrow) is Protocol.POSTGRES else " (a field of its answer)"
    return f"the arrow {arrow!r} has no line; write: {arrow} | {journey} | {words} |{field}"


def _problems_of_row(line: TableRow) -> Iterator[str]:
    if line["arrow"] not in topology().points:
        yield f"there is no arrow {line['arrow']!r}; there are: {', '.join(sorted(topology().arrows))}"
        return
    if line["journey"] not in JOURNEYS:
        yield f"there is no journey {line['journey']!r}; there are: {', '.join(JOURNEYS)}"
    elif line["arrow"] not in JOURNEYS[line["journey"]].crosses:
        yield f"{line['journey']} does not cross {line['arrow']}"
    try:
        MATRIX_FAULTS["reset before"].calls(line["arrow"], line["call"])
    except ValueError as error:
        yield str(error)


def _tables(folder: Path) -> list[Path]:
    """The tables that say how cells end."""
    return [path for path in sorted(folder.glob("*.txt")) if path.name != _ARROWS_FILE]


def _expectations(folder: Path, rows: list[str]) -> tuple[list[TableRow], list[str]]:
    """All lines about cells, and a sentence for each line that fits no cell, or repeats another."""
    lines = [line for path in _tables(folder) for line in table_rows(path, _CELL_HEADINGS)]
    problems, seen = list[str](), dict[tuple[str, str], TableRow]()
    for line in lines:
        problems += [line.problem(what) for what in _problems_of_expectation(line, rows)]
        key = (line["arrow"], line["fault"])
        if key in seen:
            problems.append(
                line.problem(f"{' | '.join(key)} has a line already: {seen[key].problem('there')}")
            )
        seen[key] = line
    return lines, problems


def _problems_of_expectation(line: TableRow, rows: list[str]) -> Iterator[str]:
    if not any(fnmatchcase(row, line["arrow"]) for row in rows):
        yield f"there is no row {line['arrow']!r}; there are: {', '.join(sorted(rows))}"
    if line["fault"] not in MATRIX_FAULTS:
        yield f"there is no fault {line['fault']!r}; there are: {', '.join(MATRIX_FAULTS)}"
    try:
        Expected.parse(line["ends"])
    except ValueError as error:
        yield str(error)
    if line["ends"] == NOT_APPLICABLE and not line["why"]:
        yield "an outcome that is not applicable needs a reason"


def _cell(row: MatrixRow, fault: MatrixFault, lines: list[TableRow]) -> Cell:
    """A line that names the row takes precedence over a line with a pattern for several rows."""
    matching = [
        line for line in lines if line["fault"] == fault.name and fnmatchcase(row.name, line["arrow"])
    ]
    matching.sort(key=lambda line: line["arrow"].count(_ANY))
    if not matching:
        return Cell(row, fault, NO_LINE, "")
    return Cell(row, fault, matching[0]["ends"], matching[0]["why"])
