"""The tables of pairs of operations: text for people to read and edit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from environment.session.matrix.text_table import TableRow, table_rows
from environment.settings import PROJECT_FOLDER
from steps.vocabulary.operation_pairs import OperationPair

TABLES = PROJECT_FOLDER / "features/resilience/pairs"
HEADINGS = ("first", "second", "table", "not raced, because")


def listed_pairs(folder: Path = TABLES) -> Iterator[tuple[OperationPair, str, TableRow]]:
    """Each pair of the tables, the reason for which it is not raced, and its row; raises TableError."""
    for path in sorted(folder.glob("*.txt")):
        for row in table_rows(path, HEADINGS):
            pair = OperationPair(path.stem, row["first"], row["second"], row["table"])
            yield pair, row["not raced, because"], row
