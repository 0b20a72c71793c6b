"""Every PostgreSQL kind fires: what the caller sees, and what is in the table afterwards."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

import psycopg
import pytest

from environment.faults.proxy_client import ProxyClient
from tests.environment.faults.callees import DATABASE, Add

INSERT = "INSERT INTO payments VALUES (%s)"


@dataclass
class Payments:
    """A table, by way of the edge."""

    url: str

    def connect(self) -> psycopg.Connection[tuple[int, ...]]:
        return psycopg.connect(self.url)

    def insert(self, number: int) -> None:
        with self.connect() as connection:
            connection.execute(INSERT, (number,))

    @property
    def numbers(self) -> list[int]:
        with self.connect() as connection:
            return [row[0] for row in connection.execute("SELECT number FROM payments ORDER BY number")]


@pytest.fixture
def payments(database: str, proxy: ProxyClient) -> Iterator[Payments]:
    table = Payments(database)
    with table.connect() as connection:
        connection.execute("CREATE TABLE payments (number int)")
    yield table
    proxy.heal_all()
    with table.connect() as connection:
        connection.execute("DROP TABLE payments")


@pytest.mark.parametrize(
    ("kind", "given", "rows"),
    [
        ("cut at statement", {"parameters": {"statement": "insert into payments"}}, []),
        ("commit lost", {}, [1]),
        ("reset before", {"matching": "^COMMIT$"}, []),
        ("answer lost", {"matching": "INSERT", "parameters": {"how": "reset"}}, []),
        ("answer lost", {"matching": "COMMIT", "parameters": {"how": "closed"}}, [1]),
    ],
)
def test_the_connection_breaks_at_the_statement(
    kind: str, given: dict[str, object], rows: list[int], payments: Payments, add: Add
) -> None:
    fault = add(kind, DATABASE, **given)
    with pytest.raises(psycopg.OperationalError):
        payments.insert(1)
    assert fault.heal() == 1
    assert payments.numbers == rows


@pytest.mark.parametrize(("kind", "text"), [("refused", "refused"), ("connect timeout", "timeout")])
def test_no_connection_comes_about(kind: str, text: str, payments: Payments, add: Add) -> None:
    with closing(payments.connect()) as open_before:
        fault = add(kind, DATABASE)
        with pytest.raises(psycopg.OperationalError):
            open_before.execute("SELECT 1")
    with pytest.raises(psycopg.OperationalError, match=text):
        psycopg.connect(payments.url, connect_timeout=2)
    assert fault.heal() >= 1
    assert payments.numbers == []


def test_a_live_connection_is_cut(payments: Payments, add: Add) -> None:
    with closing(payments.connect()) as connection:
        assert add("connection cut", DATABASE).heal() >= 1
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT 1")
    assert payments.numbers == []


def test_a_slow_statement_still_does_its_work(payments: Payments, add: Add) -> None:
    fault = add("slow before", DATABASE, matching="INSERT", parameters={"seconds": 0.05})
    payments.insert(1)
    assert fault.heal() == 1
    assert payments.numbers == [1]


def test_a_statement_can_go_without_an_answer(payments: Payments, add: Add) -> None:
    fault = add("no answer", DATABASE, matching="INSERT")
    failed: list[type[Exception]] = []

    def insert() -> None:
        try:
            payments.insert(1)
        except psycopg.OperationalError as error:
            failed.append(type(error))

    thread = threading.Thread(target=insert)
    thread.start()
    fault.wait_for(fired=1)
    assert failed == []
    fault.heal()
    thread.join()
    assert len(failed) == 1
    assert payments.numbers == []


def test_a_prepared_statement_is_known_by_its_text_when_it_is_executed(
    payments: Payments, add: Add, proxy: ProxyClient
) -> None:
    fault = add("cut at statement", DATABASE, nth=3, parameters={"statement": "INSERT"})
    with pytest.raises(psycopg.OperationalError), payments.connect() as connection:  # noqa: PT012
        connection.prepare_threshold = 0
        for number in range(5):
            connection.execute(INSERT, (number,))
    assert fault.fired == 1
    asked = [each for each in proxy.passed(DATABASE) if "INSERT" in each]
    assert asked == [
        "INSERT INTO payments VALUES ($1) -> INSERT 0 1",
        "INSERT INTO payments VALUES ($1) -> INSERT 0 1",
        "INSERT INTO payments VALUES ($1) -> cut before the statement left",
    ]


def test_the_statements_of_a_transaction_are_listed_by_connection(
    payments: Payments, proxy: ProxyClient
) -> None:
    before = proxy.last()
    payments.insert(7)
    assert payments.numbers == [7]

    writing, reading = proxy.statements(before)[1:4], proxy.statements(before)[5:]
    assert [each.text for each in writing] == ["BEGIN", "INSERT INTO payments VALUES ($1)", "COMMIT"]
    assert {each.connection for each in writing} != {each.connection for each in reading}
    assert [each.rows_read for each in reading] == [0, 1, 0]
    assert {(each.service, each.has_faults) for each in reading} == {("checkout", False)}


def test_copy_and_pipelines_pass_as_without_the_proxy(payments: Payments) -> None:
    with payments.connect() as connection:
        with connection.cursor().copy("COPY payments FROM STDIN") as copy:
            for number in range(3):
                copy.write_row((number,))
        with connection.pipeline():
            for number in range(3, 6):
                connection.execute(INSERT, (number,))
    with payments.connect() as connection, connection.cursor().copy("COPY payments TO STDOUT") as out:
        assert len(list(out.rows())) == 6
    with payments.connect() as connection, pytest.raises(psycopg.errors.DivisionByZero):
        connection.execute("SELECT 1/0")
    assert payments.numbers == list(range(6))


def test_commits_wait_at_a_barrier_and_go_in_the_order_the_test_wants(payments: Payments, add: Add) -> None:
    fault = add("barrier", DATABASE, matching="^COMMIT$")
    done: list[int] = []

    def insert(number: int) -> None:
        payments.insert(number)
        done.append(number)

    first = threading.Thread(target=insert, args=(1,))
    first.start()
    fault.wait_for(held=1)
    second = threading.Thread(target=insert, args=(2,))
    second.start()
    fault.wait_for(held=2)
    fault.release(1)
    second.join()
    assert done == [2]
    fault.release()
    first.join()
    assert done == [2, 1]
