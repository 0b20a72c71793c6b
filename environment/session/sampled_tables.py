"""The tables of which a run takes a sample for the day."""

from __future__ import annotations

from typing import Any

from environment.session.operation_pairs import PAIRS
from environment.session.sampled_examples import fill_from, is_filled_from
from environment.session.wrong_answers import WRONG_ANSWERS

SAMPLED_TABLES = (PAIRS, WRONG_ANSWERS)


def fill_samples(features: list[Any], seed: str) -> list[str]:
    """Fill the outlines of all these tables; the names of those of which a sample was taken."""
    return [table.name for table in SAMPLED_TABLES if fill_from(table, features, seed)]


def is_filled_from_sampled_table(examples: Any) -> bool:
    """Whether the rows of these examples come from one of these tables."""
    return any(is_filled_from(table, examples) for table in SAMPLED_TABLES)
