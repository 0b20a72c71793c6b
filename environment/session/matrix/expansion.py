"""Fills the examples of an outline from the tables of the matrix, after behave has read the features."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Any

from behave.exception import ConfigError
from behave.model import ScenarioOutline

from environment.session.matrix.text_table import TableError

if TYPE_CHECKING:
    from environment.session.matrix.cells import Cell

TABLE = "the table in matrix/"
"""The name of the examples that are filled from the tables."""


class MatrixConfigError(ConfigError):  # type: ignore[misc]  # behave has no types; it prints a ConfigError as one line
    """The tables have mistakes, or the filter matches no cell."""


@dataclass(frozen=True)
class CellFilter:
    """Selects cells by arrow (`*` matches any words) and by kind or name of the fault; empty matches all."""

    arrow: str = ""
    kind: str = ""

    def includes(self, cell: Cell) -> bool:
        """Whether the filter matches the cell."""
        kinds = ("", cell.strike.kind, cell.strike.name)
        return fnmatchcase(cell.arrow, self.arrow or "*") and self.kind in kinds


def fill_examples(features: list[Any], cell_filter: CellFilter) -> None:
    """Give each outline with examples to fill one row for each applicable cell. Raises MatrixConfigError."""
    for examples in (each for feature in features for each in _examples_to_fill(feature)):
        for cell in _applicable(cell_filter):
            examples.table.add_row([_value(cell, heading) for heading in examples.table.headings])


def fills(examples: Any) -> bool:
    """Whether these examples are filled from the tables."""
    return bool(examples.name.startswith(TABLE))


def _examples_to_fill(feature: Any) -> list[Any]:
    outlines = [
        each for each in feature.walk_scenarios(with_outlines=True) if isinstance(each, ScenarioOutline)
    ]
    return [examples for outline in outlines for examples in outline.examples if fills(examples)]


def _applicable(cell_filter: CellFilter) -> list[Cell]:
    from environment.session.matrix.cells import all_cells  # noqa: PLC0415 - imports every journey; few runs need it

    try:
        cells = [cell for cell in all_cells() if cell.applicable and cell_filter.includes(cell)]
    except TableError as error:
        raise MatrixConfigError(str(error)) from error
    if not cells:
        raise MatrixConfigError(
            f"no cell of the matrix is {cell_filter.arrow or 'any arrow'} | {cell_filter.kind or 'any kind'}"
        )
    return cells


def _value(cell: Cell, heading: str) -> str:
    crossing = cell.crossing
    values = {
        "arrow": crossing.arrow,
        "fault": cell.strike.name,
        "journey": crossing.journey,
        "call": crossing.call,
        "field": crossing.field or "-",
        "ends": cell.ends,
        "why": cell.why or "-",
    }
    return values[heading]


def matrix_feature(features: list[Any]) -> Path | None:
    """The file of the first feature with examples to fill; None without one."""
    return next((Path(each.filename) for each in features if _examples_to_fill(each)), None)
