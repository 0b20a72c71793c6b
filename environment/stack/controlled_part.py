"""Kills and starts one part of a stack, and lets the proxies refuse connections to it while it is down."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from threading import Lock

from environment.faults.errors import InvalidFault
from environment.runtime.processes.managed_process import ManagedProcess
from environment.stack.part_host import PartHost
from environment.topology import arrow
from steps.vocabulary.fault_spec import CallPattern, FaultSpec


@dataclass(frozen=True)
class ControlledPart:
    """A part of a stack that a scenario may kill and start.

    plays: the parts that the process plays, by which arrows name it; by default one of its own name.
    """

    process: ManagedProcess
    stack: PartHost
    plays: tuple[str, ...] = ()
    _changing: Lock = field(default_factory=Lock, repr=False, compare=False)

    @property
    def name(self) -> str:
        """The name of the part, which its arrows end with."""
        return self.process.name

    def kill(self) -> None:
        """SIGKILL; the proxies refuse every connection to it from then on.

        A start that is under way ends first: a part that comes back may be killed at the first thing it does.
        """
        with self._changing:
            self._end()
            self.stack.record_event(f"{self.name} is down: connections to it are refused")
            for edge in self._edges - self.stack.down_edges:
                self.stack.faults.add(FaultSpec(_down(edge), CallPattern(edge), "refused"))
                self.stack.down_edges.add(edge)

    def start(self) -> None:
        """Start it again; returns when it answers and the proxies let connections through."""
        with self._changing:
            if not self.process.alive:
                self.stack.start(self.process)
                self.stack.record_event(f"{self.name} is back")
            for edge in self.down_edges:
                with suppress(InvalidFault):  # healed with all others, after an earlier start had failed
                    self.stack.faults.heal(_down(edge))
                self.stack.down_edges.remove(edge)

    def restart(self) -> None:
        """Kill and start, as after a crash: what it had in memory is lost."""
        self.kill()
        self.start()

    def log(self) -> str:
        """Its log since the stack came up."""
        return self.process.log_path.read_text(errors="replace")

    @property
    def down_edges(self) -> set[str]:
        """The arrows to this part that refuse connections."""
        return self._edges & self.stack.down_edges

    def _end(self) -> None:
        self.process.kill()

    @property
    def _edges(self) -> set[str]:
        ends = tuple(arrow("", part) for part in self.plays or (self.name,))
        return {edge for edge in self.stack.faults.ports if edge.endswith(ends)}


@dataclass(frozen=True)
class StubbedPart(ControlledPart):
    """A stub in the place of a service. Its process serves other stubs as well, and is never killed.

    While it is down the proxies refuse connections to it, which is what its callers see of a killed service.
    It keeps its memory, as a service keeps its database.
    """

    service: str = field(kw_only=True)

    @property
    def name(self) -> str:
        """The name of the service."""
        return self.service

    def _end(self) -> None:
        """The process stays."""


def _down(edge: str) -> str:
    """The name of the fault that refuses connections on this arrow."""
    return f"down: {edge}"
