"""An event that is not stored in the transaction of its change is found, and named with its operation."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from environment.evidence.recording.exchange import Exchange
from environment.evidence.recording.statements import Statement
from environment.evidence.traffic.breach import ScenarioTraffic
from environment.evidence.traffic.events_with_changes import (
    events_are_stored_with_their_changes,
    tables_with_events,
)
from environment.evidence.traffic.transactions import changes_of, committed_transactions

EDGE = "orders -> postgres"
PAID = "UPDATE orders SET state = $1 WHERE checkout_id = $2"
EVENT = "INSERT INTO outbox (message_id) VALUES ($1) ON CONFLICT DO NOTHING"


def said(*texts: str, connection: int = 1, ended: str = "COMMIT") -> list[Statement]:
    """The statements of one transaction on a connection; `ended` is the tag of its last one."""
    tags = {"BEGIN": "BEGIN", "COMMIT": ended, "ROLLBACK": "ROLLBACK"}
    return [
        Statement(0, EDGE, connection, 10.0, 10.1, text, tags.get(text, "UPDATE 1"), has_faults=False)
        for text in texts
    ]


def breaches(*statements: Statement, exchanges: tuple[Exchange, ...] = ()) -> list[str]:
    return [
        str(each)
        for each in events_are_stored_with_their_changes(ScenarioTraffic(exchanges, statements=statements))
    ]


def notice() -> Exchange:
    summary = "POST /checkouts/00000000-0000-4000-8000-000000000001/order/payment"
    return Exchange(
        1, "checkout -> orders", "http", 1, 9.9, 10.2, None, summary, (), "200", 1, None, None, None
    )


def test_a_change_and_its_event_in_one_transaction_are_right() -> None:
    assert breaches(*said("BEGIN", PAID, EVENT, "COMMIT")) == []


def test_an_event_in_another_transaction_is_named_with_its_change_and_operation() -> None:
    apart = [*said("BEGIN", PAID, "COMMIT"), *said("BEGIN", EVENT, "COMMIT")]
    assert breaches(*apart, exchanges=(notice(),)) == [
        "orders -> postgres: orders changed orders and stored the event about it in another transaction, "
        "at the payment notice from checkout"
    ]


def test_an_event_outside_of_any_transaction_is_a_transaction_of_its_own() -> None:
    assert breaches(*said(EVENT)) == [
        "orders -> postgres: orders stored an event in a transaction without the change that it reports"
    ]


def test_transactions_of_two_connections_are_kept_apart() -> None:
    first, second = said("BEGIN", PAID, EVENT, "COMMIT"), said("BEGIN", EVENT, "COMMIT", connection=2)
    mixed = [first[0], second[0], first[1], second[1], *first[2:], *second[2:]]
    assert len(breaches(*mixed)) == 1


@pytest.mark.parametrize("ended", ["ROLLBACK", "under way", "ERROR 40001"])
def test_a_transaction_that_was_not_committed_counts_for_nothing(ended: str) -> None:
    assert breaches(*said("BEGIN", EVENT, "COMMIT", ended=ended)) == []
    assert breaches(*said("BEGIN", EVENT, "ROLLBACK")) == []


def test_a_second_insert_of_the_same_event_has_no_effect() -> None:
    (statement,) = said(EVENT)
    repeated = Statement(0, EDGE, 1, 10.0, 10.1, statement.text, "INSERT 0 0", has_faults=False)
    assert breaches(repeated) == []


def test_the_tables_that_events_are_about_are_those_of_the_topology() -> None:
    assert {service: tables_with_events(service) for service in ("orders", "payments", "inventory")} == {
        "orders": frozenset({"orders"}),
        "payments": frozenset({"payments", "transfers", "expected_transfers", "repayments"}),
        "inventory": frozenset(),
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (PAID, [("UPDATE", "orders")]),
        ("WITH m AS (INSERT INTO stock_movements (sku) VALUES (1)) UPDATE titles SET sold = 1",
         [("INSERT", "stock_movements"), ("UPDATE", "titles")]),
        ("INSERT INTO titles (sku) VALUES ($1) ON CONFLICT (sku) DO UPDATE SET title = $2",
         [("INSERT", "titles")]),
        ("SELECT 1 FROM orders FOR NO KEY UPDATE OF orders", []),
        ("DELETE FROM quotes WHERE quote_id = $1", [("DELETE", "quotes")]),
    ],
)  # fmt: skip
def test_the_changes_of_a_statement_are_read_from_its_text(text: str, found: list[tuple[str, str]]) -> None:
    assert [(each.verb, each.table) for each in changes_of(text)] == found


def test_a_transaction_has_each_change_once() -> None:
    def transactions() -> Iterator[tuple[str, ...]]:
        for each in committed_transactions(said("BEGIN", PAID, PAID, "SELECT 1", "COMMIT")):
            yield tuple(change.table for change in each.changes)

    assert list(transactions()) == [("orders",)]
