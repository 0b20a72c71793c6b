"""What the controls of single parts ask of the stack that runs the parts."""

from __future__ import annotations

from typing import Protocol

from environment.faults.proxy_client import ProxyClient
from environment.runtime.processes.managed_process import ManagedProcess
from environment.runtime.processes.process_group import ProcessGroup


class PartHost(Protocol):
    """A running stack, as far as the parts in it are started, killed, and hidden from their callers."""

    @property
    def launcher(self) -> ProcessGroup[ManagedProcess]: ...
    @property
    def faults(self) -> ProxyClient: ...

    @property
    def down_edges(self) -> set[str]:
        """The arrows that refuse connections, as their callee was killed. The controls change it."""
        ...

    def start(self, *processes: ManagedProcess) -> None:
        """Start these parts; returns when all of them answer."""
        ...

    def record_event(self, what: str) -> None:
        """Add a sentence about what was done to a part: it leaves no call behind, and is drawn."""
        ...
