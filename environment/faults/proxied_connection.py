"""One connection of a caller, and the one connection to the callee that belongs to it.

A call without a fault passes in plain callbacks, as the very bytes that came in; only a call with a fault
costs a task. Connections stay 1:1, so that keep-alive, idle closing and resets reach the other end as they
would without the proxy.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterator
from typing import cast

from environment.evidence.recording.recorder import CALLER_GAVE_UP
from environment.faults import sockets
from environment.faults.active_fault import ActiveFault
from environment.faults.call import ProxiedCall
from environment.faults.caller_limits import CallerLimits
from environment.faults.connection_owner import ConnectionOwner
from environment.faults.errors import UpstreamFailed
from environment.faults.opening import Opening
from environment.faults.protocols.codec import ProtocolAnswer, ProtocolMessage, UnparsableBytes
from environment.faults.upstream_connection import UpstreamConnection


class ProxiedConnection(asyncio.Protocol):
    """The connection of the caller, which owns the connection to the callee."""

    def __init__(self, edge: ConnectionOwner) -> None:
        self.edge = edge
        self.number = edge.next_connection()
        self.codec = edge.codec(self.write_to_caller)
        self.call: ProxiedCall | None = None
        self.has_answered = False
        self.downstream: asyncio.Transport
        self.upstream: UpstreamConnection | None = None
        self.caller_left = asyncio.Event()
        self._connecting: asyncio.Task[None] | None = None
        self._unsent: list[bytes] = []
        self.waiting: deque[ProtocolMessage] = deque()
        self._opening: Opening | None = None  # where the callee speaks first
        self.is_unparsed = False  # once true, all bytes pass unparsed in both directions

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.downstream = cast(asyncio.Transport, transport)
        self.edge.connections.add(self)
        self._limits = CallerLimits(self)
        if self.edge.calls_frozen:
            self.downstream.pause_reading()
        if opening := self.codec.opening_call():
            self._opening = Opening(self, opening)

    def data_received(self, data: bytes) -> None:
        if self._opening:
            self._opening.caller_spoke = True
        if self.is_unparsed:
            if self.upstream is None:
                self.pause_caller(True)  # until it is connected: what comes must not gather here
            self._write_upstream(data)
            return
        self.parse(data)

    def parse(self, data: bytes) -> None:
        """Receive the messages that these bytes complete, as long as not too many wait."""
        try:
            for message in self.codec.feed_downstream(data):
                self._receive(message)
                if self._limits.too_many_wait():
                    break
        except UnparsableBytes as error:
            self.pass_unparsed(str(error))
        self._limits.received()

    def connection_lost(self, exc: Exception | None) -> None:
        self.edge.connections.discard(self)
        self._limits.end()
        self.caller_left.set()
        if self._opening:
            self._opening.caller_left()
        if self.call and (self.call.fault is None or self.call.waiter):
            self.call.record.end(CALLER_GAVE_UP)
            self._close_upstream()
        elif self.call is None:
            self._close_upstream(reset=exc is not None)

    def _receive(self, message: ProtocolMessage) -> None:
        if not message.is_call:
            self._write_upstream(message.raw)
        elif self.call or (self._opening and not self._opening.has_begun):
            self.waiting.append(message)
        else:
            self.begin(message)

    def begin(self, message: ProtocolMessage) -> ProxiedCall:
        """Record a call, and let it pass or be acted on."""
        edge = self.edge
        record = edge.recorder.open(
            edge.name, edge.protocol, self.number, message.summary, message.correlation, message.recorded
        )
        self.call = call = ProxiedCall(self, message, record)
        if edge.faults and (fault := edge.select_fault(call)):
            self._apply(fault, call)
        else:
            record.deliveries = 1
            self.send(message)
        return call

    def _apply(self, fault: ActiveFault, call: ProxiedCall) -> None:
        call.fault = fault
        call.record.faults = (*call.record.faults, fault.spec.name)
        task = asyncio.ensure_future(fault.apply(call))
        self.edge.running[task] = call
        task.add_done_callback(lambda done: self._applied(call, done))

    def _applied(self, call: ProxiedCall, task: asyncio.Task[None]) -> None:
        del self.edge.running[task]
        error = None if task.cancelled() else task.exception()
        if isinstance(error, UpstreamFailed):
            call.upstream_failed(error)
        elif error:
            self.edge.failures.append(f"{call.record.faults[-1]!r} on {self.edge.name}: {error!r}")
            call.reset(f"the fault failed: {error!r}")
        elif not call.done:
            call.reset("the fault ended without an answer")
        if self.caller_left.is_set():
            self._close_upstream()

    # -- towards the callee

    def send(self, message: ProtocolMessage) -> None:
        """Send a call; its answer comes back through feed_upstream."""
        self.codec.call_sent(message)
        self._write_upstream(message.raw)

    def _write_upstream(self, raw: bytes) -> None:
        if self.upstream:
            # One that hangs up at this moment gets nothing: connection_lost follows, and ends the call.
            if not self.upstream.transport.is_closing():
                self.upstream.transport.write(raw)
            return
        self._unsent.append(raw)
        if self._connecting is None:
            self._connecting = asyncio.ensure_future(self._connect_upstream())

    async def _connect_upstream(self) -> None:
        try:
            self.upstream = await self.edge.connect_upstream(lambda: UpstreamConnection(self))
        except OSError as error:
            sentence = f"the callee cannot be reached: {error.strerror or error}"
            self._upstream_failed(UpstreamFailed(sentence, reset=True))
            return
        assert self.upstream is not None
        self.pause_caller(False)
        for raw in self._unsent:
            self.upstream.transport.write(raw)
        self._unsent.clear()
        if self.caller_left.is_set() and not (self.call and self.call.fault):
            self._close_upstream()

    async def send_copy(self, message: ProtocolMessage) -> ProtocolAnswer:
        """Send a copy of a call on a connection of its own; its answer. Raises UpstreamFailed."""
        return await self.edge.call_once(message, self.codec.fresh())

    # -- towards the caller

    @property
    def answers_frozen(self) -> bool:
        """Whether a new connection to the callee must not be read yet."""
        return self.edge.answers_frozen

    def feed_upstream(self, data: bytes) -> None:
        """Pass on the bytes that belong to no call; end the call when its answer is complete."""
        if self.is_unparsed:
            self.write_to_caller(data)
            return
        try:
            for answer in self.codec.feed_upstream(data):
                self._answered(answer)
        except UnparsableBytes as error:
            self.pass_unparsed(str(error))

    def _answered(self, answer: ProtocolAnswer) -> None:
        call = self.call
        if call is None or not answer.final:
            self.write_to_caller(answer.raw)
        elif call.waiter:
            if not call.waiter.done():
                call.waiter.set_result(answer)
        elif call.fault is None:
            call.pass_on(answer)

    def upstream_closed(self, *, reset: bool) -> None:
        """The callee hung up: an idle connection is closed in the same way, a call gets UpstreamFailed."""
        last = None if self.is_unparsed else self.codec.upstream_closed()
        if last and last.final:
            self._answered(last)
        partial = last.raw if last and not last.final else b""
        sentence = "the callee hung up without a whole answer"
        self._upstream_failed(UpstreamFailed(sentence, reset=reset, partial=partial))

    def _upstream_failed(self, failure: UpstreamFailed) -> None:
        call = self.call
        if call is None:
            if failure.reset:
                self.reset()
            else:
                self.close()
        elif call.waiter:
            if not call.waiter.done():
                call.waiter.set_exception(failure)
        elif call.fault is None:
            call.upstream_failed(failure)

    def write_to_caller(self, raw: bytes) -> None:
        """Write to the caller, unless it has hung up."""
        if not self.downstream.is_closing():
            self.downstream.write(raw)

    async def flushed(self) -> None:
        """Return when all bytes for the caller have left the process: a reset would discard the rest."""
        while not self.caller_left.is_set() and self.downstream.get_write_buffer_size():
            await asyncio.sleep(0)

    def call_over(self, call: ProxiedCall) -> None:
        """The call is answered: begin the next one that came on this connection."""
        call.done = self.has_answered = True
        if self.call is call:
            self.call = None
            if self.waiting and not self.downstream.is_closing():
                self.begin(self.waiting.popleft())
            self._limits.answered()

    def pass_unparsed(self, why: str) -> None:
        """From now on no message is parsed: what has come passes on as it came."""
        self.is_unparsed = True
        if self.call:
            self.call.record.end(f"passed unread: {why}")
        from_caller, from_callee = self.codec.unparsed()
        if raw := b"".join((*(message.raw for message in self.waiting), from_caller)):
            self._write_upstream(raw)
        self.waiting.clear()
        if from_callee:
            self.write_to_caller(from_callee)

    def pause_caller(self, paused: bool) -> None:
        """Read no further bytes of the caller, or read on; a frozen edge stays frozen."""
        sockets.pause(self.downstream, paused or self.edge.calls_frozen)

    def pause_writing(self) -> None:
        """The caller does not read: what the callee sends must not gather here."""
        if self.upstream:
            sockets.pause(self.upstream.transport, True)

    def resume_writing(self) -> None:
        if self.upstream:
            sockets.pause(self.upstream.transport, self.edge.answers_frozen)

    # -- for faults

    def freeze_caller(self, frozen: bool) -> None:
        """Stop all bytes to and from the caller's service on all its edges, or let them pass again."""
        self.edge.freeze_caller(frozen)

    def summaries(self) -> Iterator[str]:
        """The summaries of all calls of this connection, oldest first."""
        records = self.edge.recorder.since(0, self.edge.name)
        return (record.summary for record in records if record.connection == self.number)

    # -- the end

    @property
    def caller_is_gone(self) -> bool:
        return self.caller_left.is_set() or sockets.peer_hung_up(self.downstream)

    def close(self) -> None:
        """Close both connections with FIN."""
        self.downstream.close()
        self._close_upstream()

    def reset(self) -> None:
        """Close the caller's connection with RST, the callee's with FIN."""
        sockets.reset(self.downstream)
        self._close_upstream()

    def cut(self) -> None:
        """Close both connections with RST, as if a cable were pulled."""
        if self._opening:
            self._opening.drop()
        if self.call:
            self.call.record.end("the connection was cut")
        sockets.reset(self.downstream)
        self._close_upstream(reset=True)

    def _close_upstream(self, *, reset: bool = False) -> None:
        if self.upstream and reset:
            sockets.reset(self.upstream.transport)
        elif self.upstream:
            self.upstream.transport.close()
