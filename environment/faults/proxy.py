"""The state of the proxy: its edges, the faults that are on them, and the record of all calls."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from environment.evidence.recording.export import summary_with_outcome
from environment.evidence.recording.recorder import Recorder
from environment.faults import caller_limits
from environment.faults.active_fault import ActiveFault
from environment.faults.call import ProxiedCall
from environment.faults.deliveries import connected
from environment.faults.edge_listener import EdgeListener
from environment.faults.edges import Edge
from environment.faults.errors import FaultWaitTimeout, InvalidFault, unknown
from environment.faults.fault_kind import EdgeFault
from environment.faults.registry import build_fault
from environment.topology import Protocol
from steps.vocabulary.fault_spec import FaultSpec

_LISTED = 20  # calls that an error lists; more would drop the sentence
_CONNECTS_WITHIN = 3.0  # seconds for a service that has just begun, or has lost its connections


class Proxy:
    """Everything that the control channel can ask for."""

    def __init__(self, caller_seconds: float = caller_limits.SECONDS) -> None:
        self._caller_seconds = caller_seconds
        self.recorder = Recorder()
        self.edges: dict[str, EdgeListener] = {}
        self.faults: dict[str, ActiveFault] = {}

    def open(self, edge: Edge) -> int:
        """Open a port in front of a callee; its number."""
        if edge.name in self.edges:
            raise InvalidFault(f"There already is an edge {edge.name!r}.")
        self.edges[edge.name] = listener = EdgeListener(
            edge, self.recorder, self.freeze, self._caller_seconds
        )
        return listener.port.number

    def edge(self, name: str) -> EdgeListener:
        """The edge of this name. Raises InvalidFault, which lists the edges."""
        if name not in self.edges:
            raise unknown("edge", name, self.edges)
        return self.edges[name]

    def fault(self, name: str) -> ActiveFault:
        """The fault of this name. Raises InvalidFault, which lists the faults."""
        if name not in self.faults:
            raise unknown("fault", name, self.faults)
        return self.faults[name]

    async def ready_for(self, spec: FaultSpec) -> None:
        """Return when a fault of open connections finds one, within seconds. Raises InvalidFault.

        A service connects to its database of itself: it asks it every second. Others connect for a call.
        """
        edge = self.edge(spec.edge)
        kind = build_fault(spec, edge.edge.protocol)
        if isinstance(kind, EdgeFault) and kind.of_open_connections and edge.protocol is Protocol.POSTGRES:
            await connected(edge.connections, _CONNECTS_WITHIN)

    def add(self, spec: FaultSpec) -> None:
        """Put a fault on its edge. Raises InvalidFault."""
        edge = self.edge(spec.edge)
        if spec.name in self.faults:
            raise InvalidFault(f"There already is a fault {spec.name!r}; heal it first.")
        fault = ActiveFault(spec, build_fault(spec, edge.edge.protocol), self.recorder.last)
        if isinstance(fault.kind, EdgeFault):
            self._refuse_second(edge)
            fault.count_fired(fault.kind.apply(edge))
        self.faults[spec.name] = fault
        edge.faults.append(fault)
        if spec.seconds is not None:
            asyncio.get_running_loop().call_later(spec.seconds, self._end, fault)

    def _refuse_second(self, edge: EdgeListener) -> None:
        for other in edge.faults:
            if isinstance(other.kind, EdgeFault) and not other.is_over:
                raise InvalidFault(f"Fault {other.spec.name!r} already holds the whole edge {edge.name!r}.")

    def _end(self, fault: ActiveFault) -> None:
        """End a fault; its count stays known until it is healed by name, or with all others."""
        if fault.is_over:
            return
        edge = self.edges[fault.spec.edge]
        edge.faults.remove(fault)
        if isinstance(fault.kind, EdgeFault):
            attempts = fault.kind.attempts(edge)
            # Where the system does not count attempts, the fault gets the benefit of the doubt.
            fault.count_fired(1 if attempts is None else attempts)
            fault.kind.undo(edge)
        fault.heal()

    def heal(self, name: str) -> int:
        """End one fault; how often it has fired."""
        fault = self.fault(name)
        self._end(fault)
        del self.faults[name]
        return fault.fired

    async def all_fired(self, within: float) -> None:
        """Return when every fault has fired, after `within` seconds at the latest."""
        await asyncio.gather(*(self._fires(name, within) for name in self.faults))

    async def _fires(self, name: str, within: float) -> bool:
        return await self.fault(name).until(lambda: self.fired(name) > 0, within)

    def heal_all(self) -> list[tuple[FaultSpec, list[str]]]:
        """End all faults; those that never fired, each with the calls that passed on its edge."""
        ended = list(self.faults.values())
        for fault in ended:
            self.heal(fault.spec.name)
        return [(fault.spec, self.passed(fault)) for fault in ended if not fault.fired]

    async def all_finished(self, within: float) -> list[ProxiedCall]:
        """Return when every call that a fault acted on has come to its end; those that have not in time.

        A held or slow call still has to arrive and to be worked on, even if its caller has hung up.
        """
        running = {task: call for edge in self.edges.values() for task, call in edge.running.items()}
        if not running:
            return []
        _, late = await asyncio.wait(running, timeout=within)
        for task in late:
            task.cancel()
        return [running[task] for task in late]

    def fired(self, name: str) -> int:
        """How often a fault has fired up to now."""
        fault = self.fault(name)
        if isinstance(fault.kind, EdgeFault) and not fault.is_over:
            return fault.fired + (fault.kind.attempts(self.edges[fault.spec.edge]) or 0)
        return fault.fired

    def passed(self, fault: ActiveFault) -> list[str]:
        """The calls that crossed the edge of a fault since it was added, masked."""
        return [summary_with_outcome(record) for record in self.recorder.since(fault.since, fault.spec.edge)][
            -_LISTED:
        ]

    async def wait_for(self, name: str, held: int, fired: int, within: float) -> ActiveFault:
        """Return once so many calls are held and so many have fired. Raises FaultWaitTimeout."""
        fault = self.fault(name)
        if not await fault.until(lambda: len(fault.held) >= held and self.fired(name) >= fired, within):
            listed = "; ".join(self.passed(fault)) or "none"
            raise FaultWaitTimeout(
                f"Fault {name!r} on {fault.spec.edge!r} held {len(fault.held)} of {held} calls and fired "
                f"{fault.fired} of {fired} times within {within:g} s. Calls that passed since then: {listed}."
            )
        return fault

    def release(self, name: str, which: int | None) -> int:
        """Let held calls go. Raises InvalidFault if the call of this number is not held."""
        fault = self.fault(name)
        if which is not None and not 0 <= which < len(fault.held):
            raise InvalidFault(f"Fault {name!r} holds {len(fault.held)} calls; there is no call {which}.")
        return fault.release(which)

    def redirect(self, name: str, instances: Sequence[tuple[str, int]]) -> None:
        """Send the new connections of an edge to these instances (host, port), in turn."""
        self.edge(name).redirect(instances)

    def freeze(self, service: str, frozen: bool) -> None:
        """Stop all bytes of a service on every edge, as caller and as callee, or let them pass again."""
        for edge in self.edges.values():
            if edge.edge.caller == service:
                edge.freeze_calls(frozen)
            if edge.edge.callee == service:
                edge.freeze_answers(frozen)

    async def resets_sent(self) -> None:
        """Return when every connection that was cut is closed."""
        for edge in self.edges.values():
            await edge.resets_sent()

    def failures(self) -> list[str]:
        """The faults that raised an error of their own, each reported once."""
        found = [failure for edge in self.edges.values() for failure in edge.failures]
        for edge in self.edges.values():
            edge.failures.clear()
        return found

    async def close(self) -> None:
        """End all faults and close all edges."""
        for fault in list(self.faults.values()):
            self._end(fault)
        for edge in self.edges.values():
            await edge.close()
