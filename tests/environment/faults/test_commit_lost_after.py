"""Only the COMMIT of the matching transaction is lost; concurrent COMMITs pass."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from environment.faults.errors import InvalidFault
from environment.faults.proxy_client import ProxyClient
from steps.drivers.eventually import eventually
from tests.environment.faults.callees import DATABASE, Add


@pytest.fixture
def tables(database: str, proxy: ProxyClient) -> Iterator[str]:
    with psycopg.connect(database) as connection:
        connection.execute("CREATE TABLE matching (number int)")
        connection.execute("CREATE TABLE other (number int)")
    yield database
    proxy.heal_all()
    with psycopg.connect(database) as connection:
        connection.execute("DROP TABLE matching")
        connection.execute("DROP TABLE other")


def rows(url: str, table: str) -> int:
    with psycopg.connect(url) as connection:
        found = connection.execute(f"SELECT count(*) FROM {table}".encode()).fetchone()
    return int(found[0]) if found else 0


def test_the_commit_of_the_matching_transaction_is_done_and_not_acknowledged(tables: str, add: Add) -> None:
    fault = add("commit lost after", DATABASE, next=1, parameters={"statement": r"INSERT INTO matching\b"})
    with pytest.raises(psycopg.OperationalError), psycopg.connect(tables) as connection:
        connection.execute("INSERT INTO matching VALUES (1)")
    assert fault.fired == 1
    assert rows(tables, "matching") == 1


def test_other_transactions_on_the_same_connection_are_committed(tables: str, add: Add) -> None:
    fault = add("commit lost after", DATABASE, parameters={"statement": "INSERT INTO matching"})
    with psycopg.connect(tables) as connection:
        connection.execute("INSERT INTO matching VALUES (1)")
        connection.rollback()
        connection.execute("INSERT INTO other VALUES (1)")
        connection.commit()
    assert fault.heal() == 0
    assert (rows(tables, "matching"), rows(tables, "other")) == (0, 1)


def test_a_statement_that_is_no_regular_expression_is_refused(add: Add) -> None:
    with pytest.raises(InvalidFault, match="no regular expression"):
        add("commit lost after", DATABASE, parameters={"statement": "("})


@pytest.mark.parametrize(("at", "stored"), [("before", 0), ("after", 1)])
def test_a_commit_is_held_before_its_work_or_after_it(at: str, stored: int, tables: str, add: Add) -> None:
    held = {"statement": r"INSERT INTO matching\b", "at": at}
    fault = add("commit held", DATABASE, next=1, parameters=held)
    with ThreadPoolExecutor(1) as service:
        storing = service.submit(store, tables)
        fault.wait_for(held=1)
        assert rows(tables, "matching") == stored
        fault.heal()
        storing.result()
    assert rows(tables, "matching") == 1


def test_a_commit_whose_acknowledgement_is_late_is_seen_by_others_before(tables: str, add: Add) -> None:
    late = {"statement": r"INSERT INTO matching\b", "at": "after", "seconds": 0.5}
    add("commit held", DATABASE, next=1, parameters=late)
    with ThreadPoolExecutor(1) as service:
        storing = service.submit(store, tables)
        eventually(lambda: rows(tables, "matching"), lambda seen: seen == 1, 5.0, "the row is seen")
        assert not storing.done()
        storing.result(5.0)


def store(url: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("INSERT INTO matching VALUES (1)")
