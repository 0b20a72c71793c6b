"""One running bookstore with everything around it: PostgreSQL, services, gateway sandbox, mail server."""

from __future__ import annotations

import ssl
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Self

from environment.doubles.clock import ClockFile
from environment.doubles.gateway.authority import ServerCertificate, TestAuthority
from environment.doubles.identity_provider import IdentityProvider, ServiceTokenProvider
from environment.faults.app import CONTROL
from environment.faults.edges import Tls
from environment.faults.errors import BadFault, ProxyFailed
from environment.faults.line import FaultLine
from environment.faults.spec import FaultSpec
from environment.runtime.embedded import embedded
from environment.runtime.postgres.databases import Database
from environment.runtime.processes.failure import UnexpectedDeath
from environment.runtime.processes.program import Program
from environment.runtime.processes.readiness import wait_until_ready
from environment.runtime.protocol import HowRun, Part
from environment.runtime.run_folder import RunFolder
from environment.stack.edges import all_edges, arrow
from environment.stack.replicas import Twins
from environment.stack.service_settings import SERVICES, Secrets, Surroundings
from environment.stack.target import Driver
from steps.vocabulary.capabilities import Capability

_HEALTH_SECONDS = 2.0
_FAULTS = "faults"
PROGRAMS = (
    *(Program(name, f"bookstore.{name}.app:run") for name in SERVICES),
    Program("gateway", "environment.doubles.gateway.app:run"),
    Program("mail", "environment.doubles.mail.app:run", listeners=("smtp", "http")),
    Program(_FAULTS, "environment.faults.app:run", listeners=()),
)


@dataclass(frozen=True)
class Controlled:
    """A part of the stack that a scenario may stop and start."""

    process: Part
    stack: Stack

    def kill(self) -> None:
        """SIGKILL; everybody who calls it is refused from then on."""
        self.process.kill()
        self.stack.note(f"{self.process.name} is down: connections to it are refused")
        for edge in self._edges - self.stack.refusing:
            self.stack.faults.add(FaultSpec(_down(edge), edge, "refused"))
            self.stack.refusing.add(edge)

    def start(self) -> None:
        """Bring it back; returns when it answers, and is called again."""
        if not self.process.alive:
            self.stack.start(self.process)
            self.stack.note(f"{self.process.name} is back")
        for edge in self.refused:
            with suppress(BadFault):  # healed with all others, after an earlier start had failed
                self.stack.faults.heal(_down(edge))
            self.stack.refusing.remove(edge)

    def restart(self) -> None:
        """As after a crash: what it had in memory is gone."""
        self.kill()
        self.start()

    def log(self) -> str:
        """Everything it has logged since the stack came up."""
        return self.process.log_path.read_text(errors="replace")

    @property
    def refused(self) -> set[str]:
        """The arrows on which nobody finds it."""
        return self._edges & self.stack.refusing

    @property
    def _edges(self) -> set[str]:
        return {edge for edge in self.stack.faults.ports if edge.endswith(arrow("", self.process.name))}


def _down(edge: str) -> str:
    """The name of the fault that stands for a callee that is not there."""
    return f"down: {edge}"


