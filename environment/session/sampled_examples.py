"""Fills outlines from long tables: a sample for the day in every run, and all rows in the long tier."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from behave.model import ScenarioOutline


@dataclass(frozen=True)
class SampledTable:
    """A table of text files. `name` is that of the folder, `size` how many rows a sample has.

    `rows` reads the rows that can be run, each by the headings of the outline's examples; raises TableError.
    """

    name: str
    size: int
    rows: Callable[[], Sequence[Mapping[str, str]]]

    @property
    def sample(self) -> str:
        """The name of the examples that get a sample."""
        return f"the sample of {self.name} for the day"

    @property
    def whole(self) -> str:
        """The name of the examples that get every row."""
        return f"all of {self.name}"


def seed_of(day: date) -> str:
    """The seed of the samples on this day."""
    return day.isoformat()


def fill_from(table: SampledTable, features: Iterable[Any], seed: str) -> bool:
    """Add an example for each row to the outlines with such examples; whether one of them got a sample.

    Raises TableError.
    """
    wanted = [each for feature in features for each in _examples_of(feature) if is_filled_from(table, each)]
    rows = table.rows() if wanted else ()
    for examples in wanted:
        is_sample = examples.name == table.sample
        for row in random.Random(seed).sample(rows, table.size) if is_sample else rows:
            examples.table.add_row([row[heading] for heading in examples.table.headings])
    return any(examples.name == table.sample for examples in wanted)


def is_filled_from(table: SampledTable, examples: Any) -> bool:
    """Whether the rows of these examples come from this table."""
    return examples.name in (table.sample, table.whole)


def _examples_of(feature: Any) -> Iterator[Any]:
    for each in feature.walk_scenarios(with_outlines=True):
        if isinstance(each, ScenarioOutline):
            yield from each.examples
