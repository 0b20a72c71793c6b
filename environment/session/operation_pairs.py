"""The tables of the pairs of operations that are raced."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from environment.session.matrix.text_table import TableRow, table_rows
from environment.session.sampled_examples import SampledTable
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


def _raced_pairs() -> list[Mapping[str, str]]:
    raced = (pair for pair, why_not, _ in listed_pairs() if not why_not)
    return [{**vars(pair), "why": "both may change it"} for pair in raced]


PAIRS = SampledTable("pairs/", 8, _raced_pairs)
