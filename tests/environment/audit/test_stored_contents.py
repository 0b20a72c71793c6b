"""A refusal that writes anything is seen: the digests are of all tables, and a new table is among them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text

from bookstore.platform.outbox import SCHEMA
from environment.audit.facts.database_probe import DatabaseProbe
from environment.runtime.postgres import PostgresServer
from environment.runtime.run_folder import RunFolder

SERVICES = ("cart", "payments")
CART = (
    "INSERT INTO carts (cart_id, token_hash, currency, state, version, created_at, changed_at) "
    "VALUES ('6f2c1f6a-3b1e-4a57-9a7e-0d7a2f4f9c11', 'hash', 'USD', 'open', 1, now(), now())"
)
MESSAGE = (
    "INSERT INTO outbox (message_id, destination, payload, traceparent, baggage, created_at, "
    "next_attempt_at) VALUES (gen_random_uuid(), 'orders, refunds', '{}', 't', 'b', now(), now())"
)
PAYMENT = (
    "INSERT INTO payments (checkout_id, fingerprint, method, state, currency, amount, traceparent, "
    "baggage, created_at, changed_at) VALUES ('6f2c1f6a-3b1e-4a57-9a7e-0d7a2f4f9c11', 'f', 'card', "
    "'authorized', 'USD', 950, 't', 'b', now(), now())"
)


@pytest.fixture(scope="module")
def engines() -> Iterator[dict[str, Engine]]:
    with RunFolder() as folder, PostgresServer(folder) as server:
        made = server.create_databases(SERVICES)
        found = {
            service: create_engine(database.url, isolation_level="AUTOCOMMIT")
            for service, database in made.items()
        }
        for service, engine in found.items():
            with engine.connect() as connection:
                for schema in sorted(Path("bookstore", service).rglob("schema.sql")):
                    connection.exec_driver_sql(schema.read_text("utf-8"))
        with found["payments"].connect() as connection:
            connection.exec_driver_sql(SCHEMA.read_text("utf-8"))
        yield found
        for engine in found.values():
            engine.dispose()


@pytest.fixture
def probe(engines: dict[str, Engine]) -> Iterator[DatabaseProbe]:
    made = DatabaseProbe(
        {name: engine.url.render_as_string(hide_password=False) for name, engine in engines.items()}
    )
    yield made
    for service in SERVICES:
        made.empty(service)
    made.close()


def changed_by(probe: DatabaseProbe, engines: dict[str, Engine], service: str, statement: str) -> list[str]:
    before = probe.contents()
    with engines[service].connect() as connection:
        connection.execute(text(statement))
    after = probe.contents()
    return [table for table in after if after[table] != before[table]]


def test_every_table_is_compared(probe: DatabaseProbe) -> None:
    assert {"cart: carts", "cart: cart_lines", "cart: additions"} <= probe.contents().keys()
    assert {"payments: events", "payments: findings", "payments: reconciliations"} <= probe.contents().keys()


def test_a_row_beside_the_object_is_a_change(probe: DatabaseProbe, engines: dict[str, Engine]) -> None:
    assert changed_by(probe, engines, "cart", CART) == ["cart: carts"]
    addition = "INSERT INTO additions SELECT cart_id, 'key', '9780000000002', 1 FROM carts"
    assert changed_by(probe, engines, "cart", addition) == ["cart: additions"]


def test_what_payments_changes_by_itself_is_no_change(
    probe: DatabaseProbe, engines: dict[str, Engine]
) -> None:
    assert changed_by(probe, engines, "payments", PAYMENT) == ["payments: payments"]
    assert (
        changed_by(probe, engines, "payments", "UPDATE payments SET attempts = 2, changed_at = now()") == []
    )
    assert changed_by(probe, engines, "payments", "UPDATE payments SET flag = 'f'") == ["payments: payments"]


def test_the_arrow_of_what_waits_to_be_sent_is_told(probe: DatabaseProbe, engines: dict[str, Engine]) -> None:
    assert probe.unsent_on() == ""
    with engines["payments"].connect() as connection:
        connection.execute(text(MESSAGE))
    assert probe.unsent_on() == "payments -> orders"
