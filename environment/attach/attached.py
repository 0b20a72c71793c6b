"""A bookstore that is up already, as its target file describes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from requests import Session

from environment.attach.capabilities import unsupported_by
from environment.attach.control import ControlClient
from environment.attach.graphql_schemas import schemas_of
from environment.attach.remote_replicas import RemoteDatabaseServer, RemoteReplicas
from environment.attach.reset_command import run_reset
from environment.attach.target_file import TargetFile, TargetFileError, TargetOfOurApi
from environment.audit.facts.books import read_books
from environment.doubles.clock import ClockFile
from environment.doubles.identity_provider import IdentityProvider
from environment.doubles.service_tokens import ServiceSigningKeys, ServiceTokenFactory
from environment.faults.proxy_client import ProxyClient
from environment.runtime.foreign_variables import remove_libpq_variables
from environment.stack.books import Books
from environment.stack.fault_proxy import FaultProxy
from environment.stack.offer import Offer
from environment.stack.service_settings import SERVICES
from environment.stack.stubs import unsupported_at
from environment.stack.target import DatabaseControl, TargetClock, TargetReplicas
from environment.stack.unsupported import (
    MachineClock,
    UnsupportedDatabaseServer,
    UnsupportedFaultProxy,
    UnsupportedReplicas,
    UnsupportedServices,
)
from environment.stubs.made_up.answers import read_document
from environment.topology import arrow, use_topology
from environment.topology.integration import BIG_BANG, IntegrationError, IntegrationLevel, integration_orders
from environment.topology.reading import read_topology
from environment.world.offered_ports import AdapterClass, not_offered_by
from steps.drivers.adapter import AdapterContext, ShopAdapter
from steps.drivers.api import Api, ScenarioCorrelation, keep_alive_session
from steps.drivers.inbox import InboxDriver
from steps.vocabulary.capabilities import Capability
from steps.vocabulary.policies import Policy
from steps.world.ports import ServiceControl

if TYPE_CHECKING:
    from graphql import GraphQLSchema

_HOST = "127.0.0.1"
_PUT_BACK = "pricing.put_back"
_START_SECONDS = 10.0  # of a service of ours


@dataclass(frozen=True)
class GivenGatewayKeys:
    """The keys of the gateway and the token of the inbox; "" where the file gives none."""

    gateway_publishable_key: str
    gateway_secret_key: str
    gateway_control_token: str
    webhook_secret: str
    mail_inbox_token: str


class AttachedTarget:
    """A context manager that starts no part and stops none; inside it the proxies are connected."""

    def __init__(self, file: TargetFile) -> None:
        self.file = file
        use_topology(read_topology(file.shop.topology) if file.shop else None)
        self.level = level_of(file)
        self.replaced: Mapping[str, str] = self.level.stand_ins
        self.unsupported = {**unsupported_at(self.level), **unsupported_by(file)}
        self.adapter: AdapterClass | None = file.shop.adapter if file.shop else None
        if self.adapter is not None and _PUT_BACK not in self._not_offered:
            self.unsupported = {
                **unsupported_at(self.level),
                **unsupported_by(file, puts_settings_back=True),
            }
        self.start_seconds = file.shop.start_seconds if file.shop else _START_SECONDS
        self.drivers = file.drivers.given()
        self.clock: TargetClock = self._clock()
        own_key = file.identity.private_key_file if file.identity else None
        self.identity = IdentityProvider(self.clock.now, own_key)
        self.untrusted_identity = IdentityProvider(self.clock.now)
        self._service_keys = ServiceSigningKeys(file.service_keys.given())
        self.service_tokens = ServiceTokenFactory(self._service_keys, self.clock.now)
        self.untrusted_service_tokens = ServiceTokenFactory(
            ServiceSigningKeys.generated_for(SERVICES), self.clock.now
        )
        keys = file.gateway
        self.secrets = GivenGatewayKeys(
            keys.publishable_key,
            keys.secret_key,
            keys.control_token or "",
            keys.webhook_secret or "",
            (file.mail.token if file.mail else None) or "",
        )
        self.authority = file.addresses.authority
        self.gateway_authority = keys.authority
        control = ControlClient(file.parts.control, self.start_seconds) if file.parts else None
        self._control = control if self._can(Capability.PARTS) else None
        self.replicas, self.database_server = self._second_instances(control)
        self._line = (
            ProxyClient(file.faults.control) if file.faults and self._can(Capability.FAULTS) else None
        )

    def __enter__(self) -> Self:
        remove_libpq_variables()
        if self._line:
            self._line.learn_ports()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._line:
            self._line.close()

    @cached_property
    def offer(self) -> Offer:
        """What the target offers to scenarios: an adapter is made to see what it has."""
        policies = {
            Policy(name): f"{self.file.name}: {why}" for name, why in self.file.policy.given().items()
        }
        return Offer(self.unsupported, self._not_offered, policies)

    @cached_property
    def _not_offered(self) -> Mapping[str, str]:
        """By port method that the adapter does not have, the reason."""
        return {} if self.adapter is None else not_offered_by(self.adapter_for(Session()), self.file.name)

    def adapter_for(self, session: Session) -> ShopAdapter:
        """An adapter outside of any scenario, whose requests do not pass the proxies."""
        assert self.adapter is not None, "this target has no adapter"
        correlation = ScenarioCorrelation()
        inbox = InboxDriver(self.url("mail"), session) if self._can(Capability.MAIL) else None
        return self.adapter(
            AdapterContext(
                lambda _, callee: Api(self.url(callee), session, correlation), session, correlation, inbox, {}
            )
        )

    @property
    def books(self) -> Books | None:
        """Books of the shop, where the file names some."""
        given = self.file.books
        return Books(given.url, read_books(given.sql.read_text("utf-8"))) if given else None

    @property
    def faults(self) -> ProxyClient | FaultProxy:
        """The client of the proxies, where the traffic passes ours."""
        return self._line or UnsupportedFaultProxy(self._why_not(Capability.FAULTS))

    @property
    def services(self) -> Mapping[str, ServiceControl]:
        """The parts that a scenario may stop and start, by name."""
        return (
            self._control.services()
            if self._control
            else UnsupportedServices(self._why_not(Capability.PARTS))
        )

    def url(self, name: str) -> str:
        """The address that the file gives."""
        mail = self.file.mail.address if self.file.mail else ""
        return {**self._addresses(), "gateway": self.file.gateway.address, "mail": mail}.get(name, "")

    def _addresses(self) -> dict[str, str]:
        given = self.file.addresses.given()
        return {name: str(given[name]) for name in given if name != "authority"}

    def url_for(self, caller: str, callee: str) -> str:
        """The port of the proxy on this arrow, or the address of the callee itself."""
        port = self._line.ports.get(arrow(caller, callee)) if self._line else None
        scheme = "https" if callee == "gateway" else "http"
        return f"{scheme}://{_HOST}:{port}" if port else self.url(callee)

    def database_urls(self) -> Mapping[str, str]:
        """SQLAlchemy's URLs that the file gives, by service that is real."""
        given = self.file.databases.given()
        return {service: url for service, url in given.items() if service not in self.replaced}

    def admin_addresses(self) -> Mapping[str, str]:
        """libpq addresses of the databases, by service; none unless the file says `may_be_emptied`."""
        if not self._can(Capability.RESET):
            return {}
        return {
            service: url.replace("postgresql+psycopg:", "postgresql:", 1)
            for service, url in self.database_urls().items()
        }

    def log_files(self) -> Mapping[str, Path]:
        """Every log of the folder, by the name of its part."""
        if not self.file.logs or not self._can(Capability.LOGS):
            return {}
        return {log.stem: log for log in sorted(self.file.logs.folder.glob("*.log"))}

    def all_secrets(self) -> Mapping[str, str]:
        """The secrets that the file gives, by what each is."""
        own = {name.replace("_", " "): value for name, value in vars(self.secrets).items()}
        return own | self._service_keys.secrets()

    def about(self) -> Mapping[str, str]:
        """The name of the target, its level of integration, and what it does not support."""
        unsupported = ", ".join(sorted(self.unsupported)) or "nothing"
        level = {} if self.level.complete else {"Integration": str(self.level)}
        return {"Target": self.file.name, **level, "Target does not support": unsupported}

    @property
    def documents(self) -> Mapping[str, Mapping[str, Any]]:
        """The OpenAPI documents of the parts that are made up from them, by part."""
        return {name: read_document(name, Path(path)) for name, path in self.file.documents.items()}

    def graphql_schemas(self) -> Mapping[str, GraphQLSchema]:
        """The schemas that the file names. Raises TargetFileError where the shop does not show its own."""
        if not (self.file.shop and self.file.shop.graphql):
            return {}
        with keep_alive_session(self.authority) as session:
            return schemas_of(self.file.shop.graphql, [*self._addresses().values()], session)

    def empty_other_stores(self) -> None:
        """Run the command that empties the shop, where the file names one. Raises ResetFailed."""
        if self.file.reset and self._can(Capability.RESET):
            run_reset(self.file.reset.command, self.file.reset.folder, self.file.reset.seconds)

    def restart_stopped(self) -> list[str]:
        """Start every part that is down, where the target can be told to; returns their names."""
        return list(self._control.ask("start the dead")) if self._control else []

    def restart_hung(self) -> list[str]:
        """Restart a shop that answers no more, where the target can be told to; a sentence for it."""
        return list(self._control.ask("start the hung")) if self._control else []

    def unexpected_exits(self) -> Sequence[object]:
        """A sentence for each part that has exited by itself, where the target can tell."""
        return list(self._control.ask("deaths")) if self._control else []

    def take_lifecycle_events(self) -> list[tuple[float, str]]:
        """What was done to the parts since the last call: Unix seconds, and a sentence."""
        return [(at, what) for at, what in self._control.ask("notes")] if self._control else []

    def _can(self, capability: Capability) -> bool:
        return capability not in self.unsupported

    def _why_not(self, capability: Capability) -> str:
        return self.unsupported.get(capability, "")

    def _second_instances(self, control: ControlClient | None) -> tuple[TargetReplicas, DatabaseControl]:
        if control and self._can(Capability.INSTANCES):
            return RemoteReplicas(control), RemoteDatabaseServer(control)
        why_not = self._why_not(Capability.INSTANCES)
        return UnsupportedReplicas(why_not), UnsupportedDatabaseServer(why_not)

    def _clock(self) -> TargetClock:
        if self.file.clock and self._can(Capability.CLOCK):
            return ClockFile(self.file.clock.file, new=False)
        return MachineClock(self._why_not(Capability.CLOCK))


def level_of(file: TargetFile) -> IntegrationLevel:
    """The level of integration of a target, by `real`; else everything is real. Raises TargetFileError."""
    real = file.real if isinstance(file, TargetOfOurApi) else None
    if real is None:
        return integration_orders().level(BIG_BANG)
    try:
        return integration_orders().own([service.strip() for service in real.split(",") if service.strip()])
    except IntegrationError as error:
        raise TargetFileError(f"real: {error}") from None
