"""A transaction that the database has ended because of a deadlock is found, and other errors are not."""

from __future__ import annotations

import pytest

from environment.evidence.recording.statements import Statement
from environment.evidence.traffic.breach import ScenarioTraffic
from environment.evidence.traffic.deadlocks import rows_are_locked_in_one_order

LOCK = "SELECT sku FROM titles WHERE sku = ANY($1) FOR UPDATE"


def breaches(outcome: str, *, has_faults: bool = False) -> list[str]:
    statement = Statement(1, "inventory -> postgres", 1, 1.0, 2.0, LOCK, outcome, has_faults)
    return [*map(str, rows_are_locked_in_one_order(ScenarioTraffic([], statements=[statement])))]


def test_a_deadlock_is_named_with_its_statement() -> None:
    assert breaches("ERROR 40P01") == [
        "inventory -> postgres: two transactions of inventory locked the same rows in opposite "
        f"orders, and the database ended one of them (a deadlock) at: {LOCK}"
    ]


@pytest.mark.parametrize("outcome", ["SELECT 1", "ERROR 55P03", "ERROR 23505"])
def test_other_outcomes_are_none(outcome: str) -> None:
    assert breaches(outcome) == []


def test_an_answer_that_a_fault_has_made_up_is_none() -> None:
    assert breaches("ERROR 40P01", has_faults=True) == []
