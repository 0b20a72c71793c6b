"""Tables in plain text, for people to read and edit: columns divided by "|", comments after "#"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path


class TableError(Exception):
    """A table with problems: one sentence a line, each with file and line number."""


@dataclass(frozen=True)
class TableRow:
    """A row of a table: its cells by heading."""

    cells: Mapping[str, str]
    path: Path
    number: int

    def __getitem__(self, heading: str) -> str:
        return self.cells[heading]

    def problem(self, what: str) -> str:
        """The sentence with file and line number in front."""
        return f"{self.path}:{self.number}: {what}"


def table_rows(path: Path, headings: tuple[str, ...]) -> Iterator[TableRow]:
    """The rows of a table; raises TableError where a row has other columns than these headings.

    The first line that is no comment repeats the headings. Cells at the end of a line may be left out.
    """
    written = [(number, text) for number, text in _written(path)]
    if not written or _cells(written[0][1]) != list(headings):
        raise TableError(f"{path}: the first line has to be: {' | '.join(headings)}")
    for number, text in written[1:]:
        cells = _cells(text)
        if len(cells) > len(headings):
            raise TableError(f"{path}:{number}: {len(cells)} columns, but there are {' | '.join(headings)}")
        filled = [*cells, *[""] * (len(headings) - len(cells))]
        yield TableRow(dict(zip(headings, filled, strict=True)), path, number)


def _written(path: Path) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        text = line.partition("#")[0].strip()
        if text:
            yield number, text


def _cells(text: str) -> list[str]:
    return [cell.strip() for cell in text.split("|")]
