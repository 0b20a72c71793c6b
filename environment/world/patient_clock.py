"""The clock of a scenario, which leaps over no message that is on its way."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from environment.faults.proxy_client import ProxyClient
from environment.stack.fault_proxy import FaultProxy
from environment.stack.target import TargetClock
from environment.topology import IntegrationPoint, Protocol, topology
from steps.drivers.eventually import NotInTime, eventually

_WITHIN = 2.0  # seconds for the next message; one that is stuck for longer stays on its way
_STORED_WITHIN = 1.0  # seconds for a stored one; its service may be down


@dataclass(frozen=True)
class PatientClock:
    """Implements `steps.world.ports.ScenarioClock`.

    A webhook takes milliseconds. If an hour passes between its sending and its receipt, its signature is too
    old, and payments refuses what no shop would ever refuse. A mail that is asked for six days later than its
    order was paid is not six days old. `untried` counts the stored messages of which no attempt has ended.
    """

    clock: TargetClock
    traffic: ProxyClient | FaultProxy
    untried: Callable[[], int] = int

    def now(self) -> datetime:
        """The time as the services see it, in UTC."""
        return self.clock.now()

    def advance(self, by: timedelta) -> None:
        """Move the time forward for all services, when the messages that are on their way have arrived."""
        if self.traffic.let_arrive(_deliveries(), _WITHIN):
            self._let_be_tried()
        self.clock.advance(by)

    def _let_be_tried(self) -> None:
        """Wait for the stored messages, but for those that a fault keeps back: their sender gives up soon."""
        with suppress(NotInTime):
            eventually(
                self.untried,
                until=lambda left: left == 0 or left <= self._kept_back(),
                within=_STORED_WITHIN,
                what="each message was tried",
            )

    def _kept_back(self) -> int:
        calls = self.traffic.exchanges(without=("postgres",))
        return sum(1 for each in calls if each.ended is None and each.faults)

    def quickly(self) -> AbstractContextManager[None]:
        """Time passes faster inside the block."""
        return self.clock.quickly()


def _deliveries() -> list[str]:
    """The arrows with messages, for which no person waits."""
    points = topology().points.values()
    return [each.arrow for each in points if each.protocol is Protocol.HTTP and _has_messages(each)]


def _has_messages(point: IntegrationPoint) -> bool:
    return point.asynchronous or any(each.asynchronous and each.changes for each in point.operations)
