"""One call on its way through the proxy, and everything a fault may do to it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Protocol

from environment.evidence.recording.recorder import RawExchange
from environment.faults.errors import UpstreamFailed
from environment.faults.protocols.codec import ProtocolAnswer, ProtocolCodec, ProtocolMessage
from steps.vocabulary.fault_spec import FaultSpec


class HoldingFault(Protocol):
    """What a call needs of the fault that acts on it; see active_fault.py."""

    spec: FaultSpec

    async def hold(self, call: ProxiedCall, release_at: int | None = None) -> None: ...
    async def pause(self, seconds: float) -> None: ...
    async def until_healed_or(self, event: asyncio.Event) -> None: ...


class CallerConnection(Protocol):
    """What a call needs of the connection it came on; see proxied_connection.py."""

    codec: ProtocolCodec
    caller_left: asyncio.Event

    @property
    def caller_is_gone(self) -> bool: ...
    def send(self, message: ProtocolMessage) -> None: ...
    async def send_copy(self, message: ProtocolMessage) -> ProtocolAnswer: ...
    def write_to_caller(self, raw: bytes) -> None: ...
    async def flushed(self) -> None: ...
    def call_over(self, call: ProxiedCall) -> None: ...
    def freeze_caller(self, frozen: bool) -> None: ...
    def summaries(self) -> Iterator[str]: ...
    def close(self) -> None: ...
    def reset(self) -> None: ...


class ProxiedCall:
    """One call of a caller, from its last byte read until it is answered, closed or reset."""

    __slots__ = ("connection", "done", "fault", "message", "record", "returned", "waiter")

    def __init__(self, connection: CallerConnection, message: ProtocolMessage, record: RawExchange) -> None:
        self.connection = connection
        self.message = message
        self.record = record
        self.fault: HoldingFault | None = None
        self.waiter: asyncio.Future[ProtocolAnswer] | None = None
        self.returned: ProtocolAnswer | None = None
        self.done = False

    async def forward(self) -> ProtocolAnswer:
        """Send the call to the callee and wait for the whole answer. Raises UpstreamFailed."""
        self.waiter = asyncio.get_running_loop().create_future()
        self.record.deliveries += 1
        self.connection.send(self.message)
        try:
            self.returned = await self.waiter
        finally:
            self.waiter = None
        self.record.answered = self.returned.recorded
        return self.returned

    async def forward_copy(self) -> ProtocolAnswer:
        """Send the call on a connection of its own; the caller does not get the answer."""
        self.record.deliveries += 1
        return await self.connection.send_copy(self.message)

    def answer(self, raw: bytes, recorded: bytes | None = None, outcome: str = "") -> None:
        """Give the caller this answer; the record is complete before the first byte leaves."""
        self.record.answer = raw if recorded is None else recorded
        self._end(outcome or self.connection.codec.outcome(raw))
        self.connection.write_to_caller(raw)
        self.connection.call_over(self)

    def pass_on(self, answer: ProtocolAnswer) -> None:
        """Give the caller the callee's answer."""
        self.record.answered = answer.recorded
        self.answer(answer.raw, answer.recorded, answer.outcome)

    async def answer_part(self, part: bytes, outcome: str) -> None:
        """Give the caller a part of an answer; returns when it has left the process."""
        self.record.answer = (self.record.answer or b"") + self.message.recordable(part)
        self._end(outcome)
        self.connection.write_to_caller(part)
        await self.connection.flushed()

    async def answer_in_parts(self, parts: Iterable[bytes], seconds: float, outcome: str) -> None:
        """Give the caller an answer with so many seconds between two parts, until they hang up."""
        for number, part in enumerate(parts):
            if number:
                await self.pause(seconds)
            if self.caller_is_gone:
                self.given_up()
                return
            await self.answer_part(part, outcome)
        self.finish()

    def given_up(self) -> None:
        """The caller hung up before the last part of its answer."""
        self.record.give_up()
        self.done = True
        self.connection.close()

    def finish(self) -> None:
        """The answer was given in parts: the connection goes on with the next call."""
        self.connection.call_over(self)

    def close(self, outcome: str) -> None:
        """Close the caller's connection with FIN."""
        self._end(outcome)
        self.done = True
        self.connection.close()

    def reset(self, outcome: str) -> None:
        """Close the caller's connection with RST."""
        self._end(outcome)
        self.done = True
        self.connection.reset()

    async def leave_unanswered(self, outcome: str) -> None:
        """Give no answer until the caller hangs up or the fault is healed, then close."""
        self._end(outcome)
        assert self.fault is not None
        await self.fault.until_healed_or(self.connection.caller_left)
        self.close(outcome)

    async def hold(self, release_at: int | None = None) -> None:
        """Keep the call here until the fault is released or healed, or until it holds so many calls."""
        assert self.fault is not None
        await self.fault.hold(self, release_at)

    async def pause(self, seconds: float) -> None:
        """Let time pass; healing the fault ends the wait."""
        assert self.fault is not None
        await self.fault.pause(seconds)

    @contextmanager
    def caller_frozen(self) -> Iterator[None]:
        """Inside, no byte passes to or from the caller's service, on any of its edges."""
        self.connection.freeze_caller(True)
        try:
            yield
        finally:
            self.connection.freeze_caller(False)

    def summaries(self) -> Iterator[str]:
        """The summaries of all calls of this connection up to this one, oldest first."""
        return self.connection.summaries()

    @property
    def caller_is_gone(self) -> bool:
        """Whether the caller has hung up (asked of the socket: its process may just have been killed)."""
        return self.connection.caller_is_gone

    def upstream_failed(self, failure: UpstreamFailed) -> None:
        """Show the caller the callee's behavior: the part of an answer, then the same way of closing."""
        if failure.partial:
            self.record.answer = failure.partial
        self._end(failure.sentence)
        self.done = True
        if failure.partial:
            self.connection.write_to_caller(failure.partial)
        if failure.reset:
            self.connection.reset()
        else:
            self.connection.close()

    def _end(self, outcome: str) -> None:
        self.record.end(outcome)
