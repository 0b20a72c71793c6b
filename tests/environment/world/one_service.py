"""A stack of one service that never runs: it records the operations on it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from environment.faults.errors import InvalidFault
from environment.runtime.processes.failure import StartUpFailed

EDGES = ("checkout -> orders", "staff -> orders")


class RecordingProxy:
    """Faults by name and routes by edge, as a proxy keeps them."""

    def __init__(self) -> None:
        self.ports = dict.fromkeys((*EDGES, "orders -> payments"), 1)
        self.faults: set[str] = set()
        self.routes: dict[str, tuple[Any, ...]] = {}

    def add(self, fault: Any) -> None:
        assert fault.name not in self.faults, f"there already is a fault {fault.name}"
        self.faults.add(fault.name)

    def heal(self, name: str) -> None:
        if name not in self.faults:
            raise InvalidFault(f"there is no fault {name}")
        self.faults.remove(name)

    def wait_for(self, name: str, held: int = 0, fired: int = 0, within: float = 0.0) -> None:
        """It is held at once."""

    def redirect(self, edge: str, *instances: tuple[str, int]) -> None:
        self.routes[edge] = instances

    def cut(self, edge: str) -> None:
        """There are no connections."""


class Instance:
    """A part of the stack, running or not."""

    def __init__(self, port: int) -> None:
        self.name, self.host, self.ports = "orders", "127.0.0.1", {"http": port}
        self.environ: dict[str, str] = {}
        self.alive = True
        self.kills = 0

    def kill(self) -> None:
        self.alive = False
        self.kills += 1


class OneService:
    """A stack of one service; its first `failing` starts raise an error although the service runs then."""

    def __init__(self, failing: int = 0) -> None:
        self.first, self.second = Instance(1), Instance(2)
        self.faults = RecordingProxy()
        self.down_edges: set[str] = set()
        self._failing = failing

    @property
    def launcher(self) -> OneService:
        return self

    def __getitem__(self, name: str) -> Instance:
        return self.first

    def add_second(self, name: str) -> Instance:
        return self.second

    def start(self, instance: Instance) -> None:
        instance.alive = True
        self._failing -= 1
        if self._failing >= 0:
            raise StartUpFailed("it is not ready", "orders", Path("no.log"))

    def record_event(self, what: str) -> None:
        """Discard it."""
