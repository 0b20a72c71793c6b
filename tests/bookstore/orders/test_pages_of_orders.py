"""Orders in pages of 100: payments reads all that were paid, and no unpaid one is forgotten."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

import pytest
import uvicorn
from fastapi import FastAPI
from sqlalchemy import text

import bookstore.orders
from bookstore.orders import store
from bookstore.orders.clients.bodies import PaymentSummary
from bookstore.orders.errors import OrderNotFound
from bookstore.orders.model import Order
from bookstore.orders.rules.transfers import PaymentDeadlines
from bookstore.orders.service import OrderService
from bookstore.orders.store import MOST_ORDERS_SHOWN
from bookstore.orders.unpaid.overdue import OverdueOrders
from bookstore.payments.reconciliation.order_ledger import OrderLedger
from bookstore.platform import outbox
from bookstore.platform.auth import Customer, ServiceTokens
from bookstore.platform.clock import SystemClock
from bookstore.platform.database import Database
from bookstore.platform.http import ServiceClient
from bookstore.platform.service import schema_beside
from environment.runtime.postgres import PostgresServer
from environment.runtime.run_folder import RunFolder
from tests.bookstore import service_apps
from tests.bookstore.service_apps import SERVICE_TOKENS, app_of

from .ordered_books import NOW, PLACED

_SECOND = timedelta(seconds=1)
_ORDERS = [
    replace(
        PLACED,
        checkout_id=UUID(int=number),
        order_number=f"BK-7Q2M-{number:04d}",
        placed_at=NOW - number * _SECOND,
    )
    for number in range(1, 102)
]
"""101 unpaid orders; the last by id is also the oldest."""


class _TokensOfPayments:
    name = "payments"

    def for_audience(self, audience: str) -> str:
        return SERVICE_TOKENS.token(self.name, audience)


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    with RunFolder() as folder, PostgresServer(folder) as server:
        made = Database(server.create_databases(["orders"])["orders"].url, "orders")
        made.apply_schema(schema_beside(bookstore.orders.__file__), outbox.SCHEMA)
        yield made
        made.close()


@pytest.fixture
def orders(database: Database) -> Iterator[OrderService]:
    with database.transaction() as connection:
        assert all(store.insert(connection, order, "fingerprint") for order in _ORDERS)
    yield OrderService(database, SystemClock())
    with database.transaction() as connection:
        connection.execute(text("TRUNCATE orders CASCADE"))


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """The address of the app, which answers inside the block."""
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="off"))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join()


def test_payments_reads_every_order_that_was_paid_once(
    orders: OrderService, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with database.transaction() as connection:
        for order in _ORDERS:
            assert store.save(connection, order.paid(3520, NOW))
    url = database.engine.url.render_as_string(hide_password=False)
    monkeypatch.setitem(service_apps._SETTINGS, "DATABASE_URL", url)
    with served(app_of("orders", monkeypatch)) as address:
        client = ServiceClient("orders", address, cast(ServiceTokens, _TokensOfPayments()))
        found = list(OrderLedger(client).paid_between(NOW, NOW + _SECOND))
        client.close()
    assert [order.checkout_id for order in found] == [order.checkout_id for order in _ORDERS]


def _not_reminded(checkout_id: UUID, payment: PaymentSummary, asked_at: datetime) -> Order:
    raise AssertionError("nothing is owed on invoice here")


def test_an_unpaid_order_on_the_second_page_is_canceled(orders: OrderService) -> None:
    asked = list[UUID]()

    def payment_of(order: Order) -> Any:
        asked.append(order.checkout_id)

    class Later(SystemClock):
        def now(self) -> Any:
            return NOW + timedelta(days=3)

    OverdueOrders(orders, Later(), payment_of, timedelta(days=3), _not_reminded).run_once()
    assert asked == [order.checkout_id for order in _ORDERS]
    assert orders.overdue(PaymentDeadlines(NOW, NOW), None) == []


def test_the_second_page_of_a_customer_has_the_hundred_and_first_order(orders: OrderService) -> None:
    first, more = orders.latest(Customer("ada"), MOST_ORDERS_SHOWN)
    second, end = orders.latest(Customer("ada"), MOST_ORDERS_SHOWN, first[-1].order_number)
    assert [order.order_number for order in (*first, *second)] == [order.order_number for order in _ORDERS]
    assert (len(first), more, end) == (100, True, False)


def test_orders_of_one_moment_are_on_one_page_each(orders: OrderService, database: Database) -> None:
    with database.transaction() as connection:
        connection.execute(text("UPDATE orders SET placed_at = :now"), {"now": NOW})
    seen, after, more = list[str](), None, True
    while more:
        page, more = orders.latest(Customer("ada"), 7, after)
        seen += [order.order_number for order in page]
        after = seen[-1]
    assert sorted(seen) == sorted(order.order_number for order in _ORDERS)


def test_no_page_follows_the_order_of_another_customer(orders: OrderService) -> None:
    with pytest.raises(OrderNotFound):
        orders.latest(Customer("zoe"), MOST_ORDERS_SHOWN, _ORDERS[0].order_number)
