"""What one connection needs of the edge that it came in on; see edge_listener.py."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, Protocol

from environment.evidence.recording.recorder import Recorder
from environment.faults.active_fault import ActiveFault
from environment.faults.call import ProxiedCall
from environment.faults.protocols.codec import ProtocolAnswer, ProtocolCodec, ProtocolMessage, Write


class ConnectionOwner(Protocol):
    """The edge; `caller_seconds` is the limit of CallerLimits."""

    name: str
    protocol: str
    recorder: Recorder
    connections: set[Any]  # of ProxiedConnection
    faults: list[ActiveFault]
    running: dict[asyncio.Task[None], ProxiedCall]
    failures: list[str]
    codec: Callable[[Write], ProtocolCodec]
    next_connection: Callable[[], int]
    calls_frozen: bool
    answers_frozen: bool
    caller_seconds: float

    def select_fault(self, call: ProxiedCall) -> ActiveFault | None: ...
    def freeze_caller(self, frozen: bool) -> None: ...
    async def connect_upstream(self, factory: Callable[[], Any]) -> Any: ...
    async def call_once(self, message: ProtocolMessage, codec: ProtocolCodec) -> ProtocolAnswer: ...
