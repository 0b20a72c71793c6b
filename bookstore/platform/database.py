"""The PostgreSQL database of one service."""

from __future__ import annotations

import hashlib
import select
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError, DisconnectionError

POOL_SIZE = 20
_OPTIONS = "-c statement_timeout=5000 -c lock_timeout=4000 -c timezone=UTC"  # milliseconds
_SCHEMA_LOCK = 7_051_975  # an arbitrary constant, used only within one database


class SchemaMismatch(RuntimeError):
    """The tables were created by another version of the SQL scripts."""


class Database:
    """The connection pool and the transactions of one service."""

    def __init__(self, url: str, service: str) -> None:
        self.engine: Engine = create_engine(
            url,
            pool_size=POOL_SIZE,
            pool_use_lifo=True,  # few connections work most, and have their statements prepared
            max_overflow=4,
            hide_parameters=True,  # customers' addresses must not reach the log
            connect_args={"application_name": service, "connect_timeout": 3, "options": _OPTIONS},
        )
        event.listen(self.engine, "checkin", _note_idle)
        event.listen(self.engine, "checkout", _refuse_closed)

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """One transaction: committed at the end of the block, rolled back when an error leaves it."""
        with self.engine.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection for statements that only read: each is a transaction of its own.

        That spares a BEGIN and a COMMIT. At READ COMMITTED each statement sees its own snapshot anyway.
        """
        with self.engine.connect() as connection, autocommit(connection):
            yield connection

    @contextmanager
    def single_statement(self) -> Iterator[Connection]:
        """A connection for one statement that changes rows, which is a transaction of its own.

        Work that looks for rows again and again and mostly finds none is spared a BEGIN and a COMMIT.
        """
        with self.reading() as connection:
            yield connection

    def apply_schema(self, *scripts: Path) -> None:
        """Create the tables of these SQL scripts once, also where several instances start at the same time.

        Raises SchemaMismatch where the tables were created by another version of the scripts.
        """
        source = "\n".join(script.read_text() for script in scripts)
        digest = hashlib.sha256(source.encode()).hexdigest()
        with self.transaction() as connection:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _SCHEMA_LOCK})
            if connection.execute(text("SELECT to_regclass('schema_version')")).scalar() is None:
                connection.exec_driver_sql(source.replace("%", "%%"))  # the driver reads % as a placeholder
                connection.exec_driver_sql("CREATE TABLE schema_version (digest text NOT NULL)")
                connection.execute(text("INSERT INTO schema_version VALUES (:digest)"), {"digest": digest})
            found = connection.execute(text("SELECT digest FROM schema_version")).scalar_one()
        if found != digest:
            names = ", ".join(script.name for script in scripts)
            raise SchemaMismatch(f"the database holds the tables of another version of {names}")

    def reachable(self) -> bool:
        """Whether the database answers a query; raises sqlalchemy.exc.OperationalError where it does not."""
        with self.reading() as connection:
            return connection.execute(text("SELECT 1")).scalar() == 1

    def close(self) -> None:
        """Close every pooled connection."""
        self.engine.dispose()


def without_sql(error: Exception) -> str:
    """What an error says, without the statement and the row that a database error quotes."""
    said = error.orig if isinstance(error, DBAPIError) else error
    return next(iter(str(said).splitlines()), type(error).__name__)


@contextmanager
def autocommit(connection: Connection) -> Iterator[None]:
    """Let each statement in the block be a transaction of its own; the connection is in none before it."""
    driver: Any = connection.connection.driver_connection
    driver.autocommit = True
    try:
        with connection.begin():
            yield
    finally:
        if not driver.closed:
            driver.autocommit = False


def _note_idle(_: Any, record: Any) -> None:
    record.info["idle"] = True


def _refuse_closed(driver_connection: Any, record: Any, _: Any) -> None:
    """Let the pool replace a connection that the server has closed while it was idle.

    The server sends nothing on an idle connection but the message that ends it: one that is readable is
    closed, or about to be. In contrast to a ping this is no statement.
    """
    if not record.info.pop("idle", False):
        return  # new: what is left of the handshake may be readable
    looking = select.poll()
    looking.register(driver_connection.fileno(), select.POLLIN)
    if looking.poll(0):
        raise DisconnectionError("the server has closed the connection")
