"""What a scenario does to the arrows, put on the proxies."""

from __future__ import annotations

from dataclasses import dataclass

from environment.evidence.recording.exchange import Exchange
from environment.faults.errors import FaultLineError
from environment.faults.line import FaultLine
from environment.faults.spec import FaultSpec
from environment.stack.target import Line
from steps.drivers.eventually import eventually
from steps.vocabulary.faults import Calls, Mishap

_ARRIVE_WITHIN = 5.0  # seconds


def spec_of(name: str, calls: Calls, mishap: Mishap) -> FaultSpec:
    """What features say about calls, as the proxies understand it."""
    return FaultSpec(
        name,
        calls.arrow,
        mishap.kind,
        dict(mishap.parameters),
        method=calls.method,
        path=calls.path,
        nth=calls.nth,
        next=calls.next,
        matching=calls.matching,
    )


@dataclass(frozen=True)
class Harm:
    """The faults of one stack. What goes wrong is told as FaultLineError, with what is known."""

    line: FaultLine | Line

    def put(self, name: str, calls: Calls, mishap: Mishap) -> None:
        """From now on this happens to these calls."""
        self.line.add(spec_of(name, calls, mishap))

    def heal(self, name: str) -> None:
        """End a fault once it has fired; fails the step where it does not, since nothing was shown then."""
        self._reached(name, fired=1)
        self.line.heal(name)

    def release(self, name: str) -> None:
        """Let everything go that the fault holds, and hold no more."""
        self.line.release(name)

    def wait_until_held(self, name: str, calls: int) -> None:
        """Return when the fault holds so many calls; fails with the calls that passed where it does not."""
        self._reached(name, held=calls)

    def calls(self, arrow: str) -> int:
        """How many calls have crossed an arrow in this scenario up to now."""
        return len(self.line.passed(arrow))

    def was_delivered(self, name: str) -> bool:
        """Whether the callee was sent a call that the fault struck; waits until the call is over."""

        def struck() -> list[Exchange]:
            return [exchange for exchange in self.line.exchanges() if name in exchange.faults]

        def over(found: list[Exchange]) -> bool:
            return all(exchange.ended is not None for exchange in found)

        calls = eventually(struck, over, _ARRIVE_WITHIN, f"every call struck by {name!r} is over")
        return any(exchange.deliveries for exchange in calls)

    def _reached(self, name: str, held: int = 0, fired: int = 0) -> None:
        try:
            self.line.wait_for(name, held, fired, _ARRIVE_WITHIN)
        except FaultLineError as late:
            raise AssertionError(str(late)) from late
