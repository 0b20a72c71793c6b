"""A bookstore that is up already, as its target file describes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from environment.attach.capabilities import lacks_of
from environment.attach.file import TargetFile
from environment.attach.instances import RemoteInstances
from environment.attach.parts import RemoteParts
from environment.attach.unsupported import NoInstances, NoParts, NoPorts, SystemClock
from environment.doubles.clock import ClockFile
from environment.doubles.identity_provider import IdentityProvider, ServiceTokenProvider
from environment.faults.line import FaultLine
from environment.stack.edges import arrow
from environment.stack.service_settings import Secrets
from environment.stack.target import Instances, Line, TargetClock
from steps.vocabulary.capabilities import Capability
from steps.world.world import Service

_HOST = "127.0.0.1"


@dataclass(frozen=True)
class GivenKeys:
    """The keys of the gateway and the token of the inbox; "" where the file does not give one."""

    gateway_publishable_key: str
    gateway_secret_key: str
    gateway_control_token: str
    webhook_secret: str
    mail_inbox_token: str


class Attached:
    """A context manager that starts nothing and ends nothing; inside, every connection it keeps is open."""

    def __init__(self, file: TargetFile) -> None:
        self.file = file
        self.lacks = lacks_of(file)
        self.drivers = file.drivers
        self.clock: TargetClock = self._clock()
        self.identity = IdentityProvider(self.clock.now, file.identity)
        self.untrusted_identity = IdentityProvider(self.clock.now)
        self.service_tokens = ServiceTokenProvider(file.service_token_key or "", self.clock.now)
        self.untrusted_service_tokens = ServiceTokenProvider(Secrets().service_token_key, self.clock.now)
        given = file.gateway
        self.secrets = GivenKeys(
            given.get("publishable_key", ""),
            given.get("secret_key", ""),
            given.get("control_token", ""),
            given.get("webhook_secret", ""),
            file.mail_token or "",
        )
        self.authority = file.authority
        self.gateway_authority: Path | None = given.get("authority")
        self._parts = None if Capability.PARTS in self.lacks else RemoteParts(_place(file.parts))
        self.instances: Instances = self._instances()
        self._line = None if Capability.FAULTS in self.lacks else FaultLine(_place(file.faults))

    def __enter__(self) -> Self:
        if self._line:
            self._line.learn_ports()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._line:
            self._line.close()

    @property
    def faults(self) -> FaultLine | Line:
        """The line to the proxies, where the traffic passes ours."""
        return self._line or NoPorts(self.lacks[Capability.FAULTS])

    @property
    def services(self) -> Mapping[str, Service]:
        """Everything that a scenario may stop and start."""
        return self._parts.services() if self._parts else NoParts(self.lacks[Capability.PARTS])

    def url(self, name: str) -> str:
        """The address that the file gives."""
        others: dict[str, str] = {"gateway": self.file.gateway["address"], "mail": self.file.mail or ""}
        return {**self.file.addresses, **others}[name]

    def url_for(self, caller: str, callee: str) -> str:
        """The port of the proxy on this arrow, or the callee's own address.

        What has a driver of its own is called at its own address: nobody else there speaks its language.
        """
        through = self._line if callee not in self.drivers else None
        port = through.ports.get(arrow(caller, callee)) if through else None
        scheme = "https" if callee == "gateway" else "http"
        return f"{scheme}://{_HOST}:{port}" if port else self.url(callee)

    def database_urls(self) -> Mapping[str, str]:
        """What the file gives."""
        return self.file.databases

    def admin_addresses(self) -> Mapping[str, str]:
        """Nobody's data is emptied without their word."""
        if Capability.EMPTYING in self.lacks:
            return {}
        return {
            service: url.replace("postgresql+psycopg:", "postgresql:", 1)
            for service, url in self.file.databases.items()
        }

    def log_files(self) -> Mapping[str, Path]:
        """Every log of the folder."""
        if Capability.LOGS in self.lacks:
            return {}
        return {log.stem: log for log in sorted(_place(self.file.logs).glob("*.log"))}

    def all_secrets(self) -> Mapping[str, str]:
        """What the file gives."""
        own = {name.replace("_", " "): value for name, value in vars(self.secrets).items()}
        return own | {"service token key": self.file.service_token_key or ""}

    def about(self) -> Mapping[str, str]:
        """Its name, and what it lacks."""
        lacking = ", ".join(sorted(self.lacks)) or "nothing"
        return {"Target": self.file.name, "Target lacks": lacking}

    def start_the_dead(self) -> list[str]:
        """Bring back every part that is down, where that is in our power."""
        return list(self._parts.ask("start the dead")) if self._parts else []

    def unexpected_deaths(self) -> Sequence[object]:
        """What whoever runs the parts knows of."""
        return list(self._parts.ask("deaths")) if self._parts else []

    def take_notes(self) -> list[tuple[float, str]]:
        """What was done to the parts."""
        return [(at, what) for at, what in self._parts.ask("notes")] if self._parts else []

    def _instances(self) -> Instances:
        if Capability.INSTANCES in self.lacks:
            return NoInstances(self.lacks[Capability.INSTANCES])
        return RemoteInstances(RemoteParts(_place(self.file.parts)))

    def _clock(self) -> TargetClock:
        if Capability.CLOCK in self.lacks:
            return SystemClock(self.lacks[Capability.CLOCK])
        return ClockFile(_place(self.file.clock), new=False)


def _place(path: Path | None) -> Path:
    assert path is not None, "what is not in the file is lacking"
    return path