class Stack:
    """A context manager: up and ready inside, gone without a trace after it.

    Raises environment.runtime.processes.failure.StartUpFailed, with the end of the log, when a part does not
    come up.
    """

    lacks: Mapping[Capability, str] = MappingProxyType({})  # see environment.stack.target.Target
    drivers: Mapping[str, Driver] = MappingProxyType({})
    authority: Path | None = None  # of its parts only the gateway speaks TLS

    def __init__(self, how: HowRun = embedded) -> None:
        """`how` its parts are run: as processes of this machine unless said otherwise."""
        self._how = how
        self.secrets = Secrets()
        self.refusing: set[str] = set()  # the arrows whose callee was stopped here
        self.notes: list[tuple[float, str]] = []  # what was done to its parts, and when (Unix seconds)
        self.instances = Twins(self)
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
        """Everything that a scenario may stop and start, by name."""
        names = [program.name for program in PROGRAMS if program.name != _FAULTS]
        return {name: Controlled(self.launcher[name], self) for name in names}

    def url(self, name: str) -> str:
        """The address of a part itself, with nothing in between."""
        scheme = "https" if name == "gateway" else "http"
        part = self.launcher[name]
        return f"{scheme}://{part.host}:{part.ports['http']}"

    def url_for(self, caller: str, callee: str) -> str:
        """Where `caller` reaches `callee`, by way of the proxy on that arrow."""
        scheme = "https" if callee == "gateway" else "http"
        host, port = self.address(caller, callee)
        return f"{scheme}://{host}:{port}"

    def address(self, caller: str, callee: str) -> tuple[str, int]:
        """Host and port of the proxy on this arrow."""
        return self.launcher[_FAULTS].host, self.faults.ports[arrow(caller, callee)]

    def all_secrets(self) -> dict[str, str]:
        """Everything that must not be found in a log or a report, by what it is."""
        own = {name.replace("_", " "): value for name, value in vars(self.secrets).items()}
        return own | {
            f"password of {name}'s database": base.password for name, base in self.databases.items()
        }

    def database_urls(self) -> dict[str, str]:
        """SQLAlchemy's URLs of the services' databases, by service."""
        return {service: database.url for service, database in self.databases.items()}

    def admin_addresses(self) -> dict[str, str]:
        """libpq addresses of the services' databases for the server's administrator, by service."""
        address = self.postgres.admin_url.replace("postgresql+psycopg", "postgresql")
        return {name: address.replace("/postgres?", f"/{name}?") for name in self.databases}

    def start(self, *processes: Part) -> None:
        """Start these side by side, and wait until all answer."""
        with ThreadPoolExecutor(len(processes)) as side_by_side:
            list(side_by_side.map(lambda process: process.start(), processes))
        wait_until_ready(processes, self._answers, self._within)

    def start_the_dead(self) -> list[str]:
        """Bring back every part that is down; their names."""
        dead = [part for part in self.services.values() if part.refused or not part.process.alive]
        for part in dead:
            part.start()
        return [part.process.name for part in dead]

    def log_files(self) -> dict[str, Path]:
        """Where each part writes its log."""
        return {process.name: process.log_path for process in self.launcher.processes}

    def about(self) -> dict[str, str]:
        """What the report says about it."""
        return {"PostgreSQL": self.postgres.version.split()[-1]}

    def unexpected_deaths(self) -> list[UnexpectedDeath]:
        """The parts that died by themselves."""
        return self.launcher.unexpected_deaths()

    def take_notes(self) -> list[tuple[float, str]]:
        """What was done to its parts since the last time, and when (Unix seconds)."""
        taken, self.notes[:] = list(self.notes), []
        return taken

    def note(self, what: str) -> None:
        """Something was done to a part that leaves no call behind: it belongs into the drawing."""
        self.notes.append((time.time(), what))

    def _bring_up(self) -> None:
        self.folder = self._life.enter_context(RunFolder())
        running = self._life.enter_context(self._how(self.folder, PROGRAMS))
        self.launcher, self.postgres, self._within = running.launcher, running.postgres, running.within
        self.databases: Mapping[str, Database] = self.postgres.create_databases(SERVICES)
        self.clock = ClockFile(self.folder.path / "clock")
        self.identity = IdentityProvider(self.clock.now)
        self.untrusted_identity = IdentityProvider(self.clock.now)
        self.service_tokens = ServiceTokenProvider(self.secrets.service_token_key, self.clock.now)
        self.untrusted_service_tokens = ServiceTokenProvider(Secrets().service_token_key, self.clock.now)
        certificate = self._certificate(self.folder.path / "gateway")
        self._start_faults(certificate)
        self._give_environments(certificate)
        self.start(*(part.process for part in self.services.values()))

    def _start_faults(self, certificate: ServerCertificate) -> None:
        """A port in front of every callee, before anybody is told where to call."""
        control = self.folder.path / "faults.sock"
        self.faults = FaultLine(control)
        self._life.callback(self.faults.close)
        process = self.launcher[_FAULTS]
        process.environ = {CONTROL: str(control)}
        self.start(process)
        tls = Tls(certificate.cert_file, certificate.key_file, self.gateway_authority)
        self.faults.start(list(all_edges(self._own_address, process.host, tls)))

    def _own_address(self, callee: str) -> tuple[str, int]:
        """A callee's own: of the mail server, where it takes mail."""
        if callee == "postgres":
            return self.postgres.host, self.postgres.port
        part = self.launcher[callee]
        return part.host, part.ports["smtp" if callee == "mail" else "http"]

    def _give_environments(self, certificate: ServerCertificate) -> None:
        surroundings = Surroundings(
            address=self.address,
            database_url=self._database_url,
            identity_public_key=self.identity.public_key,
            secrets=self.secrets,
            gateway_authority=self.gateway_authority,
            clock_file=self.clock.path,
        )
        for service in SERVICES:
            self.launcher[service].environ = surroundings.environ_of(service)
        self.launcher["mail"].environ = {
            "CLOCK_FILE": str(self.clock.path),
            "MAIL_INBOX_TOKEN": self.secrets.mail_inbox_token,
        }
        self.launcher["gateway"].environ = self._gateway_environ(certificate)

    def _database_url(self, service: str) -> str:
        return self.databases[service].url_through(*self.address(service, "postgres"))

    def _certificate(self, folder: Path) -> ServerCertificate:
        folder.mkdir(mode=0o700)
        authority = TestAuthority(folder)
        self.gateway_authority = authority.ca_file
        self._trust = ssl.create_default_context(cafile=str(authority.ca_file))
        hosts = {self.launcher[name].host for name in ("gateway", _FAULTS)}
        return authority.issue(*hosts, "localhost")

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

    def _answers(self, process: Part) -> bool:
        if process.name == _FAULTS:
            return self._faults_answer()
        host, port = process.host, process.ports["http"]
        if process.name == "gateway":
            return _healthy(HTTPSConnection(host, port, timeout=_HEALTH_SECONDS, context=self._trust))
        return _healthy(HTTPConnection(host, port, timeout=_HEALTH_SECONDS))

    def _faults_answer(self) -> bool:
        try:
            return self.faults.last() >= 0
        except ProxyFailed:
            return False


def _healthy(connection: HTTPConnection) -> bool:
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
