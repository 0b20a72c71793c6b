"""One call on a connection of its own: the copy of a call that is delivered twice."""

from __future__ import annotations

import asyncio
from typing import cast

from environment.faults.errors import CalleeGone
from environment.faults.unit import Answer, Speech, Unit


class SingleCall(asyncio.Protocol):
    """Sends one call, keeps its answer, hangs up."""

    def __init__(self, unit: Unit, speech: Speech) -> None:
        self._unit = unit
        self._speech = speech
        self.answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._speech.sent(self._unit)
        self._transport.write(self._unit.raw)

    def data_received(self, data: bytes) -> None:
        self._end(next((each for each in self._speech.callee_said(data) if each.final), None))

    def connection_lost(self, exc: Exception | None) -> None:
        self._end(self._speech.callee_ended())
        if not self.answer.done():
            self.answer.set_exception(CalleeGone("the callee hung up on the copy", reset=exc is not None))

    def _end(self, answer: Answer | None) -> None:
        if answer and answer.final and not self.answer.done():
            self.answer.set_result(answer)
            self._transport.close()
