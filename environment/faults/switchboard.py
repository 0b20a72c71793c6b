"""The proxy's state: its edges, the faults that are on them, the record of what crossed."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from environment.evidence.recording.export import summary_with_outcome
from environment.evidence.recording.recorder import Recorder
from environment.faults.armed import Armed
from environment.faults.call import Call
from environment.faults.edges import Edge
from environment.faults.errors import BadFault, NotReached, unknown
from environment.faults.fault import EdgeFault
from environment.faults.live_edge import LiveEdge
from environment.faults.registry import fault_for
from steps.vocabulary.fault_spec import FaultSpec

_LISTED = 20  # calls a failure lists; more would bury the sentence


class Switchboard:
    """Everything the control channel can ask for."""

    def __init__(self) -> None:
        self.recorder = Recorder()
        self.edges: dict[str, LiveEdge] = {}
        self.faults: dict[str, Armed] = {}

    def open(self, edge: Edge) -> int:
        """Put a port in front of a callee; gives the port."""
        if edge.name in self.edges:
            raise BadFault(f"There already is an edge {edge.name!r}.")
        self.edges[edge.name] = live = LiveEdge(edge, self.recorder, self.freeze)
        return live.port.number

    def edge(self, name: str) -> LiveEdge:
        """The edge of this name; raises BadFault with the known ones."""
        if name not in self.edges:
            raise unknown("edge", name, self.edges)
        return self.edges[name]

    def fault(self, name: str) -> Armed:
        """The fault of this name; raises BadFault with the known ones."""
        if name not in self.faults:
            raise unknown("fault", name, self.faults)
        return self.faults[name]

    def add(self, spec: FaultSpec) -> None:
        """Put a fault on its edge; raises BadFault."""
        edge = self.edge(spec.edge)
        if spec.name in self.faults:
            raise BadFault(f"There already is a fault {spec.name!r}; heal it first.")
        armed = Armed(spec, fault_for(spec, edge.edge.protocol), self.recorder.last)
        if isinstance(armed.fault, EdgeFault):
            self._refuse_second(edge)
            armed.fires(armed.fault.strike(edge))
        self.faults[spec.name] = armed
        edge.faults.append(armed)
        if spec.seconds is not None:
            asyncio.get_running_loop().call_later(spec.seconds, self._take_off, armed)

    def _refuse_second(self, edge: LiveEdge) -> None:
        for other in edge.faults:
            if isinstance(other.fault, EdgeFault) and not other.over:
                raise BadFault(f"Fault {other.spec.name!r} already holds the whole edge {edge.name!r}.")

    def _take_off(self, armed: Armed) -> None:
        """End a fault; it stays known until it is healed by name, or with all others."""
        if armed.over:
            return
        edge = self.edges[armed.spec.edge]
        edge.faults.remove(armed)
        if isinstance(armed.fault, EdgeFault):
            touched = armed.fault.touched(edge)
            # Where nobody can count attempts, nobody can say that the fault never fired.
            armed.fires(1 if touched is None else touched)
            armed.fault.lift(edge)
        armed.heal()

    def heal(self, name: str) -> int:
        """End one fault; gives how often it fired."""
        armed = self.fault(name)
        self._take_off(armed)
        del self.faults[name]
        return armed.fired

    async def all_fired(self, within: float) -> None:
        """Return when every fault has fired, after `within` seconds at the latest."""
        await asyncio.gather(*(self._fires(name, within) for name in self.faults))

    async def _fires(self, name: str, within: float) -> bool:
        return await self.fault(name).until(lambda: self.fired(name) > 0, within)

    def heal_all(self) -> list[tuple[FaultSpec, list[str]]]:
        """End all faults; gives those that never fired, with the calls that did pass meanwhile."""
        ended = list(self.faults.values())
        for armed in ended:
            self.heal(armed.spec.name)
        return [(armed.spec, self.passed(armed)) for armed in ended if not armed.fired]

    async def all_ended(self, within: float) -> list[Call]:
        """Return when every call that a fault played with has come to its end; gives those that have not.

        What was held or slowed still has to arrive and to be worked on, even where nobody waits for it.
        """
        plays = {task: call for edge in self.edges.values() for task, call in edge.plays.items()}
        if not plays:
            return []
        _, late = await asyncio.wait(plays, timeout=within)
        for task in late:
            task.cancel()
        return [plays[task] for task in late]

    def fired(self, name: str) -> int:
        """How often a fault has fired up to now."""
        armed = self.fault(name)
        if isinstance(armed.fault, EdgeFault) and not armed.over:
            return armed.fired + (armed.fault.touched(self.edges[armed.spec.edge]) or 0)
        return armed.fired

    def passed(self, armed: Armed) -> list[str]:
        """The calls that crossed the edge of a fault since it was added, masked."""
        return [summary_with_outcome(record) for record in self.recorder.since(armed.since, armed.spec.edge)][
            -_LISTED:
        ]

    async def wait_for(self, name: str, held: int, fired: int, within: float) -> Armed:
        """Return once so many calls are held and so many have fired; raises NotReached."""
        armed = self.fault(name)
        if not await armed.until(lambda: len(armed.held) >= held and self.fired(name) >= fired, within):
            listed = "; ".join(self.passed(armed)) or "none"
            raise NotReached(
                f"Fault {name!r} on {armed.spec.edge!r} held {len(armed.held)} of {held} calls and fired "
                f"{armed.fired} of {fired} times within {within:g} s. Calls that passed since then: {listed}."
            )
        return armed

    def release(self, name: str, which: int | None) -> int:
        """Let held calls go; raises BadFault when the one that is named is not held."""
        armed = self.fault(name)
        if which is not None and not 0 <= which < len(armed.held):
            raise BadFault(f"Fault {name!r} holds {len(armed.held)} calls; there is no call {which}.")
        return armed.release(which)

    def redirect(self, name: str, instances: Sequence[tuple[str, int]]) -> None:
        """Send the new connections of an edge to these instances (host, port), in turn."""
        self.edge(name).redirect(instances)

    def freeze(self, service: str, frozen: bool) -> None:
        """Stop everything a service says on any edge, as caller and as callee, or let it pass again."""
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
        """Faults that failed themselves, reported once."""
        found = [failure for edge in self.edges.values() for failure in edge.failures]
        for edge in self.edges.values():
            edge.failures.clear()
        return found

    async def close(self) -> None:
        """End everything."""
        for armed in list(self.faults.values()):
            self._take_off(armed)
        for edge in self.edges.values():
            await edge.close()
