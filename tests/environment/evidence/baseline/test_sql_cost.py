"""The SQL of calls is counted, that of background loops and of repeated reads is not."""

from __future__ import annotations

from environment.evidence.baseline.sql_cost import SqlCost, by_service, sql_costs
from environment.evidence.recording.statements import Statement
from tests.environment.evidence.recording.sample_exchanges import T0, exchange

WRITE = exchange(1, "checkout -> orders", "PUT /checkouts/x/order", at=10, took=20)


def statement(at: float, text: str, outcome: str = "SELECT 2", connection: int = 1) -> Statement:
    started = T0 + at / 1000
    return Statement(0, "orders -> postgres", connection, started, started, text, outcome, has_faults=False)


def test_the_statements_of_a_call_are_counted_without_what_a_cold_pool_needs() -> None:
    cold = [statement(11, "CONNECT orders"), statement(12, "BEGIN", "BEGIN"), statement(12, "SHOW x")]
    ran = [
        *cold,
        statement(13, "SELECT a"),
        statement(14, "INSERT INTO b", "INSERT 0 1"),
        statement(29, "COMMIT"),
    ]
    assert by_service(sql_costs([WRITE], ran)) == {"orders": SqlCost(2, 2, 1)}


def test_what_the_first_connection_of_a_process_asks_is_not_counted() -> None:
    asked = [
        "select pg_catalog.version()",
        "select current_schema()",
        "SELECT typname AS name, oid FROM pg_type t WHERE t.oid = to_regtype($1)",
    ]
    ran = [*(statement(11, text) for text in asked), statement(13, "SELECT a")]
    assert sql_costs([WRITE], ran) == {("orders", "SELECT a"): SqlCost(1, 2)}


def test_work_in_the_background_is_counted_and_the_claim_of_it_is_not() -> None:
    claim = [
        statement(11, "BEGIN"),
        statement(12, "SELECT c FOR UPDATE SKIP LOCKED"),
        statement(13, "UPDATE c"),
        statement(14, "COMMIT"),
    ]
    later = [statement(60, "BEGIN"), statement(61, "INSERT INTO d", "INSERT 0 1"), statement(62, "COMMIT")]
    assert sql_costs([WRITE], [*claim, *later]) == {("orders", "INSERT INTO d"): SqlCost(1, 0, 1)}


def test_a_change_is_committed_once_for_each_transaction_that_writes() -> None:
    begin, commit, undone = statement(11, "BEGIN"), statement(19, "COMMIT"), statement(19, "ROLLBACK")
    lines, carts = (
        statement(12, "INSERT INTO a", "INSERT 0 1"),
        statement(13, "WITH x AS (UPDATE b SET c = 1) SELECT 1"),
    )
    look = statement(14, "SELECT c FOR UPDATE")
    together = sql_costs([WRITE], [begin, look, lines, carts, commit])
    apart = sql_costs([WRITE], [begin, lines, commit, begin, carts, commit, begin, look, commit])
    assert by_service(together)["orders"].commits == 1
    assert by_service(apart)["orders"].commits == 2
    assert by_service(sql_costs([WRITE], [begin, lines, undone]))["orders"].commits == 0
    assert by_service(sql_costs([WRITE], [lines]))["orders"].commits == 1, "alone it commits by itself"


def test_what_is_written_during_a_read_of_a_person_does_not_belong_to_it() -> None:
    looks = [
        exchange(n, "customer -> orders", "GET /orders", at=40 * n, took=30, trace="bcd"[n]) for n in (1, 2)
    ]
    ran = [
        each
        for at in (45, 85)
        for each in (statement(at, "BEGIN"), statement(at, "UPDATE a", "UPDATE 1"), statement(at, "COMMIT"))
    ]
    assert sql_costs(looks, ran) == {("orders", "UPDATE a"): SqlCost(2, 0, 2)}


def test_of_repeated_reads_of_people_the_most_expensive_one_is_counted() -> None:
    looks = [
        exchange(n, "customer -> orders", "GET /orders", at=40 + 10 * n, trace="bcd"[n]) for n in range(3)
    ]
    ran = [
        statement(12, "BEGIN"),
        statement(13, "SELECT a"),
        statement(14, "COMMIT"),
        statement(41, "SELECT a", "SELECT 0"),
        statement(51, "SELECT a", "SELECT 3"),
        statement(52, "SELECT a", "SELECT 1"),
        statement(61, "SELECT a", "SELECT 5"),
    ]
    assert sql_costs([WRITE, *looks], ran) == {("orders", "SELECT a"): SqlCost(3, 7)}


def test_what_runs_only_while_a_person_reads_belongs_to_the_reads_beside_other_calls_too() -> None:
    looks = [
        exchange(n, "customer -> orders", "GET /orders", at=40 * n, took=30, trace="bcd"[n]) for n in (1, 2)
    ]
    notices = [exchange(n + 2, "payments -> orders", "POST /events", at=40 * n, took=30) for n in (1, 2)]
    ran = [statement(45, "SELECT a"), statement(85, "SELECT a")]
    assert sql_costs([*looks, *notices], ran) == {("orders", "SELECT a"): SqlCost(1, 2)}
    with_a_read = [statement(15, "SELECT a"), *ran]
    traffic = [WRITE, *looks, *notices]
    assert sql_costs(traffic, with_a_read) == {("orders", "SELECT a"): SqlCost(3, 6)}
    known = {("orders", "SELECT a")}
    assert sql_costs(traffic, with_a_read, known) == {("orders", "SELECT a"): SqlCost(2, 4)}, (
        "one of the looks, as where they are alone in other scenarios, and the read of the service"
    )
