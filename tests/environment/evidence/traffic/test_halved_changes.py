"""A request whose changes come in two transactions is found; a second one with a reason is right."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from itertools import count

import pytest

from environment.evidence.recording.exchange import Exchange
from environment.evidence.recording.statements import Statement
from environment.evidence.traffic.breach import ScenarioTraffic
from environment.evidence.traffic.halved_changes import changes_are_committed_at_once

ID = "00000000-0000-4000-8000-000000000001"
NEW_EVENT = "INSERT INTO events (event_id) VALUES ($1) ON CONFLICT DO NOTHING"
APPLIED = "UPDATE events SET applied_at = $1 WHERE event_id = $2"
FLAGGED = "UPDATE payments SET flag = $1 WHERE checkout_id = $2"
MESSAGE = "INSERT INTO outbox (message_id) VALUES ($1)"
LOOK = "SELECT 1 FROM payments WHERE checkout_id = $1"
HALVED = (
    "payments -> postgres: payments committed events, and only then payments, at the webhook from gateway: "
    "a crash between the two leaves half of it"
)
numbers, times = count(1), count(10)


def call(edge: str, summary: str, started: float, ended: float) -> Exchange:
    return Exchange(
        next(numbers), edge, "http", 1, started, ended, None, summary, (), "200", 1, None, None, None
    )


def webhook(started: float = 0.0, ended: float = 1e6) -> Exchange:
    return call("gateway -> payments", "POST /webhooks/stripe", started, ended)


def committed(*texts: str, connection: int = 1) -> list[Statement]:
    return [at(float(next(times)), text, connection) for text in ("BEGIN", *texts, "COMMIT")]


def at(time: float, text: str, connection: int = 1) -> Statement:
    tag = text if text in ("BEGIN", "COMMIT") else "UPDATE 1"
    return Statement(0, "payments -> postgres", connection, time, time + 0.1, text, tag, has_faults=False)


def breaches(statements: list[Statement], *exchanges: Exchange) -> list[str]:
    traffic = ScenarioTraffic(exchanges, statements=statements)
    return [*map(str, changes_are_committed_at_once(traffic))]


def halves() -> list[Statement]:
    return [*committed(NEW_EVENT), *committed(FLAGGED, MESSAGE, APPLIED)]


def test_what_one_request_changes_in_one_transaction_is_right() -> None:
    assert breaches(committed(NEW_EVENT, FLAGGED, MESSAGE, APPLIED), webhook()) == []


def test_a_request_whose_changes_come_in_two_transactions_is_named_with_both() -> None:
    assert breaches(halves(), webhook()) == [HALVED]


def test_the_second_transaction_may_follow_an_answer_from_outside() -> None:
    first, second = committed(NEW_EVENT), committed(FLAGGED, APPLIED)
    asked = call("payments -> gateway", f"GET /v1/payment_intents/{ID}", first[-1].started, 1e6)
    assert breaches([*first, *second], webhook(), asked) == []


def test_two_transactions_of_two_requests_are_told_apart() -> None:
    beside = call("orders -> payments", f"POST /payments/{ID}/return", 5.0, 1e6)
    assert breaches(halves(), webhook(), beside) == []


@pytest.mark.parametrize(
    ("ms", "path", "is_found"),
    [(50, "/payments/x/return", False), (50, "/webhooks/stripe", True), (1, "/x", True)],
)
def test_a_request_that_was_not_recorded_is_known_from_the_log(ms: int, path: str, is_found: bool) -> None:
    ran = [*committed(NEW_EVENT), *committed(FLAGGED)]
    ended = datetime.fromtimestamp((ran[-1].ended or 0) + 0.01, UTC).isoformat()
    line = {"time": ended, "event": "request", "method": "POST", "path": path, "ms": ms}
    traffic = ScenarioTraffic([webhook()], {"payments": [json.dumps(line)]}, statements=ran)
    assert bool([*changes_are_committed_at_once(traffic)]) is is_found


def test_a_look_at_the_same_time_changes_nothing() -> None:
    assert breaches(halves(), webhook(), call("staff -> payments", f"GET /payments/{ID}", 5.0, 1e6)) == [
        HALVED
    ]


def test_two_transactions_without_a_request_are_the_work_of_the_background() -> None:
    assert breaches(halves()) == []


def test_a_second_transaction_on_another_connection_may_be_of_the_background() -> None:
    first = committed(NEW_EVENT)
    assert breaches([*first, *committed(FLAGGED, connection=2)], webhook()) == []


@pytest.mark.parametrize("between", ["SELECT pg_advisory_unlock($1)", LOOK])
def test_a_connection_that_was_used_in_between_may_have_been_of_the_background(between: str) -> None:
    first = committed(NEW_EVENT)
    statement = at(float(next(times)), between)
    assert breaches([*first, statement, *committed(FLAGGED)], webhook()) == []


def test_a_background_loop_that_claims_its_work_is_no_half() -> None:
    claimed = "SELECT * FROM payments LIMIT 1 FOR UPDATE SKIP LOCKED"
    assert breaches([*committed(claimed, FLAGGED), *committed(NEW_EVENT)], webhook()) == []


def test_the_whole_work_after_a_part_of_other_work_is_no_half() -> None:
    assert breaches([*committed(FLAGGED), *committed(NEW_EVENT, FLAGGED, APPLIED)], webhook()) == []


def test_what_stores_an_answer_that_came_before_the_request_is_of_the_background() -> None:
    asked = call("payments -> gateway", f"GET /v1/payment_intents/{ID}", 1.0, float(next(times)))
    began = float(next(times))
    statements = [*committed(FLAGGED), *committed(NEW_EVENT)]
    assert breaches(statements, asked, webhook(began)) == []


def test_an_answer_that_was_stored_before_the_request_excuses_no_halves() -> None:
    asked = call("payments -> gateway", f"GET /v1/payment_intents/{ID}", 1.0, float(next(times)))
    stored, began = committed(FLAGGED, connection=2), float(next(times))
    assert breaches([*stored, *halves()], asked, webhook(began)) == [HALVED]
