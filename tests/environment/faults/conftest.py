"""One proxy for all tests; callees, callers and faults anew for each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from environment.faults.edges import Edge
from environment.faults.launch import launched
from environment.faults.line import FaultHandle, FaultLine
from environment.runtime.postgres import PostgresServer
from environment.runtime.run_folder import RunFolder
from environment.topology import Protocol
from tests.environment.faults.callees import (
    DATABASE,
    MAIL,
    PAYMENTS,
    Add,
    Caller,
    HttpCallee,
    Mailbox,
    http_callee,
    mail_server,
    spec,
)


@pytest.fixture(scope="session")
def _proxy() -> Iterator[FaultLine]:
    with launched() as line:
        yield line


@pytest.fixture
def line(_proxy: FaultLine) -> Iterator[FaultLine]:
    yield _proxy
    _proxy.heal_all()
    assert _proxy.failures() == []
    _proxy.forget()


@pytest.fixture(scope="session")
def _callee(_proxy: FaultLine) -> Iterator[HttpCallee]:
    with http_callee() as callee:
        _proxy.start([Edge(PAYMENTS, Protocol.HTTP, callee.port)])
        yield callee


@pytest.fixture
def payments(_callee: HttpCallee, line: FaultLine) -> HttpCallee:
    """The callee behind the edge `checkout -> payments`."""
    _callee.seen.clear()
    _callee.bodies.clear()
    _callee.seconds = 0.0
    return _callee


@pytest.fixture
def checkout(payments: HttpCallee, line: FaultLine) -> Iterator[Caller]:
    """The caller in front of it, with one connection open."""
    caller = Caller(f"http://127.0.0.1:{line.ports[PAYMENTS]}")
    caller.call("GET", "/health")
    payments.seen.clear()
    payments.bodies.clear()
    yield caller
    caller.close()


@pytest.fixture
def add(line: FaultLine) -> Add:
    """Put a fault named "it" on `checkout -> payments`; everything of the spec may be given."""

    def added(kind: str, edge: str = PAYMENTS, name: str = "it", **given: Any) -> FaultHandle:
        return line.add(spec(name, edge, kind, **given))

    return added


@pytest.fixture(scope="session")
def _mail(_proxy: FaultLine) -> Iterator[Mailbox]:
    with mail_server() as (port, mailbox):
        _proxy.start([Edge(MAIL, Protocol.SMTP, port)])
        yield mailbox


@pytest.fixture
def mailbox(_mail: Mailbox, line: FaultLine) -> Mailbox:
    """The mails that arrived behind the edge `notifications -> mail`."""
    _mail.mails.clear()
    return _mail


@pytest.fixture(scope="session")
def database(_proxy: FaultLine) -> Iterator[str]:
    """The address of a database by way of the edge `checkout -> postgres`, for psycopg."""
    with RunFolder() as folder, PostgresServer(folder) as server:
        made = server.create_databases(["checkout"])["checkout"]
        ports = _proxy.start([Edge(DATABASE, Protocol.POSTGRES, server.port)])
        yield made.url_through("127.0.0.1", ports[DATABASE]).replace("+psycopg", "")
