"""The control channel: one JSON object a line over a unix socket, each answered by one line.

Asked `{"do": "add", ...}`, answered `{"done": ...}`, `{"refused": "a sentence"}` or `{"not reached": "..."}`.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from environment.evidence.recording.export import exchange_as_json, summary, summary_with_outcome
from environment.evidence.recording.json_value import Json
from environment.faults.edges import Edge
from environment.faults.errors import NotReached, unknown
from environment.faults.registry import catalog
from environment.faults.switchboard import Switchboard
from steps.vocabulary.fault_spec import FaultSpec

_LONGEST_LINE = 16 * 1024 * 1024  # bytes; the body of a made-up answer may be large
Asked = Mapping[str, Any]


class Control:
    """Answers the lines of one or more tests."""

    def __init__(self, board: Switchboard) -> None:
        self._board = board
        self._acts: dict[str, Callable[[Asked], Json]] = {
            "open": lambda asked: {each["name"]: board.open(Edge.read(each)) for each in asked["edges"]},
            "ports": lambda _: {name: edge.port.number for name, edge in board.edges.items()},
            "add": lambda asked: board.add(FaultSpec.read(asked["fault"])),
            "heal": lambda asked: board.heal(asked["name"]),
            "release": lambda asked: board.release(asked["name"], asked["which"]),
            "fired": lambda asked: board.fired(asked["name"]),
            "cut": lambda asked: board.edge(asked["edge"]).cut()[0],
            "redirect": lambda asked: board.redirect(asked["edge"], asked["instances"]),
            "exchanges": self._exchanges,
            "passed": self._passed,
            "forget": lambda asked: board.recorder.forget(asked["until"]),
            "last": lambda _: board.recorder.last,
            "failures": lambda _: list(board.failures()),
            "kinds": lambda _: list(catalog()),
        }
        self._waits: dict[str, Callable[[Asked], Awaitable[Json]]] = {
            "wait": self._wait,
            "heal all": self._heal_all,
        }

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection of a test, until it hangs up."""
        try:
            while line := await reader.readline():
                answer = await self._answer(json.loads(line))
                writer.write(json.dumps(answer).encode() + b"\n")
                await writer.drain()
        except (ConnectionError, asyncio.CancelledError):
            return
        finally:
            writer.close()

    async def _answer(self, asked: Asked) -> dict[str, Json]:
        try:
            if asked["do"] in self._waits:
                done = await self._waits[asked["do"]](asked)
            elif asked["do"] in self._acts:
                done = self._acts[asked["do"]](asked)
            else:
                raise unknown("act", asked["do"], [*self._acts, *self._waits])
            await self._board.resets_sent()
            return {"done": done}
        except ValueError as refusal:
            return {"refused": str(refusal)}
        except NotReached as late:
            return {"not reached": str(late)}

    async def _wait(self, asked: Asked) -> Json:
        armed = await self._board.wait_for(asked["name"], asked["held"], asked["fired"], asked["within"])
        return [
            {"summary": summary(each.call.record), "correlation": each.call.unit.correlation}
            for each in armed.held
        ]

    async def _heal_all(self, asked: Asked) -> Json:
        await self._board.all_fired(asked["within"])
        unfired = self._board.heal_all()
        late = await self._board.all_ended(asked["ends_within"])
        return {
            "unfired": [{"fault": spec.as_json(), "passed": list(calls)} for spec, calls in unfired],
            "unended": [
                {"fault": call.armed.spec.as_json(), "call": summary(call.record)}
                for call in late
                if call.armed
            ],
        }

    def _exchanges(self, asked: Asked) -> Json:
        records = self._board.recorder.since(asked["since"], asked["edge"])
        wanted, quiet = asked["correlation"], asked["without"]
        return [
            exchange_as_json(each)
            for each in records
            if (wanted is None or each.correlation == wanted) and (each.protocol not in quiet or each.faults)
        ]

    def _passed(self, asked: Asked) -> Json:
        edge = self._board.edge(asked["edge"])
        return [
            summary_with_outcome(record) for record in self._board.recorder.since(asked["since"], edge.name)
        ]


def control_server(board: Switchboard) -> Callable[[asyncio.StreamReader, asyncio.StreamWriter], Any]:
    """The callback of an asyncio server."""
    return Control(board).serve


LONGEST_LINE = _LONGEST_LINE
