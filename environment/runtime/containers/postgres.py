"""PostgreSQL in a container, with the settings and the interface of the embedded server."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterable
from contextlib import suppress
from threading import Event
from typing import Any

import psycopg
from docker.errors import APIError, DockerException
from docker.types import Mount
from requests.exceptions import RequestException
from testcontainers.core.container import DockerContainer

from environment.runtime.containers.network import RunNetwork
from environment.runtime.foreign_variables import remove_libpq_variables
from environment.runtime.postgres import databases
from environment.runtime.postgres.databases import ServiceDatabase
from environment.runtime.postgres.server import SETTINGS
from environment.runtime.processes.failure import StartUpFailed
from environment.runtime.run_folder import RunFolder

_NAME, _ADMIN, _LOG = "postgres", "postgres", "/log"
_OF_THE_IMAGE = ("listen_addresses", "unix_socket_directories")  # its entry point sets these
_FIRST_DATA = "-E UTF8 --no-locale --no-sync --no-instructions"
_READY_SECONDS = 60.0
_DEATH_SECONDS = 20.0
_POLL = Event()  # never set


class PostgresContainer:
    """A server that ends with its network."""

    port = 5432

    def __init__(self, image: str, network: RunNetwork, folder: RunFolder) -> None:
        self.host = network.address(_NAME)
        self.log_path = folder.logs / f"{_NAME}.log"
        self._image = image
        self._network = network
        self._password = secrets.token_urlsafe(24)
        self._container: DockerContainer | None = None
        self._stopped = False

    def launch(self) -> None:
        """Start it with new data; `create_databases` waits until it is ready. Raises StartUpFailed."""
        remove_libpq_variables()
        self.log_path.touch()
        self.log_path.chmod(0o666)  # the account of the image writes it; the folder is closed to others
        command = ["sh", "-c", 'exec docker-entrypoint.sh "$@" >>"$0" 2>&1', _LOG, "postgres", *_settings()]
        self._container = DockerContainer(self._image, env=self._environ())
        self._container.with_command(command).with_name(f"{self._network.name}-{_NAME}").with_kwargs(
            entrypoint=[],
            mounts=[Mount(_LOG, str(self.log_path), type="bind")],
            **self._network.settings(_NAME),
        )
        try:
            self._container.start()
        except (DockerException, RequestException) as error:
            raise self._failed(f"was not started by the container engine: {error}") from error

    def stop(self) -> None:
        """SIGKILL, as a crash: open transactions are lost, committed ones stay.

        Raises:
            RuntimeError: it still runs.
        """
        found = self._found()
        self._stopped = True
        try:
            with suppress(APIError):  # it has ended already
                found.kill()
            found.wait(timeout=_DEATH_SECONDS)
        except (DockerException, RequestException) as error:
            raise RuntimeError(f"PostgreSQL's container was not killed: {error}") from error

    def start(self) -> None:
        """Start it with its data and its address; returns when it accepts connections.

        Raises:
            StartUpFailed: it did not start; the message has the tail of its log.
        """
        try:
            self._found().start()  # no effect if it runs
            self._stopped = False
        except (DockerException, RequestException) as error:
            raise self._failed(f"was not started by the container engine: {error}") from error
        self._wait_ready()

    def unexpected_end(self) -> str | None:
        """A sentence if the server has ended and was not stopped."""
        return "PostgreSQL ended unexpectedly" if not self._stopped and self._ended() else None

    def release(self) -> None:
        """Close the connection to the engine, after the engine has removed the container."""
        if self._container is not None:
            self._container.get_docker_client().client.close()

    @property
    def version(self) -> str:
        """The text of the server, such as "PostgreSQL 18.6"."""
        with self._connected() as admin:
            return f"PostgreSQL {admin.info.parameter_status('server_version')}".partition(" (")[0]

    @property
    def admin_url(self) -> str:
        """SQLAlchemy's URL of the database `postgres` as the administrator."""
        return databases.admin_url(self._password, _ADMIN, self.host, self.port)

    def create_databases(self, names: Iterable[str]) -> dict[str, ServiceDatabase]:
        """As the embedded server does, after this one accepts connections.

        Raises:
            StartUpFailed: it did not start; the message has the tail of its log.
        """
        self._wait_ready()
        with self._connected() as admin:
            return databases.create(admin, names)

    def _wait_ready(self) -> None:
        deadline = time.monotonic() + _READY_SECONDS
        while True:
            try:
                self._connected().close()
            except psycopg.OperationalError as refused:
                if self._ended():
                    raise self._failed("ended before it was ready") from refused
                if time.monotonic() > deadline:
                    raise self._failed(f"is not ready after {_READY_SECONDS:.0f} s") from refused
                _POLL.wait(0.05)
            else:
                return

    def _ended(self) -> bool:
        found = self._found()
        found.reload()
        return str(found.status) in ("exited", "dead")

    def _found(self) -> Any:
        assert self._container is not None, "it is launched first"
        return self._container.get_wrapped_container()

    def _connected(self) -> psycopg.Connection[Any]:
        return psycopg.connect(
            host=self.host,
            port=self.port,
            user=_ADMIN,
            password=self._password,
            dbname="postgres",
            sslmode="disable",
            gssencmode="disable",
            connect_timeout=5,
            autocommit=True,
        )

    def _environ(self) -> dict[str, str]:
        return {
            "POSTGRES_USER": _ADMIN,
            "POSTGRES_PASSWORD": self._password,
            "POSTGRES_INITDB_ARGS": _FIRST_DATA,
        }

    def _failed(self, what: str) -> StartUpFailed:
        return StartUpFailed(f"PostgreSQL's container {what}", f"postgres in {self._image}", self.log_path)


def _settings() -> list[str]:
    return [
        argument
        for name, value in SETTINGS.items()
        if name not in _OF_THE_IMAGE
        for argument in ("-c", f"{name}={value}")
    ]
