"""Samples of long tables: the default run takes a few rows of each, other rows every day.

A table is long where the nightly tier runs all of it. Examples that are named for it get their rows here,
once the features are parsed: `the sample of pairs/ for the day` gets those that a seed chooses, and `all of
pairs/` gets all.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from behave.model import Rule, ScenarioOutline

FEATURE = "feature"
"""The key of a row that belongs to the table of one feature: the name of its file."""
Row = Mapping[str, str]
ALL_OF_IT = 0
"""The size of a table that is short enough for every run."""
_SAMPLED = re.compile(r" -- @\S+ the sample of .+ for the day$")


@dataclass(frozen=True)
class LongTable:
    """A table of which a run takes a sample: the same one for a seed, whatever features the run has.

    named: as examples name it. size: of the sample, or ALL_OF_IT where there is none. rows: all of them,
    cells by heading; may raise TableError.
    """

    named: str
    size: int
    rows: Callable[[], Sequence[Row]]

    @property
    def sample(self) -> str:
        """The name of the examples that get the sample."""
        return f"the sample of {self.named} for the day"

    @property
    def all(self) -> str:
        """The name of the examples that get every row."""
        return f"all of {self.named}"

    def rows_for(self, examples: str, seed: str) -> Sequence[Row]:
        """The rows of the examples with this name."""
        rows = self.rows()
        return rows if examples == self.all else random.Random(seed).sample(rows, min(self.size, len(rows)))


def seed_of(day: date) -> str:
    """The seed of the samples on this day."""
    return day.isoformat()


def seed_of_today() -> str:
    """The seed of a run that names none."""
    return seed_of(datetime.now(UTC).date())


def fill_examples_of(tables: Sequence[LongTable], features: Sequence[Any], seed: str) -> list[str]:
    """Add its rows to each of the examples that are named for a table; the names of the sampled tables.

    Raises TableError.
    """
    known = {name: table for table in tables for name in (table.sample, table.all)}
    chosen: dict[str, Sequence[Row]] = {}
    for feature in features:
        for examples in _named_examples(feature, known):
            if examples.name not in chosen:
                chosen[examples.name] = known[examples.name].rows_for(examples.name, seed)
            for row in chosen[examples.name]:
                if row.get(FEATURE) in (None, Path(feature.filename).name):
                    examples.table.add_row([row[heading] for heading in examples.table.headings])
    return [table.named for table in tables if table.sample in chosen]


def is_of_a_sample(scenario: str) -> bool:
    """Whether a scenario of this name is a row of a sample, which another day has not."""
    return _SAMPLED.search(scenario) is not None


def is_filled(tables: Sequence[LongTable], examples: Any) -> bool:
    """Whether the rows of these examples come from one of the tables."""
    return any(examples.name in (table.sample, table.all) for table in tables)


def _named_examples(feature: Any, known: Mapping[str, LongTable]) -> Iterator[Any]:
    owners = (feature, *(item for item in feature.run_items if isinstance(item, Rule)))
    for outline in (each for owner in owners for each in owner.scenarios):
        if isinstance(outline, ScenarioOutline):
            yield from (examples for examples in outline.examples if examples.name in known)
