"""The first call of a connection whose callee speaks first: the greeting of a mail server.

The caller has said nothing yet, and may be a stranger: a port scan connects and hangs up. A stranger is
logged, and is no call: it uses up no fault and is not audited. One that stays, and reads a greeting that a
fault has changed, cannot be told from a mailer.
"""

from __future__ import annotations

import asyncio
import time
import typing

from environment.evidence.recording.recorder import NO_REQUEST, Recorder
from environment.faults.active_fault import ActiveFault
from environment.faults.call import ProxiedCall
from environment.faults.protocols.codec import ProtocolMessage

_GRACE = 0.05  # seconds in which a port scan has hung up; only a connection that a fault may act on waits
_SHORTEST_PATIENCE = 0.5  # seconds; no mailer gives up a silent server as soon as that
_OUTCOME = "a stranger: it hung up without a command"


class _Edge(typing.Protocol):
    name: str
    protocol: str
    recorder: Recorder
    faults: list[ActiveFault]


class _OpeningConnection(typing.Protocol):
    number: int

    @property
    def edge(self) -> _Edge: ...
    def begin(self, message: ProtocolMessage) -> ProxiedCall: ...


class Opening:
    """Begins the opening call of one connection, at once where no fault may act on it."""

    def __init__(self, connection: _OpeningConnection, message: ProtocolMessage) -> None:
        self._connection = connection
        self._message = message
        self._began = time.monotonic()
        self._call: ProxiedCall | None = None
        self._waiting: asyncio.TimerHandle | None = None
        self.caller_spoke = False
        if connection.edge.faults:
            self._waiting = asyncio.get_running_loop().call_later(_GRACE, self._begin)
        else:
            self._begin()

    @property
    def has_begun(self) -> bool:
        return self._call is not None

    def _begin(self) -> None:
        self._call = self._connection.begin(self._message)

    def drop(self) -> None:
        """The proxy cuts the connection: nothing is known about its caller."""
        self.caller_spoke = True
        if self._waiting:
            self._waiting.cancel()

    def caller_left(self) -> None:
        """The caller has hung up: a record of a stranger is no call any more."""
        edge = self._connection.edge
        if self._waiting:
            self._waiting.cancel()
        if self.caller_spoke:
            return
        if self._call is None:
            record = edge.recorder.open(
                edge.name, edge.protocol, self._connection.number, NO_REQUEST, None, b""
            )
        else:
            record = self._call.record
            if not self._is_stranger(self._call):
                return
            record.summary = NO_REQUEST
        record.end(_OUTCOME)
        record.outcome = _OUTCOME
        print(f"a stranger on {edge.name}: it hung up without a command", flush=True)

    def _is_stranger(self, call: ProxiedCall) -> bool:
        """A fault, and a callee that is silent or not there, also keep a mailer from its first command."""
        if call.record.faults:
            return False
        if call.record.answered is not None or call.record.answer is not None:
            return call.record.outcome.startswith("2")
        return call.record.ended is None and time.monotonic() - self._began < _SHORTEST_PATIENCE
