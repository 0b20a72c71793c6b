"""One proxy for all tests; callees, callers and faults anew for each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from environment.faults.edges import Edge
from environment.faults.launch import launched
from environment.faults.proxy_client import InjectedFault, ProxyClient
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
def _running_proxy() -> Iterator[ProxyClient]:
    with launched() as proxy:
        yield proxy


@pytest.fixture
def proxy(_running_proxy: ProxyClient) -> Iterator[ProxyClient]:
    yield _running_proxy
    _running_proxy.heal_all()
    assert _running_proxy.failures() == []
    _running_proxy.forget()


@pytest.fixture(scope="session")
def _callee(_running_proxy: ProxyClient) -> Iterator[HttpCallee]:
    with http_callee() as callee:
        _running_proxy.start([Edge(PAYMENTS, Protocol.HTTP, callee.port)])
        yield callee


@pytest.fixture
def payments(_callee: HttpCallee, proxy: ProxyClient) -> HttpCallee:
    """The callee behind the edge `checkout -> payments`."""
    _callee.seen.clear()
    _callee.bodies.clear()
    _callee.seconds = 0.0
    return _callee


@pytest.fixture
def checkout(payments: HttpCallee, proxy: ProxyClient) -> Iterator[Caller]:
    """The caller in front of it, with one connection open."""
    caller = Caller(f"http://127.0.0.1:{proxy.ports[PAYMENTS]}")
    caller.call("GET", "/health")
    payments.seen.clear()
    payments.bodies.clear()
    yield caller
    caller.close()


@pytest.fixture
def add(proxy: ProxyClient) -> Add:
    """Put a fault named "it" on `checkout -> payments`; everything of the spec may be given."""

    def added(kind: str, edge: str = PAYMENTS, name: str = "it", **given: Any) -> InjectedFault:
        return proxy.add(spec(name, edge, kind, **given))

    return added


@pytest.fixture(scope="session")
def _mail(_running_proxy: ProxyClient) -> Iterator[Mailbox]:
    with mail_server() as (port, mailbox):
        _running_proxy.start([Edge(MAIL, Protocol.SMTP, port)])
        yield mailbox


@pytest.fixture
def mailbox(_mail: Mailbox, proxy: ProxyClient) -> Mailbox:
    """The mails that arrived behind the edge `notifications -> mail`."""
    _mail.mails.clear()
    return _mail


@pytest.fixture(scope="session")
def database(_running_proxy: ProxyClient) -> Iterator[str]:
    """The address of a database by way of the edge `checkout -> postgres`, for psycopg."""
    with RunFolder() as folder, PostgresServer(folder) as server:
        made = server.create_databases(["checkout"])["checkout"]
        ports = _running_proxy.start([Edge(DATABASE, Protocol.POSTGRES, server.port)])
        yield made.url_through("127.0.0.1", ports[DATABASE]).replace("+psycopg", "")


@pytest.fixture
def short_folder() -> Iterator[Path]:
    """A folder for a socket, whose path is short enough however long that of pytest is."""
    with RunFolder() as made:
        yield made.path
