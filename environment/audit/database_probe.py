"""What the services have stored, read with SQLAlchemy beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.exc import DBAPIError

# Events and mails that are still to be sent.
_UNSENT: Mapping[str, str] = {
    "payments": "SELECT count(*) FROM outbox WHERE sent_at IS NULL",
    "orders": """SELECT (SELECT count(*) FROM outbox WHERE sent_at IS NULL)
                      + (SELECT count(*) FROM orders WHERE state = 'canceling')""",
    "notifications": "SELECT count(*) FROM mails WHERE state = 'queued'",
}

# What nobody may change who has no right to. Of a payment, only what is not merely about asking the gateway.
_KEPT: Mapping[str, Mapping[str, str]] = {
    "cart": {"carts": "*", "cart_lines": "*"},
    "inventory": {"titles": "*", "reservations": "*"},
    "pricing": {
        "prices": "*",
        "tax_rates": "*",
        "shipping_rates": "*",
        "discount_codes": "*",
        "quotes": "*",
    },
    "payments": {
        "payments": "checkout_id, state, amount, captured, refunded, return_asked",
        "refunds": "*",
        "tombstones": "*",
    },
    "orders": {"orders": "*", "order_lines": "*", "refunds": "*", "called_off_checkouts": "*"},
    "notifications": {"mails": "*"},
    "checkout": {"checkouts": "*"},
}


def _digests(tables: Mapping[str, str]) -> str:
    """One row with one JSON object: a digest of each table."""
    parts = (
        f"""'{table}', (SELECT coalesce(md5(string_agg(kept, ' ' ORDER BY kept)), '')
        FROM (SELECT CAST(one AS text) AS kept FROM (SELECT {columns} FROM {table}) one) rows)"""
        for table, columns in tables.items()
    )
    return f"SELECT json_build_object({', '.join(parts)})"


class Facts:
    """The databases of one stack, by service."""

    def __init__(self, urls: Mapping[str, str]) -> None:
        self._engines = {service: _engine(url) for service, url in urls.items()}
        self._kept: dict[str, Connection] = {}

    @property
    def services(self) -> frozenset[str]:
        """Whose databases can be read."""
        return frozenset(self._engines)

    def unsent_messages(self) -> int:
        """Events and mails that are still to be sent."""
        return sum(int(self.scalar(service, query)) for service, query in _UNSENT.items())

    def contents(self) -> dict[str, str]:
        """A digest of everything that counts, by service and table: equal where nothing has changed."""
        found: dict[str, str] = {}
        for service, tables in _KEPT.items():
            digests = self.document(service, _digests(tables))
            found |= {f"{service}: {table}": digest for table, digest in digests.items()}
        return found

    def messages_tried(self, service: str) -> int:
        """How many messages of this service have been on their way, whether they were taken or not."""
        return int(self.scalar(service, "SELECT count(*) FROM outbox WHERE attempts > 0"))

    def orders_of(self, checkout_ids: Iterable[str]) -> int:
        """How many orders these checkouts have, in whatever state."""
        wanted = {"ids": list(checkout_ids)}
        query = "SELECT count(*) FROM orders WHERE checkout_id = ANY(CAST(:ids AS uuid[]))"
        return int(self.scalar("orders", query, wanted))

    def document(self, service: str, query: str) -> dict[str, Any]:
        """The one JSON object that a query gives, over a connection kept open for such queries."""
        try:
            return self._document(service, query)
        except DBAPIError as error:
            if not error.connection_invalidated:
                raise
            self._forget(service)  # the server was restarted since
            return self._document(service, query)

    def _document(self, service: str, query: str) -> dict[str, Any]:
        if service not in self._kept:
            self._kept[service] = self._engines[service].connect()
        found: dict[str, Any] = self._kept[service].execute(text(query)).scalar_one()
        return found

    def _forget(self, service: str) -> None:
        kept = self._kept.pop(service, None)
        if kept is not None:
            kept.close()

    def scalar(self, service: str, query: str, values: Mapping[str, Any] | None = None) -> Any:
        """The one value of a query in a service's database."""
        with self._engines[service].connect() as connection:
            return connection.execute(text(query), values or {}).scalar_one()

    def close(self) -> None:
        """Close every connection."""
        for service in tuple(self._kept):
            self._forget(service)
        for engine in self._engines.values():
            engine.dispose()


def _engine(url: str) -> Engine:
    """Kept connections, each statement for itself: what is read is what is committed now."""
    arguments = {"application_name": "acceptance-audit"}
    return create_engine(
        url, pool_size=2, pool_pre_ping=True, isolation_level="AUTOCOMMIT", connect_args=arguments
    )
