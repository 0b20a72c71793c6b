"""The line of a foreign shop: gateway, mail server, PostgreSQL, a proxy for each arrow, and the shop itself.

The shop is started with an environment that names the proxies, is killed and started again, and ends with the
line. Raises StartUpFailed, with the end of the log, where a part does not come up.
"""

from __future__ import annotations

import json
import os
import ssl
from collections.abc import Mapping
from functools import cached_property
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path

from environment.attach.line_file import ShopCommand
from environment.attach.run_section import filled, filled_in
from environment.doubles.clock import ClockFile
from environment.doubles.gateway.authority import TestAuthority
from environment.doubles.identity_provider import IdentityProvider
from environment.faults.app import CONTROL
from environment.faults.edges import Tls
from environment.faults.errors import ProxyFailed
from environment.faults.proxy_client import ProxyClient
from environment.runtime.embedded import embedded
from environment.runtime.processes.external_program import COMMAND, ENTRY, FOLDER
from environment.runtime.processes.failure import StartUpFailed, UnexpectedExit
from environment.runtime.processes.managed_process import ManagedProcess
from environment.runtime.processes.program import Program
from environment.runtime.processes.readiness import wait_until_ready
from environment.runtime.run_folder import RunFolder
from environment.stack.controlled_part import ControlledPart
from environment.stack.double_settings import gateway_environ, mail_environ
from environment.stack.edges import all_edges
from environment.stack.lifetime import Lifetime
from environment.stack.service_settings import GeneratedSecrets
from environment.stack.unsupported import UnsupportedDatabaseServer, UnsupportedReplicas
from environment.stubs.made_up import app as made_up_app
from environment.topology import Topology, arrow
from environment.topology.reading import TopologyError

_HEALTH_SECONDS, _OUR_SECONDS, _HANGS_AFTER = 2.0, 20.0, 15.0
_FAULTS, _GATEWAY, _MAIL = "faults", "gateway", "mail"
_SHOP_FAILED = (
    "The shop is ready when {ready} answers 200, within {within:g} s: [run] ready and start_seconds say so."
)
_ONE_INSTANCE = "the line runs one instance of the shop, and keeps its database up"


