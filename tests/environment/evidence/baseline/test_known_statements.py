"""A statement in other words is told from one more statement, by the statements of all green runs."""

from __future__ import annotations

import pytest

from environment.evidence.baseline.cost_check import CostComparison
from environment.evidence.baseline.known_statements import (
    KnownStatements,
    read_statements,
    statements_of,
    written_statements,
)
from environment.evidence.baseline.scenario_baseline import ScenarioRun, merged
from environment.evidence.baseline.sql_cost import SqlCost
from environment.evidence.baseline.text_format import UnreadableBaseline
from environment.evidence.baseline.variation import Variation

NEXT = ("orders", "SELECT min(due_at) FROM outbox WHERE sent_at IS NULL")
REWORDED = ("orders", "SELECT min(due_at) FROM outbox WHERE sent_at IS NULL AND attempts < $1")
OF_ANOTHER_TABLE = ("orders", "SELECT min(due_at) FROM orders WHERE sent_at IS NULL AND attempts < $1")
LINES = ("orders", "SELECT * FROM order_lines WHERE checkout_id = $1")
KNOWN = KnownStatements(frozenset({NEXT, LINES}), frozenset({LINES}))
VARIES = Variation(statements=frozenset({NEXT}))


def ran(*texts: tuple[str, str], lines: int = 2) -> ScenarioRun:
    return ScenarioRun([], {LINES: SqlCost(lines, lines), **{key: SqlCost(3, 3) for key in texts}})


def found(run: ScenarioRun, known: KnownStatements = KNOWN) -> list[str]:
    usual = merged([ScenarioRun([], VARIES.counted(ran(NEXT).sql or {}, known))])
    return [str(each) for each in CostComparison(run, usual, VARIES, known).surplus()]


def test_a_statement_that_varies_does_so_in_other_words_too() -> None:
    assert found(ran(NEXT)) == found(ran(REWORDED)) == []
    assert len(found(ran(REWORDED), KnownStatements())) == 1, "without a baseline of statements none is new"


@pytest.mark.parametrize("new", [[REWORDED, NEXT], [OF_ANOTHER_TABLE], [("cart", REWORDED[1])]])
def test_one_more_statement_is_no_other_wording(new: list[tuple[str, str]]) -> None:
    [sentence] = found(ran(*new))
    assert f"new is 3x {new[0][1]}" in sentence


def test_without_a_new_statement_the_most_frequent_one_is_named() -> None:
    [sentence] = found(ran(NEXT, lines=4))
    assert f"orders ran 4 SQL statements, in the baseline 2; most often 4x {LINES[1]}" in sentence


def test_a_statement_is_a_look_where_it_was_one_in_many_scenarios() -> None:
    looked = ScenarioRun([], {LINES: SqlCost(1, is_looked=True), NEXT: SqlCost(1)})
    assert statements_of([[looked]] * 10) == KNOWN
    assert statements_of([[looked]] * 9) == KnownStatements(KNOWN.texts)
    assert statements_of([[ScenarioRun([])]]) == KnownStatements()


def test_what_is_written_is_read_again() -> None:
    assert read_statements(written_statements(KNOWN)) == KNOWN
    assert read_statements("") == KnownStatements()
    with pytest.raises(UnreadableBaseline, match="no service and its statement: '<<<<<<< x'"):
        read_statements("<<<<<<< x")
