"""Stand-ins for the parts that a target does not support: their methods raise UnsupportedCapability.

A method that is called after every scenario does nothing instead, and a record is empty.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime, timedelta
from typing import Any

from environment.evidence.recording.exchange import Exchange
from environment.evidence.recording.statements import Statement
from environment.faults.proxy_client import CallNotFinished, FaultNotTriggered
from steps.vocabulary.capabilities import Capability, UnsupportedCapability
from steps.world.ports import ServiceControl


class UnsupportedPart:
    """A part of the world: every method and attribute raises UnsupportedCapability."""

    def __init__(self, capability: Capability, reason: str) -> None:
        self._unsupported = capability, reason

    def __getattr__(self, name: str) -> Any:
        raise UnsupportedCapability(*self._unsupported)


class _Unsupported:
    """What the stand-ins for a port have in common."""

    capability: Capability

    def __init__(self, reason: str) -> None:
        self._reason = reason

    def _refuse(self, *_: Any, **__: Any) -> Any:
        raise UnsupportedCapability(self.capability, self._reason)


class UnsupportedServices(_Unsupported, Mapping[str, ServiceControl]):
    """The services of a target that cannot be stopped: none is listed, and any name raises."""

    capability = Capability.PARTS
    __getitem__ = _Unsupported._refuse

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


class UnsupportedReplicas(_Unsupported):
    """The second instances of a target that has none."""

    capability = Capability.INSTANCES
    start = share = kill_primary = suspend_primary = wake_primary = replace = wait_stopped = (
        _Unsupported._refuse
    )

    def remove_all(self) -> None:
        """There is no second instance."""

    def running(self) -> list[str]:
        """No service runs in two instances."""
        return []


class UnsupportedDatabaseServer(_Unsupported):
    """The database server of a target on which it cannot be crashed."""

    capability = Capability.INSTANCES
    crash = recover = _Unsupported._refuse


class MachineClock(_Unsupported):
    """The clock of this machine, for a target whose clock cannot be moved."""

    capability = Capability.CLOCK

    def now(self) -> datetime:
        """The time, in UTC."""
        return datetime.now(UTC)

    def advance(self, by: timedelta) -> None:
        """Raises UnsupportedCapability."""
        self._refuse()

    def quickly(self) -> AbstractContextManager[None]:
        """Time passes as always."""
        return nullcontext()

    def reset(self) -> None:
        """It was never moved."""


class UnsupportedFaultProxy(_Unsupported):
    """The proxies of a target whose traffic does not pass ours: no fault is injected, no call recorded."""

    capability = Capability.FAULTS
    injected: Collection[str] = ()
    add = heal = release = wait_for = passed = cut = _Unsupported._refuse

    def heal_all(self, within: float = 0.0) -> list[FaultNotTriggered | CallNotFinished]:
        """There is no fault to heal."""
        return []

    def last(self) -> int:
        """The number of the last recorded call: there is none."""
        return 0

    def let_arrive(self, edges: Sequence[str], within: float) -> bool:
        """Whether calls are under way is not known: none is waited for."""
        return True

    def exchanges(
        self,
        since: int = 0,
        edge: str | None = None,
        correlation: str | None = None,
        without: Sequence[str] = (),
    ) -> list[Exchange]:
        """No call was recorded."""
        return []

    def statements(self, since: int = 0) -> list[Statement]:
        """No statement was recorded."""
        return []

    def failures(self) -> list[str]:
        """No fault could fail."""
        return []

    def forget(self, until: int | None = None) -> int:
        """No call was recorded."""
        return 0
