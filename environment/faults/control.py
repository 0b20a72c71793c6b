"""The control channel: one JSON object a line over a unix socket, each answered by one line.

A request is `{"do": "add", ...}`; its response is `{"done": ...}`, `{"refused": "a sentence"}` or
`{"timed out": "a sentence"}`.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from environment.evidence.recording.export import exchange_as_json, summary, summary_with_outcome
from environment.evidence.recording.json_value import Json
from environment.evidence.recording.statements import statements_as_json
from environment.faults.deliveries import arrived
from environment.faults.edges import Edge
from environment.faults.errors import FaultWaitTimeout, unknown
from environment.faults.proxy import Proxy
from environment.faults.registry import catalog
from steps.vocabulary.fault_spec import FaultSpec

LONGEST_LINE = 16 * 1024 * 1024  # bytes; the body of a generated answer may be large
Request = Mapping[str, Any]


class ControlChannel:
    """Answers the requests of one or more clients."""

    def __init__(self, proxy: Proxy) -> None:
        self._proxy = proxy
        self._operations: dict[str, Callable[[Request], Json]] = {
            "open": lambda asked: {each["name"]: proxy.open(Edge.read(each)) for each in asked["edges"]},
            "ports": lambda _: {name: edge.port.number for name, edge in proxy.edges.items()},
            "heal": lambda asked: proxy.heal(asked["name"]),
            "release": lambda asked: proxy.release(asked["name"], asked["which"]),
            "fired": lambda asked: proxy.fired(asked["name"]),
            "cut": lambda asked: proxy.edge(asked["edge"]).cut()[0],
            "redirect": lambda asked: proxy.redirect(asked["edge"], asked["instances"]),
            "exchanges": self._exchanges,
            "passed": self._passed,
            "statements": lambda asked: statements_as_json(proxy.recorder.since(asked["since"])),
            "forget": lambda asked: proxy.recorder.forget(asked["until"]),
            "last": lambda _: proxy.recorder.last,
            "failures": lambda _: list(proxy.failures()),
            "kinds": lambda _: list(catalog()),
        }
        self._waits: dict[str, Callable[[Request], Awaitable[Json]]] = {
            "add": self._add,
            "wait": self._wait,
            "heal all": self._heal_all,
            "let arrive": lambda asked: arrived(proxy.recorder, asked["edges"], asked["within"]),
        }

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection of a client, until it hangs up."""
        try:
            while line := await reader.readline():
                response = await self._respond(json.loads(line))
                writer.write(json.dumps(response).encode() + b"\n")
                await writer.drain()
        except (ConnectionError, asyncio.CancelledError):
            return
        finally:
            writer.close()

    async def _respond(self, asked: Request) -> dict[str, Json]:
        try:
            if asked["do"] in self._waits:
                done = await self._waits[asked["do"]](asked)
            elif asked["do"] in self._operations:
                done = self._operations[asked["do"]](asked)
            else:
                raise unknown("request", asked["do"], [*self._operations, *self._waits])
            await self._proxy.resets_sent()
            return {"done": done}
        except ValueError as refusal:
            return {"refused": str(refusal)}
        except FaultWaitTimeout as late:
            return {"timed out": str(late)}

    async def _add(self, asked: Request) -> Json:
        spec = FaultSpec.read(asked["fault"])
        await self._proxy.ready_for(spec)
        self._proxy.add(spec)
        return None

    async def _wait(self, asked: Request) -> Json:
        fault = await self._proxy.wait_for(asked["name"], asked["held"], asked["fired"], asked["within"])
        return [
            {"summary": summary(each.call.record), "correlation": each.call.message.correlation}
            for each in fault.held
        ]

    async def _heal_all(self, asked: Request) -> Json:
        await self._proxy.all_fired(asked["within"])
        not_triggered = self._proxy.heal_all()
        late = await self._proxy.all_finished(asked["ends_within"])
        return {
            "not triggered": [
                {"fault": spec.as_json(), "passed": list(calls)} for spec, calls in not_triggered
            ],
            "not finished": [
                {"fault": call.fault.spec.as_json(), "call": summary(call.record)}
                for call in late
                if call.fault
            ],
        }

    def _exchanges(self, asked: Request) -> Json:
        records = self._proxy.recorder.since(asked["since"], asked["edge"])
        wanted, left_out = asked["correlation"], asked["without"]
        return [
            exchange_as_json(each)
            for each in records
            if (wanted is None or each.correlation == wanted)
            and (each.protocol not in left_out or each.faults)
        ]

    def _passed(self, asked: Request) -> Json:
        edge = self._proxy.edge(asked["edge"])
        return [
            summary_with_outcome(record) for record in self._proxy.recorder.since(asked["since"], edge.name)
        ]


def control_server(proxy: Proxy) -> Callable[[asyncio.StreamReader, asyncio.StreamWriter], Any]:
    """The callback of an asyncio server."""
    return ControlChannel(proxy).serve
