"""A list whose objects are read one by one is found, and a list that is read at once is right."""

from __future__ import annotations

import json
from itertools import count

import pytest

from environment.evidence.recording.exchange import Exchange, RecordedMessage
from environment.evidence.recording.statements import Statement
from environment.evidence.traffic.breach import ScenarioTraffic
from environment.evidence.traffic.reads_of_lists import lists_are_read_at_once

LINES = "SELECT * FROM order_lines WHERE checkout_id = ANY($1) ORDER BY position"
CLAIM = "SELECT * FROM outbox LIMIT 1 FOR UPDATE SKIP LOCKED"
BEGIN = "BEGIN"
LOCK, UNLOCK = "SELECT pg_try_advisory_lock($1)", "SELECT pg_advisory_unlock($1)"
UPDATE = "UPDATE orders SET state = $1"
TWICE = (
    "orders -> postgres: orders read the 2 objects of a list one by one, at the list from customer: " + LINES
)
LIST, PLACE = "GET /orders", "PUT /checkouts/00000000-0000-4000-8000-000000000001/order"
numbers = count(1)


def message(content: object) -> RecordedMessage:
    return RecordedMessage("HTTP/1.1 200 OK", (), json.dumps(content), 0)


def asked(
    summary: str = LIST,
    objects: int = 2,
    started: float = 10.0,
    caller: str = "customer",
    content: object = None,
) -> Exchange:
    found = message(content or {"orders": [{"order_number": str(number)} for number in range(objects)]})
    ended, edge = started + 1.0, f"{caller} -> orders"
    return Exchange(
        next(numbers), edge, "http", 1, started, ended, None, summary, (), "200", 1, None, found, found
    )


def run(text: str, times: int, connection: int = 1, started: float = 10.1) -> list[Statement]:
    return [
        Statement(0, "orders -> postgres", connection, started, started + 0.1, text, "SELECT 1", False)
        for _ in range(times)
    ]


def breaches(statements: list[Statement], *exchanges: Exchange) -> list[str]:
    return [*map(str, lists_are_read_at_once(ScenarioTraffic(exchanges, statements=statements)))]


def test_a_list_that_is_read_at_once_is_right() -> None:
    assert breaches(run(LINES, 1), asked()) == []


def test_a_list_that_is_read_object_by_object_is_named_with_the_statement() -> None:
    assert breaches(run(LINES, 2), asked()) == [TWICE]


@pytest.mark.parametrize("objects", [0, 1, 3])
def test_only_as_many_reads_as_objects_are_a_read_of_each(objects: int) -> None:
    assert breaches(run(LINES, 2), asked(objects=objects)) == []


def test_what_changes_something_may_read_it_before_and_after() -> None:
    assert breaches(run(LINES, 2), asked(PLACE, 2, caller="checkout")) == []
    assert len(breaches(run(LINES, 3), asked(PLACE, 3, caller="checkout"))) == 1


def test_a_list_of_numbers_is_no_list_of_objects() -> None:
    assert breaches(run(LINES, 2), asked(content={"sizes": [1, 2]})) == []


@pytest.mark.parametrize("text", [CLAIM, UPDATE])
def test_only_reads_for_the_request_count(text: str) -> None:
    assert breaches(run(text, 2), asked()) == []


def test_reads_at_another_time_or_on_two_connections_are_for_something_else() -> None:
    assert breaches(run(LINES, 2, started=12.0), asked()) == []
    assert breaches([*run(LINES, 1), *run(LINES, 1, connection=2)], asked()) == []


def test_background_work_on_the_same_connection_has_a_transaction_of_its_own() -> None:
    request, background = [*run(BEGIN, 1), *run(LINES, 1)], [*run(BEGIN, 1), *run(LINES, 1)]
    assert breaches([*request, *background], asked()) == []
    assert breaches([*run(BEGIN, 1), *run(LINES, 2)], asked()) == [TWICE]


def test_background_work_under_a_lock_is_apart_as_well() -> None:
    swept = [each for text in (LOCK, LINES, UNLOCK) for each in run(text, 1)]
    assert breaches([*swept, *swept], asked()) == []
    assert breaches([*swept, *run(LINES, 1)], asked()) == []
    assert breaches([*swept, *run(LINES, 2)], asked()) == [TWICE]


def test_a_timer_and_a_request_that_read_in_no_transaction_each_begin_with_a_read_of_their_own() -> None:
    overdue, order = (
        run("SELECT * FROM orders WHERE due < $1", 1),
        run("SELECT * FROM orders WHERE id = $1", 1),
    )
    assert breaches([*overdue, *run(LINES, 1), *order, *run(LINES, 1)], asked()) == []
    assert breaches([*order, *run(LINES, 2)], asked()) == [TWICE]
    each = [*run("SELECT * FROM refunds WHERE id = $1", 1), *run(LINES, 1)]
    assert TWICE in breaches([*order, *each, *each], asked())


def test_each_object_in_a_transaction_of_its_own_is_read_one_by_one() -> None:
    apart = [each for _ in range(3) for each in (*run(BEGIN, 1), *run(LINES, 1))]
    assert len(breaches(apart, asked(objects=3))) == 1


def test_what_a_service_reads_unasked_is_background_work() -> None:
    swept = [each for _ in range(3) for each in (*run(BEGIN, 1), *run(LINES, 1))]
    assert breaches([*run(LINES, 1, started=15.0), *swept], asked(objects=3)) == []


def test_a_read_without_a_parameter_is_of_no_object() -> None:
    timer = "SELECT min(expires_at) FROM reservations WHERE state = ?"
    assert breaches(run(timer, 3), asked(objects=3)) == []


def test_messages_are_sent_in_the_background() -> None:
    assert breaches(run("SELECT sent_at IS NOT NULL FROM outbox WHERE message_id = $1", 3), asked()) == []


def test_two_requests_at_once_are_not_told_apart() -> None:
    assert breaches(run(LINES, 2), asked(), asked(started=10.5)) == []
