"""Who waits for messages returns when they have arrived, and waits for no call that a fault keeps."""

from __future__ import annotations

import asyncio
from typing import cast

from environment.evidence.recording.recorder import RawExchange, Recorder
from environment.faults.deliveries import arrived, connected
from environment.faults.proxied_connection import ProxiedConnection

WEBHOOK = "gateway -> payments"


class _Connection:
    has_answered, call = False, "SELECT 1"


def begun(recorder: Recorder, edge: str = WEBHOOK) -> RawExchange:
    return recorder.open(edge, "http", 1, "POST /webhooks/stripe", None, b"")


def test_a_message_that_is_under_way_is_waited_for() -> None:
    async def waited() -> bool:
        recorder = Recorder()
        webhook = begun(recorder)
        asyncio.get_running_loop().call_later(0.02, webhook.end, "200")
        return await arrived(recorder, [WEBHOOK], 5.0) and webhook.ended is not None

    assert asyncio.run(waited())


def test_the_message_that_follows_at_once_is_waited_for_as_well() -> None:
    async def waited() -> bool:
        recorder = Recorder()
        begun(recorder).end("200")
        followed: list[RawExchange] = []
        loop = asyncio.get_running_loop()
        loop.call_later(0.001, lambda: followed.append(begun(recorder)))
        loop.call_later(0.03, lambda: followed[0].end("200"))
        return await arrived(recorder, [WEBHOOK], 5.0) and followed[0].ended is not None

    assert asyncio.run(waited())


def test_a_message_that_is_stuck_is_not_waited_for_for_ever() -> None:
    recorder = Recorder()
    begun(recorder)
    assert not asyncio.run(arrived(recorder, [WEBHOOK], 0.02))


def test_a_call_that_a_fault_keeps_and_calls_of_others_are_not_waited_for() -> None:
    recorder = Recorder()
    begun(recorder).faults = ("answer delayed",)
    begun(recorder, "customer -> checkout")
    assert asyncio.run(arrived(recorder, [WEBHOOK], 0.0))


def test_a_connection_counts_when_it_is_established_and_idle() -> None:
    async def waited() -> bool:
        connection = _Connection()
        open_ones: set[ProxiedConnection] = set()
        assert not await connected(open_ones, 0.02)
        loop = asyncio.get_running_loop()
        loop.call_later(0.01, lambda: open_ones.add(cast(ProxiedConnection, connection)))
        loop.call_later(0.03, lambda: setattr(connection, "call", None))
        loop.call_later(0.05, lambda: setattr(connection, "has_answered", True))
        return await connected(open_ones, 5.0) and connection.has_answered

    assert asyncio.run(waited())
