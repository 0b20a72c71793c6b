"""The table of wrong answers of the gateway, with the end of the journey that meets each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from environment.session.matrix.text_table import TableRow, table_rows
from environment.settings import PROJECT_FOLDER

TABLE = PROJECT_FOLDER / "features/resilience/wrong_answers/gateway.txt"
HEADINGS = ("operation", "answer", "work", "journey", "ends", "why")
NOT_ASKED = "not applicable"
"""The end of an operation that no journey reaches."""


def listed_answers(path: Path = TABLE) -> Iterator[TableRow]:
    """Every row of the table; raises TableError."""
    return table_rows(path, HEADINGS)
