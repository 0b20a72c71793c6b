"""The proxy on the arrows, as the rest of the environment uses it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

from environment.evidence.recording.exchange import Exchange
from environment.evidence.recording.statements import Statement
from environment.faults.proxy_client import CallNotFinished, FaultNotTriggered, HeldCall, InjectedFault
from steps.vocabulary.fault_spec import FaultSpec


class FaultProxy(Protocol):
    """Faults on the arrows, and the record of what crossed them; without our ports nothing is recorded."""

    @property
    def injected(self) -> Collection[str]:
        """The names of the faults that were added since the record was emptied."""

    def add(self, fault: FaultSpec) -> InjectedFault: ...
    def heal(self, name: str) -> int: ...
    def release(self, name: str, which: int | None = None) -> int: ...
    def wait_for(
        self, name: str, held: int = 0, fired: int = 0, within: float = 5.0
    ) -> tuple[HeldCall, ...]: ...
    def heal_all(self, within: float = 0.0) -> list[FaultNotTriggered | CallNotFinished]: ...
    def last(self) -> int: ...
    def exchanges(
        self,
        since: int = 0,
        edge: str | None = None,
        correlation: str | None = None,
        without: Sequence[str] = (),
    ) -> list[Exchange]: ...
    def statements(self, since: int = 0) -> list[Statement]: ...
    def passed(self, edge: str, since: int = 0) -> list[str]: ...
    def cut(self, edge: str) -> int: ...
    def failures(self) -> list[str]: ...
    def forget(self, until: int | None = None) -> int: ...
