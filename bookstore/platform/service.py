"""Builds a running service from environment variables."""

from __future__ import annotations

import logging
import os
import socket
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from fastapi import APIRouter, FastAPI

from bookstore.platform import log, ready_to_fork
from bookstore.platform.auth import Authenticator, CustomerTokens, ServiceTokens
from bookstore.platform.bounded_http import HttpLimits, bounded_http
from bookstore.platform.clock import Clock, clock_of
from bookstore.platform.database import Database
from bookstore.platform.http import Deadlines, ServiceClient
from bookstore.platform.problem import ProblemTable
from bookstore.platform.server import SignaledServer
from bookstore.platform.service_keys import ServiceKeys, identity_key
from bookstore.platform.settings import SettingsError, required
from bookstore.platform.web import build_app
from bookstore.platform.worker import BackgroundWorker

_KEEP_ALIVE = 75  # seconds a connection may be idle; longer than any of our clients keeps one
_GRACE = 3  # seconds for running requests when the service is told to stop
_log = logging.getLogger(__name__)

__all__ = ["ready_to_fork"]  # imported for the imports it makes

Environ = Mapping[str, str]
Listeners = Mapping[str, socket.socket]


@dataclass(frozen=True)
class Runtime:
    """The parts that every service needs: name, settings, clock, database and authentication."""

    name: str
    environ: Environ
    clock: Clock
    database: Database
    authenticator: Authenticator

    @classmethod
    def of(cls, name: str, environ: Environ) -> Runtime:
        """Read the settings that every service has; raises SettingsError for the first unusable one."""
        log.configure(name, environ.get("LOG_LEVEL", "INFO").upper())
        clock = clock_of(environ)
        customers = CustomerTokens(identity_key(environ), clock)
        tokens = ServiceTokens(name, ServiceKeys.of(name, environ), clock)
        url = required(environ, "DATABASE_URL", "the address of the service's PostgreSQL database")
        return cls(name, environ, clock, Database(url, name), Authenticator(customers, tokens))

    def client(self, callee: str, deadlines: Deadlines | None = None) -> ServiceClient:
        """A client of another service, whose address is in the variable `<CALLEE>_URL`."""
        url = required(self.environ, f"{callee.upper()}_URL", f"the address of the {callee} service")
        return ServiceClient(callee, url, self.authenticator.services, deadlines)

    def app(
        self,
        routers: Sequence[APIRouter],
        problems: ProblemTable,
        workers: Sequence[BackgroundWorker] = (),
        closing: Sequence[Callable[[], None]] = (),
    ) -> FastAPI:
        """The application; its background workers start and stop with it.

        The functions in `closing` are called after the workers have stopped and before the database is
        closed.
        """

        def start() -> None:
            for worker in workers:
                worker.start()

        def stop() -> None:
            for worker in workers:
                worker.stop()
            for close in closing:
                close()
            self.database.close()

        app = build_app(self.name, routers, problems, ready=self.database.reachable, start=start, stop=stop)
        app.state.authenticator = self.authenticator
        return app


def serve(app: FastAPI, listener: socket.socket) -> None:
    """Serve requests on this bound socket until told to stop (SIGTERM or SIGINT)."""
    config = uvicorn.Config(
        app,
        http=bounded_http(HttpLimits()),
        log_config=None,
        ws="none",
        access_log=False,
        timeout_keep_alive=_KEEP_ALIVE,
        timeout_graceful_shutdown=_GRACE,
        server_header=False,
        date_header=False,
    )
    SignaledServer(config).run(sockets=[listener])


def schema_beside(module_file: str) -> Path:
    """The `schema.sql` in the folder of the service."""
    return Path(module_file).with_name("schema.sql")


def main(run: Callable[[Environ, Listeners], None]) -> None:
    """The entry point of `python -m bookstore.<service>`: serves on the port in LISTEN_PORT."""
    environ = os.environ
    try:
        port = int(required(environ, "LISTEN_PORT", "the port to answer on"))
        listener = socket.create_server((environ.get("LISTEN_HOST", "127.0.0.1"), port))
        run(environ, {"http": listener})
    except (SettingsError, OSError) as error:
        sys.exit(f"the service cannot start: {error}")
