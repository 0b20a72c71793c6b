"""The long tables of the features, with the number of rows that the default run takes of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from environment.session import samples
from environment.session.matrix.text_table import table_rows
from environment.session.operation_pairs import listed_pairs
from environment.session.samples import ALL_OF_IT, FEATURE, LongTable, Row
from environment.session.wrong_answers import NOT_ASKED, listed_answers
from environment.settings import PROJECT_FOLDER
from environment.world.crash_table import crash_tables
from steps.vocabulary.operation_pairs import OperationPair, comes_again

_RESILIENCE = PROJECT_FOLDER / "features/resilience"
_STATES = PROJECT_FOLDER / "features/access/states"
_MOVES = ("state", "operation", "answer", "then")
_NOT_SAMPLED = {
    "order": "what one of its moves leaves has to be declared",
    "mail": "what two of its states leave has to be declared",
    "checkout": "one that is held up takes 10 seconds",
}
"""Of the other kinds, the states in which an answer is awaited: every run tries those at rest."""


def fill_long_tables(features: Sequence[Any], seed: str) -> list[str]:
    """Add its rows to each of the examples that are named for a long table; the names of the sampled ones.

    Raises TableError.
    """
    return samples.fill_examples_of(LONG_TABLES, features, seed)


def is_filled_from_long_table(examples: Any) -> bool:
    """Whether the rows of these examples come from a long table."""
    return samples.is_filled(LONG_TABLES, examples)


def pairs() -> list[Row]:
    """Each pair of operations that is raced."""
    return [{**vars(pair), "why": "both may change it"} for pair, why_not, _ in listed_pairs() if not why_not]


def repeats() -> list[Row]:
    """One pair for each request that may come again while the first is at work: that of its first table."""
    found = {
        each["first"] + each["service"]: each for each in reversed(pairs()) if comes_again(_pair_of(each))
    }
    return [{**each, "why": "its answer was late"} for each in reversed(found.values())]


def _pair_of(row: Row) -> OperationPair:
    return OperationPair(row["service"], row["first"], row["second"], row["table"])


def wrong_answers() -> list[Row]:
    """Each wrong answer of the gateway that a journey can meet."""
    return [row.cells for row in listed_answers() if row["ends"] != NOT_ASKED]


def crash_points() -> list[Row]:
    """Each row of the crash tables, for the feature of its table."""
    return [
        {**vars(row), FEATURE: table.path.name} for table in crash_tables(_RESILIENCE) for row in table.rows
    ]


def moves() -> list[Row]:
    """Each operation in each state in which an answer is awaited, of the kinds that can be sampled."""
    return [*_moves()]


def _moves() -> Iterator[Row]:
    from steps.tasks.moves.kinds import MACHINES  # noqa: PLC0415 - imports all drivers

    for kind in sorted(MACHINES.keys() - _NOT_SAMPLED.keys()):
        for row in table_rows(_STATES / f"{kind.replace(' ', '_')}.txt", _MOVES):
            if row["state"] in MACHINES[kind].waits_in:
                yield {"kind": kind, **row.cells, "why": f"listed: {row['answer']}, then {row['then']}"}


def operations() -> list[Row]:
    """Each operation of each service."""
    from steps.tasks.permissions.requests import named_operations  # noqa: PLC0415 - imports all drivers

    return [{"operation": name, "why": "the topology lists its callers"} for name in named_operations()]


LONG_TABLES = (
    LongTable("pairs/", 8, pairs),
    LongTable("the repeats in pairs/", ALL_OF_IT, repeats),
    LongTable("wrong_answers/", 4, wrong_answers),
    LongTable("the crash tables", 8, crash_points),
    LongTable("states/", 4, moves),
    LongTable("the topology", 2, operations),
)
