"""Fills the examples of the matrix outline from the text tables, after the features have been read."""

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
"""The name of the examples that are filled."""


class BadMatrix(ConfigError):  # type: ignore[misc]  # behave has no types; it prints a ConfigError as one line
    """The tables have mistakes, or no cell is selected."""


@dataclass(frozen=True)
class Choice:
    """The cells to run: all, or those of a row (`*` for any words), of a fault kind or one variant of it."""

    arrow: str = ""
    kind: str = ""

    def takes(self, cell: Cell) -> bool:
        """Whether the cell is selected."""
        kinds = ("", cell.fault.kind, cell.fault.name)
        return fnmatchcase(cell.row, self.arrow or "*") and self.kind in kinds


def fill_examples(features: list[Any], choice: Choice) -> None:
    """Add one example for each applicable and selected cell. Raises BadMatrix."""
    for examples in (each for feature in features for each in _asking(feature)):
        for cell in _chosen(choice):
            examples.table.add_row([_value(cell, heading) for heading in examples.table.headings])


def fills(examples: Any) -> bool:
    """Whether these examples are filled from the tables."""
    return bool(examples.name.startswith(TABLE))


def _asking(feature: Any) -> list[Any]:
    outlines = [
        each for each in feature.walk_scenarios(with_outlines=True) if isinstance(each, ScenarioOutline)
    ]
    return [examples for outline in outlines for examples in outline.examples if fills(examples)]


def _chosen(choice: Choice) -> list[Cell]:
    from environment.session.matrix.cells import all_cells  # noqa: PLC0415 - knows every journey; few runs need them

    try:
        cells = [cell for cell in all_cells() if cell.applicable and choice.takes(cell)]
    except TableError as error:
        raise BadMatrix(str(error)) from error
    if not cells:
        raise BadMatrix(f"no cell of the matrix is {choice.arrow or 'any row'} | {choice.kind or 'any kind'}")
    return cells


def _value(cell: Cell, heading: str) -> str:
    crossing = cell.crossing
    values = {
        "row": crossing.row,
        "arrow": crossing.arrow,
        "fault": cell.fault.name,
        "journey": crossing.journey,
        "call": crossing.call,
        "field": crossing.field or "-",
        "ends": cell.ends,
        "why": cell.why or "-",
    }
    return values[heading]


def matrix_feature(features: list[Any]) -> Path | None:
    """The file of the feature that is filled; None where these features have none."""
    return next((Path(each.filename) for each in features if _asking(each)), None)
