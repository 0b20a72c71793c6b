"""The cells of the fault matrix: an arrow and a fault, with the outcome that the tables expect."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from environment.faults.edges import Protocol
from environment.faults.registry import all_kinds
from environment.session.matrix.text_table import TableError, TableRow, rows_of
from environment.topology.operations import ARROWS
from steps.tasks.journeys import JOURNEYS
from steps.tasks.matrix_outcomes import NOT_APPLICABLE, NOTHING_SAID, Expected
from steps.vocabulary.matrix_faults import STRIKES, Strike, struck_calls

FOLDER = Path("features/resilience/matrix")
_ARROWS_FILE = "arrows.txt"
_OF_ARROWS = ("arrow", "journey", "call", "field")
_OF_CELLS = ("arrow", "fault", "ends", "why")
_ANY = "*"


@dataclass(frozen=True)
class Crossing:
    """How the matrix crosses an arrow: the journey, and the call of the journey that gets the fault."""

    arrow: str
    journey: str
    call: str
    field: str


@dataclass(frozen=True)
class Cell:
    """One cell. `ends` is the expected outcome in the words of the table, `why` the reason in the table."""

    crossing: Crossing
    strike: Strike
    ends: str
    why: str

    @property
    def arrow(self) -> str:
        return self.crossing.arrow

    @property
    def applicable(self) -> bool:
        """Whether the cell is run."""
        return self.ends != NOT_APPLICABLE


def all_cells(folder: Path = FOLDER) -> list[Cell]:
    """The whole matrix, arrow by arrow. Raises TableError with every mistake of the tables."""
    crossings, wrong = _crossings(folder)
    said, wrong_lines = _expectations(folder)
    if wrong or wrong_lines:
        raise TableError("\n".join([*wrong, *wrong_lines]))
    return [
        _cell(crossing, strike, said)
        for crossing in crossings.values()
        for strike in STRIKES.values()
        if _protocol(crossing.arrow) in all_kinds()[strike.kind].protocols
    ]


def reason_without_cell(arrow: str, strike: Strike) -> str:
    """Why there is no such cell: the fault does not exist for the protocol of the arrow."""
    return f"{_protocol(arrow).value.upper()} is the protocol there, and {strike.kind!r} is not for it"


def cells_without_expectation(cells: list[Cell]) -> list[str]:
    """A sentence for each cell without a row in the tables."""
    missing = [cell for cell in cells if cell.ends == NOTHING_SAID]
    return [f"{FOLDER}: no row says how {cell.arrow} | {cell.strike.name} ends" for cell in missing]


def _protocol(arrow: str) -> Protocol:
    callee = arrow.partition(" -> ")[2]
    special = {"postgres": Protocol.POSTGRES, "mail": Protocol.SMTP, "gateway": Protocol.HTTPS}
    return special.get(callee, Protocol.HTTP)


def _crossings(folder: Path) -> tuple[Mapping[str, Crossing], list[str]]:
    lines = list(rows_of(folder / _ARROWS_FILE, _OF_ARROWS))
    wrong = [line.wrong(what) for line in lines for what in _wrong_crossing(line)]
    found = {line["arrow"]: Crossing(**line.cells) for line in lines}
    missing = sorted(ARROWS - found.keys())
    wrong += [f"{folder / _ARROWS_FILE}: the arrow {arrow!r} has no row" for arrow in missing]
    return found, wrong


def _wrong_crossing(line: TableRow) -> Iterator[str]:
    if line["arrow"] not in ARROWS:
        yield f"there is no arrow {line['arrow']!r}; there are: {', '.join(sorted(ARROWS))}"
        return
    if line["journey"] not in JOURNEYS:
        yield f"there is no journey {line['journey']!r}; there are: {', '.join(JOURNEYS)}"
    elif line["arrow"] not in JOURNEYS[line["journey"]].crosses:
        yield f"{line['journey']} does not cross {line['arrow']}"
    try:
        struck_calls(line["arrow"], line["call"], STRIKES["reset before"])
    except ValueError as error:
        yield str(error)


def _expectations(folder: Path) -> tuple[list[TableRow], list[str]]:
    """All rows about cells, and a sentence for each row that matches no cell or repeats another."""
    files = [path for path in sorted(folder.glob("*.txt")) if path.name != _ARROWS_FILE]
    lines = [line for path in files for line in rows_of(path, _OF_CELLS)]
    wrong, seen = list[str](), dict[tuple[str, str], TableRow]()
    for line in lines:
        wrong += [line.wrong(what) for what in _wrong_expectation(line)]
        key = (line["arrow"], line["fault"])
        if key in seen:
            wrong.append(line.wrong(f"{' | '.join(key)} has a row already: {seen[key].wrong('there')}"))
        seen[key] = line
    return lines, wrong


def _wrong_expectation(line: TableRow) -> Iterator[str]:
    if not any(fnmatchcase(arrow, line["arrow"]) for arrow in ARROWS):
        yield f"there is no arrow {line['arrow']!r}; there are: {', '.join(sorted(ARROWS))}"
    if line["fault"] not in STRIKES:
        yield f"there is no fault {line['fault']!r}; there are: {', '.join(STRIKES)}"
    try:
        Expected.parse(line["ends"])
    except ValueError as error:
        yield str(error)
    if line["ends"] == NOT_APPLICABLE and not line["why"]:
        yield "a cell that is not applicable needs a reason"


def _cell(crossing: Crossing, strike: Strike, lines: list[TableRow]) -> Cell:
    """A row with the name of the arrow takes precedence over a row with a pattern."""
    about = [
        line for line in lines if line["fault"] == strike.name and fnmatchcase(crossing.arrow, line["arrow"])
    ]
    about.sort(key=lambda line: line["arrow"].count(_ANY))
    if not about:
        return Cell(crossing, strike, NOTHING_SAID, "")
    return Cell(crossing, strike, about[0]["ends"], about[0]["why"])
