"""What the rest of the environment asks of the bookstore under test, wherever it runs.

`environment.stack.stack.Stack` starts one of its own; `environment.attach.attached.Attached` speaks to one
that is up already. What a target lacks is in `lacks`, and its part is a stand-in that raises `Lacking` when
used.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from environment.doubles.identity_provider import ServiceTokenProvider
from environment.evidence.recording.exchange import Exchange
from environment.faults.line import FaultHandle, FaultLine, HeldCall, Unended, Unfired
from environment.faults.spec import FaultSpec
from steps.vocabulary.capabilities import Capability
from steps.world.actors import Identity
from steps.world.world import Service

Driver = Any  # what makes a driver: a class, called as our own is


class Keys(Protocol):
    """What opens the gateway; an empty text is a key that the target did not give."""

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


class TargetClock(Protocol):
    """The time of all services; `advance` raises Lacking where it cannot be moved."""

    def now(self) -> datetime: ...
    def advance(self, by: timedelta) -> None: ...
    def reset(self) -> None: ...


class Line(Protocol):
    """Faults on the arrows, and the record of what crossed them; without our ports nothing is recorded."""

    def add(self, fault: FaultSpec) -> FaultHandle: ...
    def heal(self, name: str) -> int: ...
    def release(self, name: str, which: int | None = None) -> int: ...
    def wait_for(
        self, name: str, held: int = 0, fired: int = 0, within: float = 5.0
    ) -> tuple[HeldCall, ...]: ...
    def heal_all(self, within: float = 0.0) -> list[Unfired | Unended]: ...
    def last(self) -> int: ...
    def exchanges(
        self,
        since: int = 0,
        edge: str | None = None,
        correlation: str | None = None,
        without: Sequence[str] = (),
    ) -> list[Exchange]: ...
    def passed(self, edge: str, since: int = 0) -> list[str]: ...
    def cut(self, edge: str) -> int: ...
    def failures(self) -> list[str]: ...
    def forget(self, until: int | None = None) -> int: ...


class Instances(Protocol):
    """Second instances of its services, and the crash of its database; see environment.stack.replicas.Twins.

    Where the target lacks them all but `over` and `running` raise Lacking.
    """

    def start(self, service: str, settings: Mapping[str, str] | None = None) -> None: ...
    def share(self, service: str) -> None: ...
    def die_for_good(self, service: str) -> None: ...
    def replace(self, service: str) -> None: ...
    def wait_stopped(self, service: str) -> None: ...
    def over(self) -> None: ...
    def running(self) -> list[str]: ...
    def crash_database(self) -> None: ...
    def recover_database(self) -> None: ...


class Target(Protocol):
    """One bookstore."""

    @property
    def lacks(self) -> Mapping[Capability, str]:
        """What it cannot do, each with the reason."""
        ...

    @property
    def drivers(self) -> Mapping[str, Driver]:
        """A team's own drivers, by the name of ours that they stand for."""
        ...

    @property
    def secrets(self) -> Keys: ...
    @property
    def identity(self) -> Identity: ...
    @property
    def untrusted_identity(self) -> Identity: ...
    @property
    def service_tokens(self) -> ServiceTokenProvider: ...
    @property
    def untrusted_service_tokens(self) -> ServiceTokenProvider: ...
    @property
    def clock(self) -> TargetClock: ...
    @property
    def faults(self) -> FaultLine | Line: ...
    @property
    def authority(self) -> Path | None:
        """The certificate authority of its services and its inbox; None for the usual ones."""
        ...

    @property
    def gateway_authority(self) -> Path | None:
        """The certificate authority of the gateway; None for the usual ones."""
        ...

    @property
    def services(self) -> Mapping[str, Service]:
        """Everything that a scenario may stop and start, by name."""
        ...

    @property
    def instances(self) -> Instances: ...

    def url(self, name: str) -> str:
        """The address of a part itself; an empty text where it is not known."""
        ...

    def url_for(self, caller: str, callee: str) -> str:
        """Where `caller` reaches `callee`, by way of the proxy on that arrow where there is one."""
        ...

    def database_urls(self) -> Mapping[str, str]:
        """SQLAlchemy's URLs of the databases that may be read, by service."""
        ...

    def admin_addresses(self) -> Mapping[str, str]:
        """libpq addresses of the databases that are emptied between scenarios; none where none may be."""
        ...

    def log_files(self) -> Mapping[str, Path]:
        """The logs that may be read, by the part that writes them."""
        ...

    def all_secrets(self) -> Mapping[str, str]:
        """Everything that must not be found in a log or a report, by what it is."""
        ...

    def about(self) -> Mapping[str, str]:
        """What the report says about it."""
        ...

    def start_the_dead(self) -> list[str]:
        """Bring back every part that is down; their names."""
        ...

    def unexpected_deaths(self) -> Sequence[object]:
        """A sentence for each part that died by itself."""
        ...

    def take_notes(self) -> list[tuple[float, str]]:
        """What was done to its parts since the last time, and when (Unix seconds)."""
        ...
