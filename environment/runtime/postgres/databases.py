"""A database and a role for each service; no role can connect to the database of another."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass

import psycopg
from psycopg import sql

_NO_ENCRYPTION = "sslmode=disable&gssencmode=disable"  # saves a round trip; the proxy reads the protocol


@dataclass(frozen=True)
class ServiceDatabase:
    """A database with its own role of the same name; no other service's role can connect to it."""

    name: str
    password: str
    host: str
    port: int

    @property
    def url(self) -> str:
        """SQLAlchemy's URL of the server itself."""
        return self.url_through(self.host, self.port)

    def url_through(self, host: str, port: int) -> str:
        """SQLAlchemy's URL through a proxy at another address."""
        return f"postgresql+psycopg://{self.name}:{self.password}@{host}:{port}/{self.name}?{_NO_ENCRYPTION}"


def admin_url(password: str, role: str, host: str, port: int) -> str:
    """SQLAlchemy's URL of the database `postgres` for the administrator."""
    return f"postgresql+psycopg://{role}:{password}@{host}:{port}/postgres?{_NO_ENCRYPTION}"


def create(admin: psycopg.Connection[object], names: Iterable[str]) -> dict[str, ServiceDatabase]:
    """Create them all over one connection in autocommit mode; the role owns its database.

    Raises:
        psycopg.errors.DuplicateObject: a role or database of that name exists.
    """
    made = {
        name: ServiceDatabase(name, secrets.token_urlsafe(24), admin.info.host, admin.info.port)
        for name in names
    }
    if not made:
        return made
    admin.execute(_roles(made.values(), cheap_passwords=admin.info.server_version >= 160000))
    for name in made:
        # Without fsync, a copy of the files takes half the time of writing them through the log.
        admin.execute(
            sql.SQL("CREATE DATABASE {0} OWNER {0} STRATEGY file_copy").format(sql.Identifier(name))
        )
    admin.execute(_only_for_owners(["postgres", "template1", *made]))
    return made


def _roles(databases: Iterable[ServiceDatabase], cheap_passwords: bool) -> sql.Composed:
    """One hash iteration instead of 4096 halves the time of a connection; the passwords are random."""
    statements: list[sql.Composable] = [sql.SQL("SET scram_iterations = 1")] if cheap_passwords else []
    statements += [
        sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(
            sql.Identifier(each.name), sql.Literal(each.password)
        )
        for each in databases
    ]
    return sql.SQL("; ").join(statements)


def _only_for_owners(names: Iterable[str]) -> sql.Composed:
    return sql.SQL("; ").join(
        sql.SQL("REVOKE CONNECT ON DATABASE {} FROM PUBLIC").format(sql.Identifier(name)) for name in names
    )
