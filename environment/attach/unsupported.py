"""Stand-ins for what a target lacks: they say so when somebody uses them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from environment.evidence.recording.exchange import Exchange
from environment.faults.proxy_client import CallNotFinished, FaultNotTriggered, HeldCall, InjectedFault
from steps.vocabulary.capabilities import Capability, Lacking
from steps.vocabulary.fault_spec import FaultSpec
from steps.world.world import Service


class Absent:
    """Whatever is asked of it, it raises Lacking."""

    def __init__(self, capability: Capability, reason: str) -> None:
        self._lacking = capability, reason

    def __getattr__(self, name: str) -> Any:
        raise Lacking(*self._lacking)


class NoParts(Mapping[str, Service]):
    """No part can be stopped; nobody has to find out by trying."""

    def __init__(self, reason: str) -> None:
        self._reason = reason

    def __getitem__(self, name: str) -> Service:
        raise Lacking(Capability.PARTS, self._reason)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


class NoInstances:
    """No second instance can be started, and the database cannot be crashed."""

    def __init__(self, reason: str) -> None:
        self._lacking = Lacking(Capability.INSTANCES, reason)

    def start(self, service: str, settings: Mapping[str, str] | None = None) -> None:
        """Raises Lacking."""
        raise self._lacking

    def share(self, service: str) -> None:
        """Raises Lacking."""
        raise self._lacking

    def die_for_good(self, service: str) -> None:
        """Raises Lacking."""
        raise self._lacking

    def replace(self, service: str) -> None:
        """Raises Lacking."""
        raise self._lacking

    def wait_stopped(self, service: str) -> None:
        """Raises Lacking."""
        raise self._lacking

    def over(self) -> None:
        """There is one instance of each."""

    def running(self) -> list[str]:
        """No service runs in two instances."""
        return []

    def crash_database(self) -> None:
        """Raises Lacking."""
        raise self._lacking

    def recover_database(self) -> None:
        """Raises Lacking."""
        raise self._lacking


class SystemClock:
    """The time as it is. Nobody can move it."""

    def __init__(self, reason: str) -> None:
        self._reason = reason

    def now(self) -> datetime:
        """The time, in UTC."""
        return datetime.now(UTC)

    def advance(self, by: timedelta) -> None:
        """Raises Lacking."""
        raise Lacking(Capability.CLOCK, self._reason)

    def reset(self) -> None:
        """It was never moved."""


class NoPorts:
    """No traffic passes ports of ours: nothing can be hurt, and nothing is recorded."""

    def __init__(self, reason: str) -> None:
        self._reason = reason

    def add(self, fault: FaultSpec) -> InjectedFault:
        """Raises Lacking."""
        raise Lacking(Capability.FAULTS, self._reason)

    def heal(self, name: str) -> int:
        """Raises Lacking."""
        raise Lacking(Capability.FAULTS, self._reason)

    def release(self, name: str, which: int | None = None) -> int:
        """Raises Lacking."""
        raise Lacking(Capability.FAULTS, self._reason)

    def wait_for(self, name: str, held: int = 0, fired: int = 0, within: float = 5.0) -> tuple[HeldCall, ...]:
        """Raises Lacking."""
        raise Lacking(Capability.FAULTS, self._reason)

    def passed(self, edge: str, since: int = 0) -> list[str]:
        """Raises Lacking: nobody counts the calls."""
        raise Lacking(Capability.FAULTS, self._reason)

    def cut(self, edge: str) -> int:
        """Raises Lacking."""
        raise Lacking(Capability.FAULTS, self._reason)

    def heal_all(self, within: float = 0.0) -> list[FaultNotTriggered | CallNotFinished]:
        """There is nothing to heal."""
        return []

    def last(self) -> int:
        """Nothing was recorded."""
        return 0

    def exchanges(
        self,
        since: int = 0,
        edge: str | None = None,
        correlation: str | None = None,
        without: Sequence[str] = (),
    ) -> list[Exchange]:
        """Nothing was recorded."""
        return []

    def failures(self) -> list[str]:
        """Nothing could break."""
        return []

    def forget(self, until: int | None = None) -> int:
        """Nothing was recorded."""
        return 0
