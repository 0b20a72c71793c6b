"""The cells of the matrix: a row and a fault, with the result that the tables expect."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from environment.faults.registry import all_kinds
from environment.session.matrix.text_table import Line, TableError, lines_of
from environment.topology import Protocol, topology
from steps.tasks.journeys import JOURNEYS
from steps.tasks.matrix_outcomes import NO_LINE, NOT_APPLICABLE, Expected
from steps.vocabulary.matrix_faults import MATRIX_FAULTS, MatrixFault

FOLDER = Path("features/resilience/matrix")
_ARROWS_FILE = "arrows.txt"
_OF_ARROWS = ("arrow", "journey", "call", "field")
_OF_CELLS = ("arrow", "fault", "ends", "why")
_ANY = "*"


@dataclass(frozen=True)
class Crossing:
    """A row of the matrix: an arrow, the journey that crosses it, and the call of it that is faulted.

    `row` is its name in the tables: the arrow for its first line in arrows.txt, `arrow: call` for the others.
    """

    row: str
    arrow: str
    journey: str
    call: str
    field: str


@dataclass(frozen=True)
class Cell:
    """One cell. `ends` is the expected result in the words of the table, `why` its reason."""

    crossing: Crossing
    fault: MatrixFault
    ends: str
    why: str

    @property
    def row(self) -> str:
        return self.crossing.row

    @property
    def arrow(self) -> str:
        return self.crossing.arrow

    @property
    def applicable(self) -> bool:
        """Whether the cell is run."""
        return self.ends != NOT_APPLICABLE


def all_cells(folder: Path = FOLDER) -> list[Cell]:
    """All cells, row by row. Raises TableError with every mistake in the tables."""
    crossings, wrong = _crossings(folder)
    said, wrong_lines = _expectations(folder, [crossing.row for crossing in crossings])
    if wrong or wrong_lines:
        raise TableError("\n".join([*wrong, *wrong_lines]))
    return [
        _cell(crossing, fault, said)
        for crossing in crossings
        for fault in MATRIX_FAULTS.values()
        if _protocol(crossing.arrow) in all_kinds()[fault.kind].protocols
    ]


def reason_without_cell(row: str, fault: MatrixFault) -> str:
    """The reason why a row has no cell for a fault: the kind is for another protocol."""
    return f"{_protocol(row.partition(': ')[0]).value.upper()} is spoken there, and {fault.kind!r} is for another protocol"


def unsaid(cells: list[Cell]) -> list[str]:
    """A sentence for every cell without a line."""
    missing = [cell for cell in cells if cell.ends == NO_LINE]
    return [f"{FOLDER}: there is no line for {cell.row} | {cell.fault.name}" for cell in missing]


def _protocol(arrow: str) -> Protocol:
    return topology().point(arrow).protocol


def _crossings(folder: Path) -> tuple[list[Crossing], list[str]]:
    lines = list(lines_of(folder / _ARROWS_FILE, _OF_ARROWS))
    wrong = [line.wrong(what) for line in lines for what in _wrong_crossing(line)]
    found, calls = list[Crossing](), set[tuple[str, str]]()
    for line in lines:
        arrow, call = line["arrow"], line["call"]
        is_first = all(crossing.arrow != arrow for crossing in found)
        if (arrow, call) in calls:
            wrong.append(line.wrong(f"the call {call!r} on {arrow} has a line already"))
        calls.add((arrow, call))
        found.append(Crossing(row=arrow if is_first else f"{arrow}: {call}", **line.cells))
    missing = sorted(topology().points.keys() - {crossing.arrow for crossing in found})
    wrong += [f"{folder / _ARROWS_FILE}: the arrow {arrow!r} has no line" for arrow in missing]
    return found, wrong


def _wrong_crossing(line: Line) -> Iterator[str]:
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


def _expectations(folder: Path, rows: list[str]) -> tuple[list[Line], list[str]]:
    """All lines about cells, and a sentence for each line about no cell or about a cell twice."""
    files = [path for path in sorted(folder.glob("*.txt")) if path.name != _ARROWS_FILE]
    lines = [line for path in files for line in lines_of(path, _OF_CELLS)]
    wrong, seen = list[str](), dict[tuple[str, str], Line]()
    for line in lines:
        wrong += [line.wrong(what) for what in _wrong_expectation(line, rows)]
        key = (line["arrow"], line["fault"])
        if key in seen:
            wrong.append(line.wrong(f"{' | '.join(key)} has a line already: {seen[key].wrong('there')}"))
        seen[key] = line
    return lines, wrong


def _wrong_expectation(line: Line, rows: list[str]) -> Iterator[str]:
    if not any(fnmatchcase(row, line["arrow"]) for row in rows):
        yield f"there is no row {line['arrow']!r}; there are: {', '.join(sorted(rows))}"
    if line["fault"] not in MATRIX_FAULTS:
        yield f"there is no fault {line['fault']!r}; there are: {', '.join(MATRIX_FAULTS)}"
    try:
        Expected.parse(line["ends"])
    except ValueError as error:
        yield str(error)
    if line["ends"] == NOT_APPLICABLE and not line["why"]:
        yield "a cell that is not applicable needs a reason"


def _cell(crossing: Crossing, fault: MatrixFault, lines: list[Line]) -> Cell:
    """A line that names the row itself takes precedence over a line about many rows."""
    about = [
        line for line in lines if line["fault"] == fault.name and fnmatchcase(crossing.row, line["arrow"])
    ]
    about.sort(key=lambda line: line["arrow"].count(_ANY))
    if not about:
        return Cell(crossing, fault, NO_LINE, "")
    return Cell(crossing, fault, about[0]["ends"], about[0]["why"])
