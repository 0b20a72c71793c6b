"""One running bookstore with everything around it: PostgreSQL, services, gateway sandbox, mail server."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from http.client import HTTPException, HTTPSConnection
from pathlib import Path
from types import TracebackType
from typing import Self

from environment.clock import MovableClock
from environment.gateway.authority import ServerCertificate, TestAuthority
from environment.identity import IdentityProvider
from environment.postgres.databases import Database
from environment.postgres.server import PostgresServer
from environment.processes.launcher import Launcher
from environment.processes.ports import HOST
from environment.processes.process import Process
from environment.processes.program import Program
from environment.processes.readiness import answers_health
from environment.run_folder import RunFolder
from environment.services import SERVICES, Secrets, Surroundings

_HEALTH_SECONDS = 2.0
_READY_SECONDS = 20.0
ENTRIES = {name: f"bookstore.{name}.app:run" for name in SERVICES} | {
    "gateway": "environment.gateway.app:run",
    "mail": "environment.mail.app:run",
}
_LISTENERS = {"mail": ("http", "smtp")}


@dataclass(frozen=True)
class Controlled:
    """A part of the stack that a scenario may stop and start."""

    process: Process
    stack: Stack

    def kill(self) -> None:
        """SIGKILL; its port refuses from then on."""
        self.process.kill()

    def start(self) -> None:
        """Bring it back; returns when it answers."""
        if not self.process.alive:
            self.stack.start(self.process)


class Stack:
    """A context manager: up and ready inside, gone without a trace after it.

    Raises environment.processes.failure.StartUpFailed, with the end of the log, when a part does not come up.
    """

    def __init__(self) -> None:
        self.secrets = Secrets()
        self._life = ExitStack()

    def __enter__(self) -> Self:
        try:
            self._bring_up()
        except BaseException:
            self._life.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._life.close()

    @property
    def services(self) -> Mapping[str, Controlled]:
        """Everything that can be stopped and started, by name."""
        return {process.name: Controlled(process, self) for process in self.launcher.processes}

    def url(self, name: str) -> str:
        """The address of a part, as the customer's side reaches it."""
        scheme = "https" if name == "gateway" else "http"
        return f"{scheme}://{HOST}:{self.launcher[name].ports['http']}"

    def address(self, caller: str, callee: str) -> tuple[str, int]:
        """Where `caller` reaches `callee`."""
        listener = "smtp" if callee == "mail" else "http"
        return HOST, self.launcher[callee].ports[listener]

    def admin_addresses(self) -> dict[str, str]:
        """libpq addresses of the services' databases for the server's administrator, by service."""
        address = self.postgres.admin_url.replace("postgresql+psycopg", "postgresql")
        return {name: address.replace("/postgres?", f"/{name}?") for name in self.databases}

    def start(self, *processes: Process) -> None:
        """Start these side by side, and wait until all answer."""
        self.launcher.start(*processes, probe=self._answers, within=_READY_SECONDS)

    def start_the_dead(self) -> list[str]:
        """Bring back every part that is down; their names."""
        dead = [process for process in self.launcher.processes if not process.alive]
        if dead:
            self.start(*dead)
        return [process.name for process in dead]

    def _bring_up(self) -> None:
        self.folder = self._life.enter_context(RunFolder())
        preload = sorted({entry.partition(":")[0] for entry in ENTRIES.values()})
        self.launcher = self._life.enter_context(Launcher(self.folder, preload))
        self.postgres = self._life.enter_context(PostgresServer(self.folder))
        self.databases: Mapping[str, Database] = self.postgres.create_databases(SERVICES)
        self.clock = MovableClock(self.folder.path / "clock")
        self.identity = IdentityProvider(self.clock.now)
        self.forger = IdentityProvider(self.clock.now)
        for name, entry in ENTRIES.items():
            self.launcher.add(Program(name, entry, listeners=_LISTENERS.get(name, ("http",))))
        self._give_environments()
        self.start(*self.launcher.processes)

    def _give_environments(self) -> None:
        certificate = self._certificate(self.folder.path / "gateway")
        surroundings = Surroundings(
            address=self.address,
            database_url=lambda service: self.databases[service].url,
            identity_public_key=self.identity.public_key,
            secrets=self.secrets,
            gateway_authority=self.gateway_authority,
            clock_file=self.clock.path,
        )
        for service in SERVICES:
            self.launcher[service].environ = surroundings.environ_of(service)
        self.launcher["mail"].environ = {"CLOCK_FILE": str(self.clock.path)}
        self.launcher["gateway"].environ = self._gateway_environ(certificate)

    def _certificate(self, folder: Path) -> ServerCertificate:
        folder.mkdir(mode=0o700)
        authority = TestAuthority(folder)
        self.gateway_authority = authority.ca_file
        self._trust = ssl.create_default_context(cafile=str(authority.ca_file))
        return authority.issue(HOST, "localhost")

    def _gateway_environ(self, certificate: ServerCertificate) -> dict[str, str]:
        host, port = self.address("gateway", "payments")
        return {
            "GATEWAY_SECRET_KEY": self.secrets.gateway_secret_key,
            "GATEWAY_PUBLISHABLE_KEY": self.secrets.gateway_publishable_key,
            "GATEWAY_CONTROL_TOKEN": self.secrets.gateway_control_token,
            "GATEWAY_WEBHOOK_URL": f"http://{host}:{port}/webhooks/stripe",
            "GATEWAY_WEBHOOK_SECRET": self.secrets.webhook_secret,
            "TLS_CERT_FILE": str(certificate.cert_file),
            "TLS_KEY_FILE": str(certificate.key_file),
            "CLOCK_FILE": str(self.clock.path),
        }

    def _answers(self, process: Process) -> bool:
        return self._gateway_answers(process) if process.name == "gateway" else answers_health(process)

    def _gateway_answers(self, process: Process) -> bool:
        connection = HTTPSConnection(HOST, process.port, timeout=_HEALTH_SECONDS, context=self._trust)
        try:
            connection.request("GET", "/health")
            return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()
