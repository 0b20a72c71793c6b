"""Fills the examples of an outline from the matrix's tables, once the features are parsed."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from behave.exception import ConfigError
from behave.model import Rule, ScenarioOutline

from environment.session.matrix.text_table import TableError
from environment.topology import in_words_of_the_bookstore

if TYPE_CHECKING:
    from environment.session.matrix.cells import Cell

TABLE = "the table in matrix/"
"""The name of the examples that are filled from the tables."""


class BadMatrix(ConfigError):  # type: ignore[misc]  # behave has no types; it prints a ConfigError as one line
    """The tables have problems, or the selection is empty."""


@dataclass(frozen=True)
class CellSelection:
    """The cells to run: all, or those of a row (`*` for any words), of a kind of fault or of one fault."""

    arrow: str = ""
    kind: str = ""

    def includes(self, cell: Cell) -> bool:
        """Whether this cell is selected."""
        kinds = ("", cell.fault.kind, cell.fault.name)
        return fnmatchcase(cell.row.name, self.arrow or "*") and self.kind in kinds


def fill_examples(features: list[Any], selection: CellSelection) -> None:
    """Add an example for each applicable cell to the outlines with such examples; raises BadMatrix."""
    for examples in (each for feature in features for each in _to_be_filled(feature)):
        for cell in _selected(selection):
            examples.table.add_row([_value(cell, heading) for heading in examples.table.headings])


def is_filled_from_tables(examples: Any) -> bool:
    """Whether the rows of these examples come from the tables."""
    return bool(examples.name.startswith(TABLE))


def _to_be_filled(feature: Any) -> list[Any]:
    owners = (feature, *(item for item in feature.run_items if isinstance(item, Rule)))
    return [
        examples
        for owner in owners
        for outline in owner.scenarios  # walk_scenarios() would build a scenario for each row
        if isinstance(outline, ScenarioOutline)
        for examples in outline.examples
        if is_filled_from_tables(examples)
    ]


def _selected(selection: CellSelection) -> list[Cell]:
    from environment.session.matrix.cells import all_cells  # noqa: PLC0415 - imports every journey, which few runs need

    try:
        with in_words_of_the_bookstore():
            cells = [cell for cell in all_cells() if cell.applicable and selection.includes(cell)]
    except TableError as error:
        raise BadMatrix(str(error)) from error
    if not cells:
        raise BadMatrix(
            f"no cell of the matrix is {selection.arrow or 'any row'} | {selection.kind or 'any kind'}"
        )
    return cells


def _value(cell: Cell, heading: str) -> str:
    row = cell.row
    values = {
        "row": row.name,
        "arrow": row.arrow,
        "fault": cell.fault.name,
        "journey": row.journey,
        "call": row.call,
        "field": row.field or "-",
        "ends": cell.ends,
        "why": cell.why or "-",
    }
    return values[heading]
