"""A service keeps its connections: a call that follows another one goes over a connection that is open.

A connection of its own costs each call a handshake, over TLS two round trips and a key exchange. Nothing is
wrong in any answer then; the shop is slow, and slower the farther away the callee is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from environment.evidence.recording.exchange import Exchange
from environment.evidence.recording.traces import any_trace_of
from environment.evidence.traffic.breach import ScenarioTraffic, TrafficBreach
from environment.topology import topology

_ENOUGH = 4  # calls: two instances of a service have a first connection each, and one may be restarted
_READ_WITHIN = 0.2  # seconds for a thread to read its answer, on a machine with much to do
_AT_ONCE = 2.0  # seconds: a callee may close a connection on which nothing was asked for a while


def connections_are_kept(traffic: ScenarioTraffic) -> Iterator[TrafficBreach]:
    """A breach for each arrow on which calls of a service that follow each other have a connection each."""
    by_arrow = defaultdict[str, list[Exchange]](list)
    for exchange in traffic.exchanges:
        if exchange.caller in topology().services and exchange.protocol.startswith("http"):
            by_arrow[exchange.edge].append(exchange)
    for arrow, calls in by_arrow.items():
        last = _last_of_new_connections(calls)
        if last is not None:
            said = f"{last.caller} opens a connection to {last.callee} for each call"
            sentence = f"{said}: {_ENOUGH} calls that followed each other had none in common"
            yield TrafficBreach(arrow, sentence, "request", last.number)


def _last_of_new_connections(calls: list[Exchange]) -> Exchange | None:
    """The call that completes a row of calls, each soon after the one before and on a new connection."""
    used, row, before = set[int](), 0, None
    for call in sorted(calls, key=lambda each: each.started):
        is_new = call.connection not in used
        used.add(call.connection)
        row = row + 1 if is_new and before is not None and _follows(call, before) else int(is_new)
        if row == _ENOUGH:
            return call
        before = call
    return None


def _follows(call: Exchange, before: Exchange) -> bool:
    """Whether the connection of the call before could be used: it was answered, and a moment ago.

    Who works on something else may begin before the answer was read, and the connection is free again.
    """
    sound = before.ended is not None and before.answer is not None and not before.faults
    least = 0.0 if any_trace_of(call) == any_trace_of(before) else _READ_WITHIN
    return sound and least <= call.started - (before.ended or 0) < _AT_ONCE
