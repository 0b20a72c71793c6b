"""A callee that hangs up at the moment in which a call for it arrives."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any, cast

from environment.evidence.recording.recorder import Recorder
from environment.faults.protocols.http import HttpCodec
from environment.faults.proxied_connection import ProxiedConnection
from environment.faults.upstream_connection import UpstreamConnection


class _Transport:
    """A transport as uvloop's: a write to a closed one is an error."""

    def __init__(self) -> None:
        self.written: list[bytes] = []
        self.closed = False

    def write(self, raw: bytes) -> None:
        if self.closed:
            raise RuntimeError("unable to perform operation on a closed transport")
        self.written.append(raw)

    def close(self) -> None:
        self.closed = True

    def is_closing(self) -> bool:
        return self.closed

    def get_extra_info(self, _: str) -> None:
        return None

    abort = close


def _edge() -> Any:
    return SimpleNamespace(
        name="checkout -> orders",
        protocol="http",
        recorder=Recorder(),
        connections=set(),
        faults=[],
        codec=HttpCodec,
        next_connection=lambda: 1,
        calls_frozen=False,
        answers_frozen=False,
        caller_seconds=60.0,
    )


async def _call_while_the_callee_hangs_up() -> tuple[ProxiedConnection, _Transport, _Transport]:
    caller, callee = _Transport(), _Transport()
    connection = ProxiedConnection(_edge())
    connection.connection_made(cast(asyncio.Transport, caller))
    connection.upstream = UpstreamConnection(connection)
    connection.upstream.connection_made(cast(asyncio.Transport, callee))
    callee.close()  # the loop has closed it, and has not called connection_lost yet
    connection.data_received(b"GET /orders HTTP/1.1\r\nHost: orders\r\n\r\n")
    connection.upstream.connection_lost(None)
    return connection, caller, callee


def test_a_call_to_a_callee_that_is_hanging_up_ends_without_an_answer() -> None:
    connection, caller, callee = asyncio.run(_call_while_the_callee_hangs_up())
    [record] = connection.edge.recorder.since(0, "checkout -> orders")
    assert record.outcome == "the callee hung up without a whole answer"
    assert (caller.closed, caller.written, callee.written) == (True, [], [])
