"""A fault that is on an edge now: the calls it has matched, the calls it holds, and its end."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Literal

from environment.faults.call import ProxiedCall
from environment.faults.fault_kind import CallFault, FaultKind
from steps.vocabulary.fault_spec import FaultSpec

_POLL = 0.05  # seconds


@dataclass(eq=False)
class _Hold:
    """One call that the fault holds."""

    call: ProxiedCall
    released: asyncio.Event


class ActiveFault:
    """One fault on one edge. `since` is the number of the last record before it was added."""

    def __init__(self, spec: FaultSpec, kind: FaultKind, since: int) -> None:
        self.spec = spec
        self.kind = kind
        self.since = since
        self.matched = 0
        self.fired = 0
        self.held: list[_Hold] = []
        self.is_over = False
        self.is_released = False  # permanently: no call is held any more
        self._healed = asyncio.Event()
        self._changed = asyncio.Event()
        calls = spec.calls
        self._method = calls.method
        self._path = re.compile(calls.path) if calls.path else None
        self._matching = re.compile(calls.matching, re.IGNORECASE) if calls.matching else None

    def selects(self, call: ProxiedCall) -> bool:
        """Count the call if it matches, and return whether the fault acts on it."""
        if self.is_over or self.is_released or not self._matches(call):
            return False
        self.matched += 1
        return self.spec.calls.includes(self.matched)

    def _matches(self, call: ProxiedCall) -> bool:
        message, correlation = call.message, self.spec.correlation
        return (
            (correlation is None or message.correlation == correlation)
            and (self._method is None or message.method == self._method)
            and (self._path is None or self._path.search(message.path) is not None)
            and (self._matching is None or self._matching.search(message.summary) is not None)
            and isinstance(self.kind, CallFault)
            and self.kind.applies_to(call)
        )

    async def apply(self, call: ProxiedCall) -> None:
        """Act on a call that the fault selects."""
        assert isinstance(self.kind, CallFault)
        self.count_fired()
        await self.kind.apply(call)

    def count_fired(self, times: int = 1) -> None:
        """Note that the fault has acted on so many calls or connections."""
        self.fired += times
        self._changed.set()

    async def hold(self, call: ProxiedCall, release_at: int | None = None) -> None:
        """Keep a call until it is released; the `release_at`-th held call releases all permanently."""
        if release_at is not None and len(self.held) + 1 >= release_at:
            self.release()
        if self.is_released:
            return
        held = _Hold(call, asyncio.Event())
        self.held.append(held)
        self._changed.set()
        try:
            await held.released.wait()
        finally:
            self.held.remove(held)
            self._changed.set()

    def release(self, which: int | None = None) -> int:
        """Let one held call go (0 = the first that came), or all of them and hold no more."""
        if which is not None:
            self.held[which].released.set()
            return 1
        self.is_released = True
        for held in self.held:
            held.released.set()
        return len(self.held)

    def heal(self) -> None:
        """End the fault: held and paused calls go on."""
        self.is_over = True
        self._healed.set()
        self.release()
        self._changed.set()

    async def pause(self, seconds: float) -> None:
        """Let time pass, at most until the fault is healed."""
        try:
            async with asyncio.timeout(seconds):
                await self._healed.wait()
        except TimeoutError:
            return

    async def until_healed_or(self, event: asyncio.Event) -> None:
        """Return when the fault is healed or the event is set."""
        with _waiting(self._healed, event) as tasks:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)

    async def until(self, condition: Callable[[], bool], within: float) -> bool:
        """Wait at most `within` seconds for the condition; whether it came true.

        Returns False as soon as the fault is healed. The condition is checked when the fault changes, and
        every 0.05 seconds: connection attempts that the kernel refuses do not change the fault.
        """
        end = asyncio.get_running_loop().time() + within
        while not condition():
            left = end - asyncio.get_running_loop().time()
            if self.is_over or left <= 0:
                return False
            self._changed.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._changed.wait(), min(left, _POLL))
        return True


@contextmanager
def _waiting(*events: asyncio.Event) -> Iterator[list[asyncio.Task[Literal[True]]]]:
    tasks = [asyncio.ensure_future(event.wait()) for event in events]
    try:
        yield tasks
    finally:
        for task in tasks:
            task.cancel()
