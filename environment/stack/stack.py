"""Starts one bookstore with everything around it: PostgreSQL, services, gateway sandbox, mail server."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from environment.doubles.clock import ClockFile
from environment.doubles.gateway.authority import ServerCertificate, TestAuthority
from environment.doubles.identity_provider import IdentityProvider
from environment.doubles.service_tokens import ServiceSigningKeys, ServiceTokenFactory
from environment.faults.app import CONTROL
from environment.faults.edges import Tls
from environment.faults.errors import ProxyFailed
from environment.faults.proxy_client import ProxyClient
from environment.runtime.embedded import RuntimeFactory, embedded
from environment.runtime.postgres.databases import ServiceDatabase
from environment.runtime.processes.failure import UnexpectedExit
from environment.runtime.processes.managed_process import ManagedProcess
from environment.runtime.processes.readiness import wait_until_ready
from environment.runtime.run_folder import RunFolder
from environment.stack.controlled_part import ControlledPart, StubbedPart
from environment.stack.database_crash import DatabaseCrash
from environment.stack.double_settings import gateway_environ, mail_environ
from environment.stack.edges import all_edges
from environment.stack.lifetime import Lifetime
from environment.stack.offer import NO_BROWSER, Offer
from environment.stack.replicas import StackReplicas
from environment.stack.service_settings import SERVICES, GeneratedSecrets, ServiceSettings
from environment.stack.storefront import PROGRAMS as STOREFRONT_PROGRAMS
from environment.stack.storefront import STOREFRONT, StorefrontEnvirons
from environment.stack.stubs import FAULTS, STUBS, empty_memories, programs_of, unsupported_at
from environment.stack.target import Driver
from environment.topology import arrow, bookstore_topology, topology_with_storefront
from environment.topology.integration import BIG_BANG, IntegrationLevel, integration_orders
from steps.vocabulary.capabilities import Capability

if TYPE_CHECKING:
    from graphql import GraphQLSchema

_HEALTH_SECONDS = 2.0


class Stack(Lifetime):
    """A context manager: inside it every part answers; after it no process, file or container is left.

    It implements `environment.stack.target.Target`, and supports every capability where all services are
    real. Raises environment.runtime.processes.failure.StartUpFailed, with the end of the log, when a part
    does not come up.
    """

    adapter: Driver | None = None
    books: None = None  # its databases are read as they are
    start_seconds = 10.0
    drivers: Mapping[str, Driver] = MappingProxyType({})
    documents: Mapping[str, Mapping[str, Any]] = MappingProxyType({})
    authority: Path | None = None  # of its parts only the gateway speaks TLS

    def __init__(
        self,
        how: RuntimeFactory = embedded,
        level: IntegrationLevel | None = None,
        *,
        with_storefront: bool = False,
    ) -> None:
        """`how` runs the parts: as processes of this machine, or as containers.

        `level` says which services are real; without one all of them are. `with_storefront`: the storefront
        and its identity provider run as well, at `storefront.address`.
        """
        super().__init__()
        self._how = how
        self.level = level or integration_orders().level(BIG_BANG)
        self.unsupported: Mapping[Capability, str] = unsupported_at(self.level)
        self.offer = Offer(self.unsupported | {Capability.BROWSER: NO_BROWSER})
        self._programs = (*programs_of(self.level), *(STOREFRONT_PROGRAMS if with_storefront else ()))
        self.topology = topology_with_storefront() if with_storefront else bookstore_topology()
        self.storefront: StorefrontEnvirons | None = None
        self.secrets = GeneratedSecrets()
        self.service_keys = ServiceSigningKeys.generated_for(SERVICES)
        self.down_edges: set[str] = set()
        self.replicas = StackReplicas(self)

    @cached_property  # one object for each part: its changes wait for each other
    def services(self) -> Mapping[str, ControlledPart]:
        """The parts that a scenario may stop and start, by name."""
        own = [each for each in self.launcher.processes if each.name not in (FAULTS, STUBS)]
        stubs = {name: StubbedPart(self.launcher[STUBS], self, service=name) for name in self.replaced}
        return {each.name: ControlledPart(each, self) for each in own} | stubs

    @property
    def replaced(self) -> Mapping[str, str]:
        """The services that are not real at this level of integration, and what stands in their place."""
        return self.level.stand_ins

    def url(self, name: str) -> str:
        """The address of the part itself, without a proxy."""
        scheme = "https" if name == "gateway" else "http"
        host, port = self._place(name)
        return f"{scheme}://{host}:{port}"

    def url_for(self, caller: str, callee: str) -> str:
        """The address of the proxy by which `caller` reaches `callee`."""
        scheme = "https" if callee == "gateway" else "http"
        host, port = self.address(caller, callee)
        return f"{scheme}://{host}:{port}"

    def address(self, caller: str, callee: str) -> tuple[str, int]:
        """Host and port of the proxy on this arrow."""
        return self.launcher[FAULTS].host, self.faults.ports[arrow(caller, callee)]

    def all_secrets(self) -> dict[str, str]:
        """The values that must not be found in a log or a report, by what each is."""
        own = {name.replace("_", " "): value for name, value in vars(self.secrets).items()}
        return (
            own
            | ({"session key": self.storefront.session_key} if self.storefront else {})
            | self.service_keys.secrets()
            | {f"password of {name}'s database": base.password for name, base in self.databases.items()}
        )

    def database_urls(self) -> dict[str, str]:
        """SQLAlchemy's URLs of the services' databases, by service."""
        return {service: database.url for service, database in self.databases.items()}

    @property
    def admin_url(self) -> str:
        """The libpq address of the database `postgres` for the server's administrator."""
        return self.postgres.admin_url.replace("postgresql+psycopg", "postgresql")

    def admin_addresses(self) -> dict[str, str]:
        """libpq addresses of the services' databases for the server's administrator, by service."""
        return {name: self.admin_url.replace("/postgres?", f"/{name}?") for name in self.databases}

    def start(self, *processes: ManagedProcess) -> None:
        """Start these parts concurrently; returns when all of them answer."""
        with ThreadPoolExecutor(len(processes)) as starters:
            list(starters.map(lambda process: process.start(), processes))
        wait_until_ready(processes, self._answers, self._within)

    def restart_stopped(self) -> list[str]:
        """Start every part that is down; returns their names."""
        stopped = [part for part in self.services.values() if part.down_edges or not part.process.alive]
        for part in stopped:
            part.start()
        return [part.process.name for part in stopped]

    def log_files(self) -> dict[str, Path]:
        """The log of each part, by the part that writes it."""
        return {process.name: process.log_path for process in self.launcher.processes}

    def about(self) -> dict[str, str]:
        """What the report says about this stack: value by label."""
        shown = {"PostgreSQL": self.postgres.version.split()[-1]}
        return shown if self.level.order == BIG_BANG else {**shown, "Integration": str(self.level)}

    def restart_hung(self) -> list[str]:
        """None: a service that hangs ends the run red."""
        return []

    def graphql_schemas(self) -> dict[str, GraphQLSchema]:
        """None: its services have OpenAPI documents."""
        return {}

    def empty_other_stores(self) -> None:
        """Empty the memories of the stubs, where there are some."""
        addresses = {service: self._place(service) for service in self.replaced}
        empty_memories(addresses, self.secrets.stub_control_token)

    def unexpected_exits(self) -> list[UnexpectedExit]:
        """The parts that have exited by themselves."""
        return self.launcher.unexpected_exits()

    def unexpected_end(self) -> str | None:
        """A sentence if something that no scenario can continue without has ended by itself."""
        proxy = self.launcher[FAULTS]
        ended = self.launcher.unexpected_end() or self.postgres.unexpected_end()
        if ended is None and proxy.exited_unexpectedly:
            ended = f"the proxy ended unexpectedly: {proxy.how_it_ended()}"
        return ended

    def bring_up(self) -> None:
        """Start every part."""
        self.folder = self.ended_with_it.enter_context(RunFolder())
        running = self.ended_with_it.enter_context(self._how(self.folder, self._programs))
        self.launcher, self.postgres, self._within = running.launcher, running.postgres, running.ready_seconds
        self.chromium = running.chromium
        self.database_server = DatabaseCrash(self.postgres, self.record_event)
        self.databases: Mapping[str, ServiceDatabase] = self.postgres.create_databases(self.level.real)
        self.clock = ClockFile(self.folder.path / "clock")
        self.identity = IdentityProvider(self.clock.now)
        self.untrusted_identity = IdentityProvider(self.clock.now)
        self.service_tokens = ServiceTokenFactory(self.service_keys, self.clock.now)
        self.untrusted_service_tokens = ServiceTokenFactory(
            ServiceSigningKeys.generated_for(SERVICES), self.clock.now
        )
        certificate = self.gateway_certificate = self._certificate(self.folder.path / "gateway")
        self._start_faults(certificate)
        self._give_environments(certificate)
        self.start(*(process for process in self.launcher.processes if process.name != FAULTS))

    def _start_faults(self, certificate: ServerCertificate) -> None:
        """Open a port in front of every callee, before a caller is given an address."""
        control = self.folder.path / "faults.sock"
        self.faults = ProxyClient(control)
        self.ended_with_it.callback(self.faults.close)
        process = self.launcher[FAULTS]
        process.environ = {CONTROL: str(control)}
        self.start(process)
        tls = Tls(certificate.cert_file, certificate.key_file, self.gateway_authority)
        self.faults.start(list(all_edges(self._own_address, process.host, tls, self.topology)))

    def _own_address(self, callee: str) -> tuple[str, int]:
        """Host and port of the callee itself; of the mail server the port that accepts mail."""
        if callee == "postgres":
            return self.postgres.host, self.postgres.port
        return self._place(callee, "smtp" if callee == "mail" else "http")

    def _place(self, name: str, listener: str = "http") -> tuple[str, int]:
        """Host and port of a part; those of a stub are a listener of the process of stubs."""
        replaced = name in self.replaced
        part = self.launcher[STUBS if replaced else name]
        return part.host, part.ports[name if replaced else listener]

    def _give_environments(self, certificate: ServerCertificate) -> None:
        settings = ServiceSettings(
            address=self.address,
            database_url=self._database_url,
            identity_public_key=self.identity.public_key,
            service_keys=self.service_keys,
            secrets=self.secrets,
            gateway_authority=self.gateway_authority,
            clock_file=self.clock.path,
        )
        for service in self.level.real:
            self.launcher[service].environ = settings.environ_of(service)
        if self.replaced:
            self.launcher[STUBS].environ = settings.environ_of_stubs(self.url("gateway"))
        self.launcher["mail"].environ = mail_environ(self.secrets, self.clock.path)
        webhook = "http://{}:{}/webhooks/stripe".format(*self.address("gateway", "payments"))
        self.launcher["gateway"].environ = gateway_environ(
            self.secrets, certificate, webhook, self.clock.path
        )
        if STOREFRONT in self.topology.parts:
            publishable = self.secrets.gateway_publishable_key
            self.storefront = StorefrontEnvirons(self.url_for, self.identity, publishable, self.clock.path)
            for part, environ in self.storefront.environs().items():
                self.launcher[part].environ |= environ

    def _database_url(self, service: str) -> str:
        return self.databases[service].url_through(*self.address(service, "postgres"))

    def _certificate(self, folder: Path) -> ServerCertificate:
        folder.mkdir(mode=0o700)
        authority = TestAuthority(folder)
        self.gateway_authority = authority.ca_file
        self._trust = ssl.create_default_context(cafile=str(authority.ca_file))
        hosts = {self.launcher[name].host for name in ("gateway", FAULTS)}
        authority.issue_untrustworthy(*hosts, "localhost")  # for the fault "another certificate"
        return authority.issue(*hosts, "localhost")

    def _answers(self, process: ManagedProcess) -> bool:
        if process.name == FAULTS:
            return self._faults_answer()
        host, port = process.host, process.ports.get("http") or next(iter(process.ports.values()))
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
