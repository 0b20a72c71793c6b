"""The faults of a scenario, injected through the proxy."""

from __future__ import annotations

from dataclasses import dataclass, field

from environment.evidence.recording.exchange import Exchange
from environment.faults.errors import FaultWaitTimeout, ProxyError
from environment.faults.proxy_client import ProxyClient
from environment.stack.fault_proxy import FaultProxy
from environment.topology import operation_meant_by
from steps.drivers.eventually import eventually
from steps.vocabulary.fault_spec import FaultSpec
from steps.vocabulary.wrong_on_arrow import WrongOnArrow

_ARRIVE_WITHIN = 15.0  # seconds; through the browser the gateway makes a token first


@dataclass(frozen=True)
class ProxyFaultInjector:
    """Implements `steps.world.ports.FaultInjector`. Raises ProxyError, which lists what is known."""

    proxy: ProxyClient | FaultProxy
    edges: dict[str, str] = field(default_factory=dict)
    """The edges on which faults were injected, by the names of the faults."""

    def inject(self, fault: FaultSpec) -> None:
        """Put the fault on its edge; it stays until it is healed, or until the scenario ends."""
        self.edges[fault.name] = fault.edge
        self.proxy.add(fault)

    def heal(self, name: str) -> None:
        """End a fault once it has acted on a call; held calls go on.

        Raises AssertionError if it has acted on no call: the scenario would have shown nothing.
        """
        self._wait_for(name, fired=1)
        self.proxy.heal(name)

    def release(self, name: str, which: int | None = None) -> None:
        """Let one held call go on (0 = the first that came), or all: then no call is held from then on."""
        self.proxy.release(name, which)

    def holds(self, name: str, calls: int) -> bool:
        """Whether the fault holds so many calls at this moment, or more."""
        try:
            self.proxy.wait_for(name, held=calls, within=0.0)
        except FaultWaitTimeout:
            return False
        return True

    def wait_until_held(self, name: str, calls: int) -> None:
        """Return when the fault holds so many calls; raises AssertionError with the calls that passed."""
        self._wait_for(name, held=calls)

    def calls(self, edge: str, word: str = "") -> int:
        """How many calls have crossed the edge in this scenario up to now; with a word, of this operation."""
        if not word:
            return len(self.proxy.passed(edge))
        wanted = operation_meant_by(edge, word)
        requests = (each.summary.partition(" ") for each in self.proxy.exchanges(edge=edge))
        return sum(wanted.matches(method, target) for method, _, target in requests)

    def was_given_up(self, name: str) -> bool:
        """Whether a caller has hung up within an answer that the fault gives in parts."""
        return any(exchange.is_given_up for exchange in self._faulted(name))

    def was_delivered(self, name: str) -> bool:
        """Whether the callee received a call that the fault acted on; waits until those calls are over."""

        def all_over(found: list[Exchange]) -> bool:
            return all(exchange.ended is not None for exchange in found)

        calls = eventually(
            lambda: self._faulted(name),
            all_over,
            _ARRIVE_WITHIN,
            f"every call with the fault {name!r} is over",
        )
        return any(exchange.deliveries for exchange in calls)

    def _faulted(self, name: str) -> list[Exchange]:
        return [exchange for exchange in self.proxy.exchanges() if name in exchange.faults]

    def _wait_for(self, name: str, held: int = 0, fired: int = 0) -> None:
        try:
            self.proxy.wait_for(name, held, fired, _ARRIVE_WITHIN)
        except ProxyError as late:
            if name in self.edges:
                raise WrongOnArrow(self.edges[name], str(late)) from late
            raise AssertionError(str(late)) from late
