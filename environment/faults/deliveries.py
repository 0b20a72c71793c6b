"""Whether messages that are on their way have arrived."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Collection

from environment.evidence.recording.recorder import Recorder
from environment.faults.proxied_connection import ProxiedConnection

_PAUSE = 0.005  # seconds; a queue sends its next message sooner
_IDLE = 0.05  # seconds between two looks at a connection
_LONGEST = 5  # times as long, for a queue of many


async def connected(connections: Collection[ProxiedConnection], within: float) -> bool:
    """Return when one of an edge's connections is established and idle; whether it came to that in time.

    Its caller has to have read the answers as well: it is looked at twice.
    """
    end, before = time.monotonic() + within, set[ProxiedConnection]()
    while not before & (idle := {each for each in connections if each.has_answered and each.call is None}):
        if time.monotonic() > end:
            return False
        before = idle
        await asyncio.sleep(_IDLE)
    return True


async def arrived(recorder: Recorder, edges: Collection[str], within: float) -> bool:
    """Return when no call is under way on these edges and none has followed; whether it came to that.

    `within` is how many seconds the next call may take. Calls with a fault do not count: they end when the
    scenario wants it.
    """
    began, before = time.monotonic(), 0
    end = began + within
    while True:
        calls = [each for each in recorder.since(0) if each.edge in edges and not each.faults]
        last = calls[-1].number if calls else 0
        under_way = any(each.ended is None for each in calls)
        if last == before and not under_way:
            return True
        if last != before:
            end = min(time.monotonic(), began + (_LONGEST - 1) * within) + within
        if time.monotonic() > end:
            return False
        before = last
        await asyncio.sleep(_PAUSE)
