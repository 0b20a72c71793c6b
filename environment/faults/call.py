"""One call on its way, and everything a fault may do to it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from environment.evidence.recording.recorder import RawExchange
from environment.faults.errors import CalleeGone
from environment.faults.unit import Answer, Unit

if TYPE_CHECKING:
    from environment.faults.armed import Armed
    from environment.faults.link import Link


class Call:
    """One call of a caller, from its last byte read until it is answered, closed or reset."""

    __slots__ = ("armed", "done", "link", "record", "returned", "unit", "waiter")

    def __init__(self, link: Link, unit: Unit, record: RawExchange) -> None:
        self.link = link
        self.unit = unit
        self.record = record
        self.armed: Armed | None = None
        self.waiter: asyncio.Future[Answer] | None = None
        self.returned: Answer | None = None
        self.done = False

    async def forward(self) -> Answer:
        """Send the call to the callee and wait for the whole answer; raises CalleeGone."""
        self.waiter = asyncio.get_running_loop().create_future()
        self.record.deliveries += 1
        self.link.send(self.unit)
        try:
            self.returned = await self.waiter
        finally:
            self.waiter = None
        self.record.answered = self.returned.recorded
        return self.returned

    async def forward_copy(self) -> Answer:
        """Send the call on a connection of its own; its answer reaches nobody. Raises CalleeGone."""
        self.record.deliveries += 1
        return await self.link.send_copy(self.unit)

    def answer(self, raw: bytes, recorded: bytes | None = None, outcome: str = "") -> None:
        """Give the caller this answer; the record is complete before the first byte leaves."""
        self.record.answer = raw if recorded is None else recorded
        self._end(outcome or self.link.speech.outcome(raw))
        self.link.say(raw)
        self.link.call_over(self)

    def pass_on(self, answer: Answer) -> None:
        """Give the caller what the callee answered."""
        self.record.answered = answer.recorded
        self.answer(answer.raw, answer.recorded, answer.outcome)

    async def say(self, part: bytes, outcome: str) -> None:
        """Give the caller a part of an answer, and see it leave."""
        self.record.answer = (self.record.answer or b"") + self.unit.shown(part)
        self._end(outcome)
        self.link.say(part)
        await self.link.flushed()

    def finish(self) -> None:
        """Everything was said in parts: the connection goes on with the next call."""
        self.link.call_over(self)

    def close(self, outcome: str) -> None:
        """Hang up on the caller in an orderly way."""
        self._end(outcome)
        self.done = True
        self.link.close()

    def reset(self, outcome: str) -> None:
        """Hang up on the caller with a reset."""
        self._end(outcome)
        self.done = True
        self.link.reset()

    async def silence(self, outcome: str) -> None:
        """Say nothing until the caller has had enough, or the fault is healed (then hang up)."""
        self._end(outcome)
        assert self.armed is not None
        await self.armed.until_healed_or(self.link.caller_left)
        self.close(outcome)

    async def hold(self) -> None:
        """Keep the call here until the fault is released or healed."""
        assert self.armed is not None
        await self.armed.hold(self)

    async def pause(self, seconds: float) -> None:
        """Let time pass; healing the fault ends the wait."""
        assert self.armed is not None
        await self.armed.pause(seconds)

    @property
    def caller_is_gone(self) -> bool:
        """Whether the caller has hung up (asked of the socket: its process may just have been killed)."""
        return self.link.caller_is_gone

    def callee_gone(self, gone: CalleeGone) -> None:
        """Show the caller what the callee did: its part of an answer, then the same way of hanging up."""
        if gone.partial:
            self.record.answer = gone.partial
        self._end(gone.sentence)
        self.done = True
        if gone.partial:
            self.link.say(gone.partial)
        if gone.reset:
            self.link.reset()
        else:
            self.link.close()

    def _end(self, outcome: str) -> None:
        self.record.end(outcome)
