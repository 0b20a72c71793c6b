"""Every cell of the matrix: an arrow and a way to hurt it, with what the tables say about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from environment.faults.registry import all_kinds
from environment.session.matrix.text_table import Line, TableError, lines_of
from environment.topology import Protocol, topology
from steps.tasks.journeys import JOURNEYS
from steps.tasks.matrix_outcomes import NOT_APPLICABLE, NOTHING_SAID, Expected
from steps.vocabulary.matrix_faults import MATRIX_FAULTS, MatrixFault

FOLDER = Path("features/resilience/matrix")
_ARROWS_FILE = "arrows.txt"
_OF_ARROWS = ("arrow", "journey", "call", "field")
_OF_CELLS = ("arrow", "fault", "ends", "why")
_ANY = "*"


@dataclass(frozen=True)
class Crossing:
    """How an arrow is crossed in the matrix: by which journey, and which of its calls is struck."""

    arrow: str
    journey: str
    call: str
    field: str


@dataclass(frozen=True)
class Cell:
    """One cell. `ends` is what is expected, in the table's words; `why` the reason that stands there."""

    crossing: Crossing
    fault: MatrixFault
    ends: str
    why: str

    @property
    def arrow(self) -> str:
        return self.crossing.arrow

    @property
    def applicable(self) -> bool:
        """Whether there is something to be run."""
        return self.ends != NOT_APPLICABLE


def all_cells(folder: Path = FOLDER) -> list[Cell]:
    """The whole matrix, arrow by arrow; raises TableError with everything that is wrong in the tables."""
    crossings, wrong = _crossings(folder)
    said, wrong_lines = _expectations(folder)
    if wrong or wrong_lines:
        raise TableError("\n".join([*wrong, *wrong_lines]))
    return [
        _cell(crossing, fault, said)
        for crossing in crossings.values()
        for fault in MATRIX_FAULTS.values()
        if _protocol(crossing.arrow) in all_kinds()[fault.kind].protocols
    ]


def reason_without_cell(arrow: str, fault: MatrixFault) -> str:
    """Why there is no such cell: the kind is not for what is spoken on this arrow."""
    return f"{_protocol(arrow).value.upper()} is spoken there, and {fault.kind!r} is not for that"


def unsaid(cells: list[Cell]) -> list[str]:
    """A sentence for every cell that no line says anything about."""
    missing = [cell for cell in cells if cell.ends == NOTHING_SAID]
    return [f"{FOLDER}: no line says how {cell.arrow} | {cell.fault.name} ends" for cell in missing]


def _protocol(arrow: str) -> Protocol:
    return topology().point(arrow).protocol


def _crossings(folder: Path) -> tuple[Mapping[str, Crossing], list[str]]:
    lines = list(lines_of(folder / _ARROWS_FILE, _OF_ARROWS))
    wrong = [line.wrong(what) for line in lines for what in _wrong_crossing(line)]
    found = {line["arrow"]: Crossing(**line.cells) for line in lines}
    missing = sorted(topology().points.keys() - found.keys())
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


def _expectations(folder: Path) -> tuple[list[Line], list[str]]:
    """All lines about cells, and a sentence for each that is about none, or says it twice."""
    files = [path for path in sorted(folder.glob("*.txt")) if path.name != _ARROWS_FILE]
    lines = [line for path in files for line in lines_of(path, _OF_CELLS)]
    wrong, seen = list[str](), dict[tuple[str, str], Line]()
    for line in lines:
        wrong += [line.wrong(what) for what in _wrong_expectation(line)]
        key = (line["arrow"], line["fault"])
        if key in seen:
            wrong.append(line.wrong(f"{' | '.join(key)} is said already: {seen[key].wrong('there')}"))
        seen[key] = line
    return lines, wrong


def _wrong_expectation(line: Line) -> Iterator[str]:
    if not any(fnmatchcase(arrow, line["arrow"]) for arrow in topology().arrows):
        yield f"there is no arrow {line['arrow']!r}; there are: {', '.join(sorted(topology().arrows))}"
    if line["fault"] not in MATRIX_FAULTS:
        yield f"there is no fault {line['fault']!r}; there are: {', '.join(MATRIX_FAULTS)}"
    try:
        Expected.parse(line["ends"])
    except ValueError as error:
        yield str(error)
    if line["ends"] == NOT_APPLICABLE and not line["why"]:
        yield "what is not applicable needs a reason"


def _cell(crossing: Crossing, fault: MatrixFault, lines: list[Line]) -> Cell:
    """The line that names the arrow itself counts before one that names many."""
    about = [
        line for line in lines if line["fault"] == fault.name and fnmatchcase(crossing.arrow, line["arrow"])
    ]
    about.sort(key=lambda line: line["arrow"].count(_ANY))
    if not about:
        return Cell(crossing, fault, NOTHING_SAID, "")
    return Cell(crossing, fault, about[0]["ends"], about[0]["why"])
