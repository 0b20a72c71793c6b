"""What the rest of the environment asks of the bookstore under test, in small protocols.

`environment.stack.stack.Stack` starts a bookstore of its own. `environment.attach.attached.AttachedTarget`
connects to one that is up already. Both implement every protocol here, and a function takes the smallest
protocol that it needs. Where a target does not support a capability, `unsupported` gives the reason, and the
methods of that part raise `UnsupportedCapability`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from environment.doubles.service_tokens import ServiceTokenFactory
from environment.faults.proxy_client import ProxyClient
from environment.stack.books import Books
from environment.stack.fault_proxy import FaultProxy
from environment.stack.offer import Offer
from environment.topology.integration import IntegrationLevel
from steps.vocabulary.capabilities import Capability
from steps.world.ports import Identity, Replicas, ServiceControl

if TYPE_CHECKING:
    from graphql import GraphQLSchema

Driver = Any  # a class that is called with the same arguments as the driver of ours that it replaces


class Support(Protocol):
    """What the target supports, and how it differs from our own bookstore."""

    @property
    def unsupported(self) -> Mapping[Capability, str]:
        """The capabilities that the target does not support, each with the reason."""
        ...

    @property
    def offer(self) -> Offer:
        """What the target offers to scenarios; those that need more are skipped."""
        ...

    @property
    def adapter(self) -> Driver | None:
        """The class of the adapter, for a shop whose API is not ours."""
        ...

    @property
    def start_seconds(self) -> float:
        """In how many seconds a part that was killed is up again, and answers."""
        ...

    @property
    def drivers(self) -> Mapping[str, Driver]:
        """Drivers of the team, by the name of the driver of ours that each replaces."""
        ...

    @property
    def replaced(self) -> Mapping[str, str]:
        """The services that are not real at this level of integration, and what stands in their place."""
        ...

    @property
    def level(self) -> IntegrationLevel:
        """Which services are real."""
        ...

    @property
    def documents(self) -> Mapping[str, Mapping[str, Any]]:
        """The OpenAPI documents of the parts that are made up from them, by part."""
        ...

    def graphql_schemas(self) -> Mapping[str, GraphQLSchema]:
        """The schemas of a shop with GraphQL, by the path of their endpoint."""
        ...

    def empty_other_stores(self) -> None:
        """Empty what is beside the databases: the memories of stubs, or a shop that has a command for it."""
        ...

    def about(self) -> Mapping[str, str]:
        """What the report says about the target: value by label."""
        ...


class PartAddresses(Protocol):
    """Where the parts of the target answer, and which certificates they show."""

    @property
    def authority(self) -> Path | None:
        """The certificate authority (PEM) of the services and the inbox; None for those of the system."""
        ...

    @property
    def gateway_authority(self) -> Path | None:
        """The certificate authority (PEM) of the gateway; None for those of the system."""
        ...

    def url(self, name: str) -> str:
        """The address of the part itself; empty where it is not known."""
        ...

    def url_for(self, caller: str, callee: str) -> str:
        """The address at which `caller` reaches `callee`: that of the proxy where the arrow has one."""
        ...


class GatewayKeys(Protocol):
    """The keys of the gateway; a key that the target file does not give is empty."""

    @property
    def gateway_publishable_key(self) -> str: ...
    @property
    def gateway_secret_key(self) -> str: ...
    @property
    def gateway_control_token(self) -> str: ...
    @property
    def mail_inbox_token(self) -> str: ...
    @property
    def webhook_secret(self) -> str: ...


class TargetCredentials(Protocol):
    """What the suite signs requests with: as customers and staff, as a service, and as the merchant."""

    @property
    def secrets(self) -> GatewayKeys: ...
    @property
    def identity(self) -> Identity: ...
    @property
    def untrusted_identity(self) -> Identity: ...
    @property
    def service_tokens(self) -> ServiceTokenFactory: ...
    @property
    def untrusted_service_tokens(self) -> ServiceTokenFactory: ...

    def all_secrets(self) -> Mapping[str, str]:
        """The values that must not be found in a log or a report, by what each is."""
        ...


class ProxiedTraffic(Protocol):
    """The traffic between the parts, where it passes our proxies."""

    @property
    def faults(self) -> ProxyClient | FaultProxy:
        """Injects faults and records calls; without our proxies it records nothing."""
        ...


class PartControl(Protocol):
    """Stops and starts the parts of the target."""

    @property
    def services(self) -> Mapping[str, ServiceControl]:
        """The parts that a scenario may stop and start, by name."""
        ...

    def restart_stopped(self) -> list[str]:
        """Start every part that is down; returns their names."""
        ...

    def restart_hung(self) -> list[str]:
        """Kill and start a shop that runs and answers no more; a sentence for it."""
        ...

    def unexpected_exits(self) -> Sequence[object]:
        """One object for each part that has exited by itself; its text is a sentence for the report."""
        ...

    def take_lifecycle_events(self) -> list[tuple[float, str]]:
        """What the suite has done to the parts since the last call: Unix seconds, and a sentence."""
        ...


class TargetReplicas(Replicas, Protocol):
    """Second instances of the services of a target; `environment.stack.replicas` describes each method.

    Where the target supports none, all methods but `remove_all` and `running` raise UnsupportedCapability.
    """

    def kill_primary(self, service: str) -> None: ...
    def suspend_primary(self, service: str, *, cut_off: bool = True) -> None: ...
    def remove_all(self) -> None: ...
    def running(self) -> list[str]: ...


class DatabaseControl(Protocol):
    """Crashes the database server of a target and starts it again."""

    def crash(self) -> None: ...
    def recover(self) -> None: ...


class Replication(Protocol):
    """The parts of the capability INSTANCES: second instances, and crashes of the database server."""

    @property
    def replicas(self) -> TargetReplicas: ...
    @property
    def database_server(self) -> DatabaseControl: ...


class DatabaseAccess(Protocol):
    """The databases of the services."""

    def database_urls(self) -> Mapping[str, str]:
        """SQLAlchemy's URLs of the databases that may be read, by service."""
        ...

    def admin_addresses(self) -> Mapping[str, str]:
        """libpq addresses of the databases that are emptied between scenarios; none where none may be."""
        ...


