"""Reads the databases of the services with SQLAlchemy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.exc import DBAPIError

from environment.audit.facts.comparable_rows import comparable_rows, rows_as_text, tables_of
from environment.audit.facts.table_digests import digests_query

UNSENT: Mapping[str, str] = {
    "payments": "SELECT count(*) FROM outbox WHERE sent_at IS NULL",
    "orders": """SELECT (SELECT count(*) FROM outbox WHERE sent_at IS NULL)
                      + (SELECT count(*) FROM orders WHERE state = 'canceling')""",
    "notifications": "SELECT count(*) FROM mails WHERE state = 'queued'",
}

"""By service, what is still to be sent: a scenario ends when there is none."""

_UNTRIED = (
    "SELECT count(*) FROM outbox WHERE sent_at IS NULL AND attempts = 0 AND next_attempt_at <= created_at"
)
_HAVE_MESSAGES = ("payments", "orders")
_OLDEST: Mapping[str, str] = {
    **dict.fromkeys(
        _HAVE_MESSAGES,
        """SELECT json_build_object('at', min(created_at), 'to', (array_agg(split_part(destination, ',', 1)
               ORDER BY created_at))[1]) FROM outbox WHERE sent_at IS NULL""",
    ),
    "notifications": """SELECT json_build_object('at', min(created_at), 'to', 'mail')
                          FROM mails WHERE state = 'queued'""",
}
"""By service, when the oldest was stored of what it has still to send, and to which part that goes."""

_LOCK_WAITS = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND cardinality(pg_blocking_pids(pid)) > 0"""


class DatabaseProbe:
    """The databases of one stack, by service."""

    def __init__(self, urls: Mapping[str, str]) -> None:
        self._engines = {service: _engine(url) for service, url in urls.items()}
        self._open: dict[str, Connection] = {}
        self._tables_of: dict[str, list[str]] = {}

    @property
    def services(self) -> frozenset[str]:
        """The services whose databases can be read."""
        return frozenset(self._engines)

    def unsent_messages(self) -> int:
        """The number of events and mails that the services whose databases can be read have still to send."""
        known = {service: query for service, query in UNSENT.items() if service in self._engines}
        return sum(int(self.scalar(service, query)) for service, query in known.items())

    def unsent_on(self) -> str:
        """The arrow of what has been waiting longest to be sent; empty where nothing is."""
        known = {service: query for service, query in _OLDEST.items() if service in self._engines}
        found = {service: self.scalar(service, query) for service, query in known.items()}
        waiting = [
            (each["at"], f"{service} -> {each['to']}") for service, each in found.items() if each["at"]
        ]
        return min(waiting)[1] if waiting else ""

    def untried_messages(self) -> int:
        """The number of messages that are due at once, and of which no attempt has ended."""
        return sum(int(self.scalar(each, _UNTRIED)) for each in _HAVE_MESSAGES if each in self._engines)

    def unsettled_payments(self) -> int:
        """The number of payments about which the gateway is still to be asked."""
        return int(self.scalar("payments", "SELECT count(*) FROM payments WHERE due_at IS NOT NULL"))

    def contents(self) -> dict[str, str]:
        """Digests of all tables, by service and table. Equal digests mean equal rows."""
        found: dict[str, str] = {}
        for service in self._engines:
            digests = self.document(service, digests_query(service, self._tables(service)))
            found |= {f"{service}: {table}": digest for table, digest in digests.items()}
        return found

    def messages_tried(self, service: str) -> int:
        """The number of messages of a service with an attempt, delivered or not."""
        return int(self.scalar(service, "SELECT count(*) FROM outbox WHERE attempts > 0"))

    def orders_of(self, checkout_ids: Iterable[str]) -> int:
        """The number of orders of these checkouts, in any state."""
        wanted = {"ids": list(checkout_ids)}
        query = "SELECT count(*) FROM orders WHERE checkout_id = ANY(CAST(:ids AS uuid[]))"
        return int(self.scalar("orders", query, wanted))

    def rows(self, service: str) -> list[str]:
        """Each row of a service's tables as text, without its keys, ids and times."""
        with self._engines[service].connect() as connection:
            return comparable_rows(connection)

    def texts(self) -> dict[str, list[str]]:
        """Each row of every table as text, by service, with all that it holds."""
        found: dict[str, list[str]] = {}
        for service, engine in self._engines.items():
            with engine.connect() as connection:
                found[service] = rows_as_text(connection)
        return found

    def empty(self, service: str) -> None:
        """Remove every row of a service."""
        with self._engines[service].connect() as connection:
            connection.execute(text(f"TRUNCATE {', '.join(tables_of(connection))}"))

    def _tables(self, service: str) -> list[str]:
        """The tables of a service; its schema does not change during a run."""
        if service not in self._tables_of:
            with self._engines[service].connect() as connection:
                self._tables_of[service] = tables_of(connection)
        return self._tables_of[service]

    def lock_waits(self, service: str) -> int:
        """How many transactions of a service wait for a lock that another transaction holds."""
        return int(self.scalar(service, _LOCK_WAITS))

    def document(self, service: str, query: str) -> dict[str, Any]:
        """The one JSON object that a query returns, over a connection that stays open."""
        try:
            return self._document(service, query)
        except DBAPIError as error:
            if not error.connection_invalidated:
                raise
            self._forget(service)  # the server was restarted
            return self._document(service, query)

    def _document(self, service: str, query: str) -> dict[str, Any]:
        if service not in self._open:
            self._open[service] = self._engines[service].connect()
        found: dict[str, Any] = self._open[service].execute(text(query)).scalar_one()
        return found

    def _forget(self, service: str) -> None:
        connection = self._open.pop(service, None)
        if connection is not None:
            connection.close()

    def scalar(self, service: str, query: str, values: Mapping[str, Any] | None = None) -> Any:
        """The one value of a query in a service's database."""
        with self._engines[service].connect() as connection:
            return connection.execute(text(query), values or {}).scalar_one()

    def close(self) -> None:
        """Close every connection."""
        for service in tuple(self._open):
            self._forget(service)
        for engine in self._engines.values():
            engine.dispose()


def _engine(url: str) -> Engine:
    """A pool in autocommit mode: each statement reads what is committed at that moment."""
    arguments = {"application_name": "acceptance-audit"}
    return create_engine(
        url, pool_size=2, pool_pre_ping=True, isolation_level="AUTOCOMMIT", connect_args=arguments
    )
