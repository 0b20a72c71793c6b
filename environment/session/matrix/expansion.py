"""Fills the examples of an outline from the matrix's tables, when the features have been read."""

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
"""The name of examples that are filled."""


class BadMatrix(ConfigError):  # type: ignore[misc]  # behave has no types; it prints a ConfigError as one line
    """The tables are wrong, or no cell is left."""


@dataclass(frozen=True)
class Choice:
    """The cells to run: all, or those of an arrow (`*` for any words), of a kind (or one way of it)."""

    arrow: str = ""
    kind: str = ""

    def takes(self, cell: Cell) -> bool:
        """Whether this cell is meant."""
        kinds = ("", cell.fault.kind, cell.fault.name)
        return fnmatchcase(cell.arrow, self.arrow or "*") and self.kind in kinds


def fill_examples(features: list[Any], choice: Choice) -> None:
    """Give every outline that asks for it one example for each applicable cell; raises BadMatrix."""
    for examples in (each for feature in features for each in _asking(feature)):
        for cell in _chosen(choice):
            examples.table.add_row([_value(cell, heading) for heading in examples.table.headings])


def fills(examples: Any) -> bool:
    """Whether these examples are written elsewhere."""
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
        raise BadMatrix(
            f"no cell of the matrix is {choice.arrow or 'any arrow'} | {choice.kind or 'any kind'}"
        )
    return cells


def _value(cell: Cell, heading: str) -> str:
    crossing = cell.crossing
    values = {
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
    """The file of the feature that is filled, if there is one among these."""
    return next((Path(each.filename) for each in features if _asking(each)), None)
