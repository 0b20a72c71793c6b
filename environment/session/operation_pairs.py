"""Fills the outline of the pairs of operations: a sample for the day, and all pairs for the long tier."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from behave.model import ScenarioOutline

from environment.session.matrix.text_table import TableRow, table_rows
from environment.settings import PROJECT_FOLDER
from steps.vocabulary.operation_pairs import OperationPair

TABLES = PROJECT_FOLDER / "features/resilience/pairs"
HEADINGS = ("first", "second", "table", "not raced, because")
SAMPLE, ALL = "the sample of pairs/ for the day", "all of pairs/"
"""The names of the examples that are filled from the tables."""
_SAMPLE_SIZE = 8


def listed_pairs(folder: Path = TABLES) -> Iterator[tuple[OperationPair, str, TableRow]]:
    """Each pair of the tables, the reason for which it is not raced, and its row; raises TableError."""
    for path in sorted(folder.glob("*.txt")):
        for row in table_rows(path, HEADINGS):
            pair = OperationPair(path.stem, row["first"], row["second"], row["table"])
            yield pair, row["not raced, because"], row


def seed_of(day: date) -> str:
    """The seed of the sample on this day."""
    return day.isoformat()


def fill_pairs(features: list[Any], seed: str) -> bool:
    """Add an example for each pair to the outlines with such examples; whether there is one with a sample.

    Raises TableError.
    """
    wanted = [each for feature in features for each in _to_be_filled(feature)]
    pairs = [pair for pair, why_not, _ in listed_pairs() if not why_not] if wanted else []
    for examples in wanted:
        chosen = random.Random(seed).sample(pairs, _SAMPLE_SIZE) if examples.name == SAMPLE else pairs
        for pair in chosen:
            values = {**vars(pair), "why": "both may change it"}
            examples.table.add_row([values[heading] for heading in examples.table.headings])
    return any(examples.name == SAMPLE for examples in wanted)


def is_filled_with_pairs(examples: Any) -> bool:
    """Whether the rows of these examples come from the tables of pairs."""
    return examples.name in (SAMPLE, ALL)


def _to_be_filled(feature: Any) -> list[Any]:
    outlines = (
        each for each in feature.walk_scenarios(with_outlines=True) if isinstance(each, ScenarioOutline)
    )
    return [examples for each in outlines for examples in each.examples if is_filled_with_pairs(examples)]
