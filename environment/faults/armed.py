"""A fault that is on an edge now: what it has met, what it holds, when it is over."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from environment.faults.fault import CallFault, Fault
from steps.vocabulary.fault_spec import FaultSpec

if TYPE_CHECKING:
    from environment.faults.call import Call

_LOOK_AGAIN = 0.05  # seconds


@dataclass(eq=False)
class Held:
    """One call that waits at a fault."""

    call: Call
    go: asyncio.Event


class Armed:
    """One fault on one edge. `since` is the number of the last record before it was added."""

    def __init__(self, spec: FaultSpec, fault: Fault, since: int) -> None:
        self.spec = spec
        self.fault = fault
        self.since = since
        self.matched = 0
        self.fired = 0
        self.held: list[Held] = []
        self.over = False
        self.open = False  # released for good: nothing is held any more
        self.healed = asyncio.Event()
        self._changed = asyncio.Event()
        self._path = re.compile(spec.calls.path) if spec.calls.path else None
        self._matching = re.compile(spec.calls.matching, re.IGNORECASE) if spec.calls.matching else None

    def due(self, call: Call) -> bool:
        """Count the call if it is meant, and say whether the fault plays with it."""
        if self.over or self.open or not self._means(call):
            return False
        self.matched += 1
        return self.spec.calls.includes(self.matched)

    def _means(self, call: Call) -> bool:
        spec, unit = self.spec, call.unit
        return (
            (spec.correlation is None or unit.correlation == spec.correlation)
            and (spec.calls.method is None or unit.method == spec.calls.method)
            and (self._path is None or self._path.search(unit.path) is not None)
            and (self._matching is None or self._matching.search(unit.summary) is not None)
            and isinstance(self.fault, CallFault)
            and self.fault.wants(call)
        )

    async def play(self, call: Call) -> None:
        """Let the fault play with a call that is due."""
        assert isinstance(self.fault, CallFault)
        self.fires()
        await self.fault.play(call)

    def fires(self, times: int = 1) -> None:
        """Note that the fault struck."""
        self.fired += times
        self._changed.set()

    async def hold(self, call: Call) -> None:
        """Keep a call until it is released."""
        if self.open:
            return
        held = Held(call, asyncio.Event())
        self.held.append(held)
        self._changed.set()
        try:
            await held.go.wait()
        finally:
            self.held.remove(held)
            self._changed.set()

    def release(self, which: int | None = None) -> int:
        """Let one held call go (0 = the first that came), or all of them and hold no more."""
        if which is not None:
            self.held[which].go.set()
            return 1
        self.open = True
        for held in self.held:
            held.go.set()
        return len(self.held)

    def heal(self) -> None:
        """The end: what is held or paused goes on as if nothing had been."""
        self.over = True
        self.healed.set()
        self.release()
        self._changed.set()

    async def pause(self, seconds: float) -> None:
        """Let time pass, at most until the fault is healed."""
        try:
            async with asyncio.timeout(seconds):
                await self.healed.wait()
        except TimeoutError:
            return

    async def until_healed_or(self, event: asyncio.Event) -> None:
        """Wait for the end of the fault or for an event."""
        with _waiting(self.healed, event) as tasks:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)

    async def until(self, reached: Callable[[], bool], within: float) -> bool:
        """Wait until something holds, looking whenever this fault changes; whether it came so far.

        What has not come about when the fault is healed does not come about.
        Attempts that the kernel refuses change nothing here: for them it looks again and again.
        """
        end = asyncio.get_running_loop().time() + within
        while not reached():
            left = end - asyncio.get_running_loop().time()
            if self.over or left <= 0:
                return False
            self._changed.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._changed.wait(), min(left, _LOOK_AGAIN))
        return True


@contextmanager
def _waiting(*events: asyncio.Event) -> Iterator[list[asyncio.Task[Literal[True]]]]:
    tasks = [asyncio.ensure_future(event.wait()) for event in events]
    try:
        yield tasks
    finally:
        for task in tasks:
            task.cancel()