class LogFiles(Protocol):
    """The logs of the parts."""

    def log_files(self) -> Mapping[str, Path]:
        """The logs that may be read, by the part that writes each."""
        ...


class TargetClock(Protocol):
    """The time of all services; `advance` raises UnsupportedCapability where it cannot be moved."""

    def now(self) -> datetime: ...
    def advance(self, by: timedelta) -> None: ...
    def quickly(self) -> AbstractContextManager[None]: ...
    def reset(self) -> None: ...


class SharedTime(Protocol):
    """The clock that all services read."""

    @property
    def clock(self) -> TargetClock: ...


class ControllableTarget(PartControl, Replication, Protocol):
    """What the control socket of a target offers."""


class CrashableTarget(ControllableTarget, ProxiedTraffic, Protocol):
    """What a crash at a point of a call needs: a proxy that holds the call, and a part that is killed."""

    @property
    def start_seconds(self) -> float:
        """In how many seconds a part that was killed is up again, and answers."""
        ...


class AuditedTarget(
    Support, PartAddresses, TargetCredentials, LogFiles, SharedTime, ProxiedTraffic, Protocol
):
    """What the audit needs beside the databases."""

    @property
    def books(self) -> Books | None:
        """Books of a shop whose tables are not ours."""
        ...


class CheckedTarget(PartControl, AuditedTarget, Protocol):
    """What the check at the end of a scenario needs: the audit, the record of calls, and every part up."""


class Target(CheckedTarget, CrashableTarget, DatabaseAccess, Protocol):
    """One bookstore, with everything that the suite may do to it."""
