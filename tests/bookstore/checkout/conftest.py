"""A database of checkouts, and the bench over it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import text

import bookstore.checkout
from bookstore.checkout.model import CheckoutDeadlines
from bookstore.checkout.ownership import Ownership
from bookstore.checkout.saga_runner import SagaRunner
from bookstore.platform.service import schema_beside
from environment.runtime.postgres import PostgresServer
from environment.runtime.run_folder import RunFolder
from tests.bookstore.checkout.bench import Bench, LossyDatabase, ScriptedSteps, StoppedClock


@pytest.fixture(scope="session")
def database() -> Iterator[LossyDatabase]:
    with RunFolder() as folder, PostgresServer(folder) as server:
        made = LossyDatabase(server.create_databases(["checkout"])["checkout"].url, "checkout")
        made.apply_schema(schema_beside(bookstore.checkout.__file__))
        yield made
        made.close()


@pytest.fixture
def bench(database: LossyDatabase) -> Iterator[Bench]:
    steps, ownership = ScriptedSteps(), Ownership(database)
    ownership.renew()
    saga_runner = SagaRunner(database, StoppedClock(), steps, CheckoutDeadlines(), ownership)
    yield Bench(database, steps, saga_runner)
    saga_runner.stop()
    with database.transaction() as connection:
        connection.execute(text("DELETE FROM checkouts"))