class ShopLine(Lifetime):
    """A context manager: inside it the shop answers, and everything around it; after it nothing is left.

    It implements `environment.stack.target.ControllableTarget`.
    """

    def __init__(
        self, topology: Topology, command: ShopCommand, documents: Mapping[str, Path] | None = None
    ) -> None:
        """`documents` has the parts that are made up from an OpenAPI document. Raises TopologyError."""
        super().__init__()
        self._topology, self._command, self.documents = topology, command, documents or {}
        for name in self.documents:
            if name not in topology.doubles:
                raise TopologyError(
                    f"[stubs] {name}: the topology has no such double; it has {', '.join(topology.doubles)}"
                )
        self.secrets = GeneratedSecrets()
        self.down_edges: set[str] = set()
        self.replicas = UnsupportedReplicas(_ONE_INSTANCE)
        self.database_server = UnsupportedDatabaseServer(_ONE_INSTANCE)
        self.shop = next(topology.parts[name].label for name in topology.services)

    @cached_property
    def services(self) -> Mapping[str, ControlledPart]:
        """The parts that may be stopped and started, by name: the shop by the names of all that it plays."""
        roles = self._topology.services
        shop = ControlledPart(self.launcher[self.shop], self, tuple(roles))
        return {
            **dict.fromkeys(roles, shop),
            _GATEWAY: ControlledPart(self.launcher[_GATEWAY], self),
            _MAIL: ControlledPart(self.launcher[_MAIL], self),
            **{name: ControlledPart(self.launcher[name], self) for name in self.documents},
        }

    @property
    def database_url(self) -> str | None:
        """SQLAlchemy's URL of the shop's database itself, without a proxy; None where it has none of ours."""
        return next((each.url for each in self.databases.values()), None)

    def url(self, name: str) -> str:
        """The address of a part itself, without a proxy."""
        part = self.launcher[name if name in self._doubles else self.shop]
        return f"{'https' if name == _GATEWAY else 'http'}://{part.host}:{part.ports['http']}"

    @property
    def _doubles(self) -> tuple[str, ...]:
        """The parts beside the shop."""
        return (_GATEWAY, _MAIL, *self.documents)

    def start(self, *processes: ManagedProcess) -> None:
        """Start these parts; returns when all of them answer."""
        for process in processes:
            process.start()
        within = self._command.start_seconds if self.launcher[self.shop] in processes else _OUR_SECONDS
        try:
            wait_until_ready(processes, self._answers, within)
        except StartUpFailed as failure:
            if self.launcher[self.shop] in processes:
                failure.hint = _SHOP_FAILED.format(ready=self._command.ready, within=within)
            raise

    def filled(self, where: str, text: str) -> str:
        """A text with what the line has in the places of its braces. Raises UnknownPlaceholder."""
        return filled(where, text, self._placeholders())

    def restart_stopped(self) -> list[str]:
        """Start every part that is down; returns their names."""
        parts = {part.process.name: part for part in self.services.values()}
        stopped = [part for part in parts.values() if part.down_edges or not part.process.alive]
        for part in stopped:
            part.start()
        return [part.process.name for part in stopped]

    def restart_hung(self) -> list[str]:
        """Restart the shop where it runs and answers no more, as when all its connections wait for another.

        Otherwise every later scenario would be red for it.
        """
        process, part = self.launcher[self.shop], self.services[self._topology.services[0]]
        if not process.alive or part.down_edges:
            return []
        try:
            wait_until_ready([process], self._answers, _HANGS_AFTER)
        except StartUpFailed:
            part.restart()
            return [f"{self.shop} did not answer any more, and was restarted"]
        return []

    def unexpected_exits(self) -> list[UnexpectedExit]:
        """The parts that have exited by themselves."""
        return self.launcher.unexpected_exits()

    def bring_up(self) -> None:
        """Start every part."""
        programs = (
            Program(_GATEWAY, "environment.doubles.gateway.app:run"),
            Program(_MAIL, "environment.doubles.mail.app:run", listeners=("smtp", "http")),
            Program(_FAULTS, "environment.faults.app:run", listeners=()),
            Program(self.shop, ENTRY),
            *(Program(name, "environment.stubs.made_up.app:run") for name in self.documents),
        )
        self.folder = self.ended_with_it.enter_context(RunFolder())
        running = self.ended_with_it.enter_context(embedded(self.folder, programs))
        self.launcher, self.postgres = running.launcher, running.postgres
        self.databases = self.postgres.create_databases(
            [self._command.database] if self._command.database else []
        )
        self.clock = ClockFile(self.folder.path / "clock")
        self.identity = IdentityProvider(self.clock.now)
        self._open_proxies()
        self._start_ours()
        self._start_shop()

    def _open_proxies(self) -> None:
        folder = self.folder.path / _GATEWAY
        folder.mkdir(mode=0o700)
        authority = TestAuthority(folder)
        self.gateway_authority = authority.ca_file
        self._trust = ssl.create_default_context(cafile=str(authority.ca_file))
        hosts = {self.launcher[name].host for name in (_GATEWAY, _FAULTS)} | {"localhost"}
        authority.issue_untrustworthy(*hosts)
        self._certificate = authority.issue(*hosts)
        control = self.folder.path / "faults.sock"
        self.faults = ProxyClient(control)
        self.ended_with_it.callback(self.faults.close)
        process = self.launcher[_FAULTS]
        process.environ = {CONTROL: str(control)}
        self.start(process)
        tls = Tls(self._certificate.cert_file, self._certificate.key_file, authority.ca_file)
        self.faults.start(list(all_edges(self._own_address, process.host, tls)))

    def _own_address(self, callee: str) -> tuple[str, int]:
        if callee == "postgres":
            return self.postgres.host, self.postgres.port
        part = self.launcher[callee if callee in self._doubles else self.shop]
        return part.host, part.ports["smtp" if callee == _MAIL else "http"]

    def _start_ours(self) -> None:
        gateway, mail = self.launcher[_GATEWAY], self.launcher[_MAIL]
        mail.environ = mail_environ(self.secrets, self.clock.path)
        gateway.environ = gateway_environ(self.secrets, self._certificate, self._webhook(), self.clock.path)
        made_up = [self.launcher[name] for name in self.documents]
        for process in made_up:
            document = str(self.documents[process.name])
            process.environ = {made_up_app.NAME: process.name, made_up_app.DOCUMENT: document}
        self.start(gateway, mail, *made_up)

    def _webhook(self) -> str:
        """Where the gateway sends its events; nowhere where the topology has no such arrow."""
        if not self._topology.has(arrow(_GATEWAY, "payments")):
            return ""
        host, port = self._reached_at(_GATEWAY, "payments")
        return f"http://{host}:{port}{self._command.webhook}"

    def _start_shop(self) -> None:
        process = self.launcher[self.shop]
        known = self._placeholders()
        named = filled_in(self._command.environment, known)
        command = [filled("[run] command", word, known) for word in self._command.command]
        process.environ = {
            **{name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ},
            **named,
            COMMAND: json.dumps(command),
            FOLDER: str(self._command.folder),
        }
        self.start(process)

    def _reached_at(self, caller: str, callee: str) -> tuple[str, int]:
        """The proxy on this arrow, or the callee itself where the topology has no such arrow."""
        port = self.faults.ports.get(arrow(caller, callee))
        return (self.launcher[_FAULTS].host, port) if port else self._own_address(callee)

    def _placeholders(self) -> dict[str, str]:
        """What the environment of the shop may name in braces."""
        found = {
            "port": str(self.launcher[self.shop].ports["http"]),
            "gateway.secret_key": self.secrets.gateway_secret_key,
            "gateway.publishable_key": self.secrets.gateway_publishable_key,
            "gateway.webhook_secret": self.secrets.webhook_secret,
            "gateway.authority": str(self.gateway_authority),
            "identity.public_key": self.identity.public_key,
        }
        schemes = {_GATEWAY: "https", _MAIL: "smtp", **dict.fromkeys(self.documents, "http")}
        for callee, scheme in schemes.items():
            name = callee
            host, port = self._asked_by_the_shop(callee)
            found |= {
                f"{name}.host": host,
                f"{name}.port": str(port),
                f"{name}.url": f"{scheme}://{host}:{port}",
            }
        for database in self.databases.values():
            host, port = self._asked_by_the_shop("postgres")
            user = f"{database.name}:{database.password}"
            found |= {
                "database.host": host,
                "database.port": str(port),
                "database.name": database.name,
                "database.user": database.name,
                "database.password": database.password,
                "database.url": f"postgresql://{user}@{host}:{port}/{database.name}",
            }
        return found

    def _asked_by_the_shop(self, callee: str) -> tuple[str, int]:
        """Where the shop finds a part: the proxy on the first arrow to it."""
        point = next(
            (
                point
                for point in self._topology.points.values()
                if point.callee == callee and point.caller in self._topology.services
            ),
            None,
        )
        return self._reached_at(point.caller, callee) if point else self._own_address(callee)

    def _answers(self, process: ManagedProcess) -> bool:
        if process.name == _FAULTS:
            return self._faults_answer()
        host, port = process.host, process.ports["http"]
        if process.name == _GATEWAY:
            return _is_ok(
                HTTPSConnection(host, port, timeout=_HEALTH_SECONDS, context=self._trust), "/health"
            )
        path = self._command.ready if process.name == self.shop else "/health"
        path = made_up_app.HEALTH if process.name in self.documents else path
        return _is_ok(HTTPConnection(host, port, timeout=_HEALTH_SECONDS), path)

    def _faults_answer(self) -> bool:
        try:
            return self.faults.last() >= 0
        except ProxyFailed:
            return False


def _is_ok(connection: HTTPConnection, path: str) -> bool:
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
