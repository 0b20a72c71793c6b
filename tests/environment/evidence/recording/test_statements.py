"""SQL statements keep what costs are counted from, and no literal."""

from __future__ import annotations

from environment.evidence.recording.recorder import RawExchange
from environment.evidence.recording.statements import read_statements, statements_as_json


def recorded(number: int, text: str, outcome: str, protocol: str = "postgres") -> RawExchange:
    return RawExchange(
        number, "orders -> postgres", protocol, 3, 10.0, text, None, b"", 10.5, outcome=outcome
    )


def test_a_text_that_is_executed_twice_is_sent_once_and_without_its_literals() -> None:
    text = "SELECT 'Ada' FROM orders WHERE n = $1"
    data = statements_as_json([recorded(1, text, "SELECT 2"), recorded(2, text, "SELECT 1")])
    assert data["texts"] == ["SELECT ? FROM orders WHERE n = $1"]

    statements = list(read_statements(data))
    assert [each.number for each in statements] == [1, 2]
    assert {(each.service, each.connection, each.started, each.ended) for each in statements} == {
        ("orders", 3, 10.0, 10.5)
    }
    assert [each.rows_read for each in statements] == [2, 1]


def test_only_selects_read_rows_and_other_protocols_have_no_statements() -> None:
    outcomes = ["INSERT 0 3", "SELECT 1; SELECT 4", "ERROR 23505", "under way"]
    records = [recorded(n, "x", outcome) for n, outcome in enumerate(outcomes)]
    http = recorded(9, "GET /orders", "200", "http")
    assert [each.rows_read for each in read_statements(statements_as_json([*records, http]))] == [0, 5, 0, 0]
