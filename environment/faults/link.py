"""One connection of a caller, and the one connection to the callee that belongs to it.

Whatever no fault touches passes in plain callbacks, as the very bytes that came in; only a call that a
fault plays with costs a task. Connections stay 1:1, so that keep-alive, idle closing and resets reach the
other end as they would without the proxy.
"""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING, cast

from environment.faults import sockets
from environment.faults.call import Call
from environment.faults.errors import CalleeGone
from environment.faults.unit import Answer, NotUnderstood, Unit

if TYPE_CHECKING:
    from environment.faults.armed import Armed
    from environment.faults.live_edge import LiveEdge


class Callee(asyncio.Protocol):
    """The connection to the callee."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self.transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        if self._link.edge.answers_frozen:
            self.transport.pause_reading()

    def data_received(self, data: bytes) -> None:
        self._link.callee_said(data)

    def connection_lost(self, exc: Exception | None) -> None:
        self._link.callee_left(reset=exc is not None)


class Link(asyncio.Protocol):
    """The connection of the caller, which owns the one to the callee."""

    def __init__(self, edge: LiveEdge) -> None:
        self.edge = edge
        self.number = edge.next_connection()
        self.speech = edge.speech(self.say)
        self.call: Call | None = None
        self.caller: asyncio.Transport
        self.callee: Callee | None = None
        self.caller_left = asyncio.Event()
        self._dialing: asyncio.Task[None] | None = None
        self._unsent: list[bytes] = []
        self._waiting: deque[Unit] = deque()
        self._unread_by_us = False  # once true, everything passes unread in both directions

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.caller = cast(asyncio.Transport, transport)
        self.edge.links.add(self)
        if self.edge.calls_frozen:
            self.caller.pause_reading()
        if greeting := self.speech.greeting():
            self._begin(greeting)

    def data_received(self, data: bytes) -> None:
        if self._unread_by_us:
            self._write(data)
            return
        try:
            for unit in self.speech.caller_said(data):
                self._take(unit)
        except NotUnderstood as error:
            self._stop_reading(str(error))

    def connection_lost(self, exc: Exception | None) -> None:
        self.edge.links.discard(self)
        self.caller_left.set()
        if self.call and (self.call.armed is None or self.call.waiter):
            self.call.record.end("the caller gave up")
            self._close_callee()
        elif self.call is None:
            self._close_callee(reset=exc is not None)

    def _take(self, unit: Unit) -> None:
        if not unit.is_call:
            self._write(unit.raw)
        elif self.call:
            self._waiting.append(unit)
        else:
            self._begin(unit)

    def _begin(self, unit: Unit) -> None:
        edge = self.edge
        record = edge.recorder.open(
            edge.name, edge.spoken, self.number, unit.summary, unit.correlation, unit.recorded
        )
        self.call = call = Call(self, unit, record)
        if edge.faults and (armed := edge.due(call)):
            self._play(call, armed)
        else:
            record.deliveries = 1
            self.send(unit)

    def _play(self, call: Call, armed: Armed) -> None:
        call.armed = armed
        call.record.faults = (*call.record.faults, armed.spec.name)
        task = asyncio.ensure_future(armed.play(call))
        self.edge.plays[task] = call
        task.add_done_callback(lambda played: self._played(call, played))

    def _played(self, call: Call, task: asyncio.Task[None]) -> None:
        del self.edge.plays[task]
        error = None if task.cancelled() else task.exception()
        if isinstance(error, CalleeGone):
            call.callee_gone(error)
        elif error:
            self.edge.failures.append(f"{call.record.faults[-1]!r} on {self.edge.name}: {error!r}")
            call.reset(f"the fault failed: {error!r}")
        elif not call.done:
            call.reset("the fault ended without an answer")
        if self.caller_left.is_set():
            self._close_callee()

    # -- towards the callee

    def send(self, unit: Unit) -> None:
        """Send a call; its answer comes back through callee_said."""
        self.speech.sent(unit)
        self._write(unit.raw)

    def _write(self, raw: bytes) -> None:
        if self.callee:
            self.callee.transport.write(raw)
            return
        self._unsent.append(raw)
        if self._dialing is None:
            self._dialing = asyncio.ensure_future(self._dial())

    async def _dial(self) -> None:
        try:
            self.callee = await self.edge.dial(lambda: Callee(self))
        except OSError as error:
            self._callee_gone(
                CalleeGone(f"the callee cannot be reached: {error.strerror or error}", reset=True)
            )
            return
        for raw in self._unsent:
            self.callee.transport.write(raw)
        self._unsent.clear()
        if self.caller_left.is_set() and not (self.call and self.call.armed):
            self._close_callee()

    async def send_copy(self, unit: Unit) -> Answer:
        """Send a copy of a call on a connection of its own and wait for its answer; raises CalleeGone."""
        return await self.edge.ask_once(unit, self.speech.again())

    # -- towards the caller

    def callee_said(self, data: bytes) -> None:
        """Pass on what belongs to no call; end the call where its answer is complete."""
        if self._unread_by_us:
            self.say(data)
            return
        try:
            for answer in self.speech.callee_said(data):
                self._answered(answer)
        except NotUnderstood as error:
            self._stop_reading(str(error))

    def _answered(self, answer: Answer) -> None:
        call = self.call
        if call is None or not answer.final:
            self.say(answer.raw)
        elif call.waiter:
            if not call.waiter.done():
                call.waiter.set_result(answer)
        elif call.armed is None:
            call.pass_on(answer)

    def callee_left(self, *, reset: bool) -> None:
        """The callee hung up: idle connections are closed alike, a call learns of it."""
        last = None if self._unread_by_us else self.speech.callee_ended()
        if last and last.final:
            self._answered(last)
        self._callee_gone(
            CalleeGone(
                "the callee hung up without a whole answer",
                reset=reset,
                partial=last.raw if last and not last.final else b"",
            )
        )

    def _callee_gone(self, gone: CalleeGone) -> None:
        call = self.call
        if call is None:
            if gone.reset:
                self.reset()
            else:
                self.close()
        elif call.waiter:
            if not call.waiter.done():
                call.waiter.set_exception(gone)
        elif call.armed is None:
            call.callee_gone(gone)

    def say(self, raw: bytes) -> None:
        """Write to the caller; one that has gone hears nothing."""
        if not self.caller.is_closing():
            self.caller.write(raw)

    async def flushed(self) -> None:
        """Return when everything said so far has left the process: a reset would discard the rest."""
        while not self.caller_left.is_set() and self.caller.get_write_buffer_size():
            await asyncio.sleep(0)

    def call_over(self, call: Call) -> None:
        """The call is answered: on to the next one that came on this connection."""
        call.done = True
        if self.call is call:
            self.call = None
            if self._waiting and not self.caller.is_closing():
                self._begin(self._waiting.popleft())

    def _stop_reading(self, why: str) -> None:
        self._unread_by_us = True
        if self.call:
            self.call.record.end(f"passed unread: {why}")
        from_caller, from_callee = self.speech.unread()
        if from_caller:
            self._write(from_caller)
        if from_callee:
            self.say(from_callee)

    # -- the end

    @property
    def caller_is_gone(self) -> bool:
        return self.caller_left.is_set() or sockets.peer_hung_up(self.caller)

    def close(self) -> None:
        """Hang up on both ends."""
        self.caller.close()
        self._close_callee()

    def reset(self) -> None:
        """Reset the caller's connection and hang up on the callee."""
        sockets.reset(self.caller)
        self._close_callee()

    def cut(self) -> None:
        """Reset both connections, as a cable that is pulled."""
        if self.call:
            self.call.record.end("the connection was cut")
        sockets.reset(self.caller)
        self._close_callee(reset=True)

    def _close_callee(self, *, reset: bool = False) -> None:
        if self.callee and reset:
            sockets.reset(self.callee.transport)
        elif self.callee:
            self.callee.transport.close()
