"""The listener of one edge: its port, its connections, and the faults that are on it."""

from __future__ import annotations

import asyncio
import itertools
import socket
import ssl
from collections.abc import Callable, Sequence
from typing import TypeVar

from environment.evidence.recording.recorder import NO_REQUEST, Recorder
from environment.faults import sockets
from environment.faults.active_fault import ActiveFault
from environment.faults.call import ProxiedCall
from environment.faults.edges import Edge, Tls
from environment.faults.port import ListeningPort
from environment.faults.protocols.codec import ProtocolAnswer, ProtocolCodec, ProtocolMessage, Write
from environment.faults.protocols.http import HttpCodec
from environment.faults.protocols.postgres import PostgresCodec
from environment.faults.protocols.smtp import SmtpCodec
from environment.faults.proxied_connection import ProxiedConnection
from environment.faults.upstream_connection import SingleCallConnection
from environment.topology import Protocol

AProtocol = TypeVar("AProtocol", bound=asyncio.Protocol)
_CODECS: dict[Protocol, Callable[[Write], ProtocolCodec]] = {
    Protocol.HTTP: HttpCodec,
    Protocol.HTTPS: HttpCodec,
    Protocol.POSTGRES: PostgresCodec,
    Protocol.SMTP: SmtpCodec,
}


class EdgeListener:
    """Accepts the connections of one edge, and connects to its callee.

    `freeze` (service, whether) stops all bytes to and from a service on all edges, or lets them pass again.
    caller_seconds: the time that a TLS handshake, and a message of a caller, may take.
    """

    def __init__(
        self, edge: Edge, recorder: Recorder, freeze: Callable[[str, bool], None], caller_seconds: float
    ) -> None:
        self.edge = edge
        self.name = edge.name
        self.protocol = edge.protocol.value
        self.recorder = recorder
        self.faults: list[ActiveFault] = []
        self.connections: set[ProxiedConnection] = set()
        self.running: dict[asyncio.Task[None], ProxiedCall] = {}  # the calls that faults act on now
        self.failures: list[str] = []
        self.calls_frozen = False
        self.answers_frozen = False
        self.caller_seconds = caller_seconds
        self.codec = _CODECS[edge.protocol]
        self.port = ListeningPort(edge.listen_host, self._accept)
        self._freeze = freeze
        self._accepting: set[asyncio.Task[None]] = set()
        self._closing: tuple[ProxiedConnection, ...] = ()
        self._connections = itertools.count(1)
        self.next_connection = self._connections.__next__
        self._server_tls, self._client_tls = _tls_contexts(edge.tls)
        self._shown = 0
        self.redirect([(edge.host, edge.port)])
        self.port.listen()

    def redirect(self, instances: Sequence[tuple[str, int]]) -> None:
        """From now on new connections go to these instances of the callee (host, port), in turn."""
        self._instances = itertools.cycle(instances)

    def show_certificate(self, name: str | None) -> None:
        """Show callers the certificate of this name from now on; None: the edge's own."""
        assert self.edge.tls is not None, "only kinds for HTTPS ask for a certificate"
        self._server_tls, _ = _tls_contexts(self.edge.tls.another(name) if name else self.edge.tls)
        self._shown = 0

    def shown(self) -> int:
        """How many connections began since the certificate was changed."""
        return self._shown

    def select_fault(self, call: ProxiedCall) -> ActiveFault | None:
        """The first fault that acts on this call; every fault counts the calls it matches."""
        selected = [fault for fault in tuple(self.faults) if fault.selects(call)]
        return selected[0] if selected else None

    def _accept(self, connection: socket.socket) -> None:
        accepting = asyncio.ensure_future(self._connect(connection))
        self._accepting.add(accepting)
        accepting.add_done_callback(self._accepting.discard)

    async def _connect(self, connection: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        self._shown += 1
        try:
            await loop.connect_accepted_socket(
                lambda: ProxiedConnection(self),
                connection,
                ssl=self._server_tls,
                ssl_handshake_timeout=self.caller_seconds if self._server_tls else None,
            )
        except OSError as error:  # the caller hung up, or its TLS handshake failed
            number = self.next_connection()
            record = self.recorder.open(self.name, self.protocol, number, NO_REQUEST, None, b"")
            record.end(f"no connection came about: {error}")
            print(f"a stranger on {self.name}: no request came: {error}", flush=True)
            connection.close()

    async def connect_upstream(self, factory: Callable[[], AProtocol]) -> AProtocol:
        """A new connection to the callee. Raises OSError."""
        loop = asyncio.get_running_loop()
        name = self.edge.tls.callee_name if self.edge.tls else None
        host, port = next(self._instances)
        _, made = await loop.create_connection(
            factory, host, port, ssl=self._client_tls, server_hostname=name
        )
        return made

    async def call_once(self, message: ProtocolMessage, codec: ProtocolCodec) -> ProtocolAnswer:
        """The answer to a call on a connection of its own. Raises UpstreamFailed, OSError."""
        connection = await self.connect_upstream(lambda: SingleCallConnection(message, codec))
        return await connection.answer

    def cut(self) -> tuple[int, int]:
        """Reset every open connection; how many there were, and how many had a call under way."""
        connections = tuple(self.connections)
        busy = sum(connection.call is not None for connection in connections)
        for connection in connections:
            connection.cut()
        self._closing = connections
        return len(connections), busy

    async def resets_sent(self) -> None:
        """Return when the connections that were cut last are closed, so that every caller can see it."""
        closing, self._closing = self._closing, ()
        for connection in closing:
            await connection.caller_left.wait()

    def freeze_caller(self, frozen: bool) -> None:
        """Stop all bytes to and from the caller of this edge on all edges, or let them pass again."""
        self._freeze(self.edge.caller, frozen)

    def freeze_calls(self, frozen: bool) -> None:
        """Stop all bytes of callers on this edge, or let them pass again."""
        self.calls_frozen = frozen
        for connection in tuple(self.connections):
            _freeze(connection, connection.downstream, frozen)

    def freeze_answers(self, frozen: bool) -> None:
        """Stop all bytes of the callee on this edge, or let them pass again."""
        self.answers_frozen = frozen
        for connection in tuple(self.connections):
            if connection.upstream:
                _freeze(connection, connection.upstream.transport, frozen)

    async def close(self) -> None:
        """Stop listening, cut all connections, and end the calls that faults act on."""
        self.port.close()
        self.cut()
        for task in (tasks := (*self.running, *self._accepting)):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _freeze(connection: ProxiedConnection, side: asyncio.Transport, frozen: bool) -> None:
    if frozen:
        side.pause_reading()
    elif sockets.peer_hung_up(side):
        connection.cut()  # killed while frozen: its last bytes must not pass
    else:
        side.resume_reading()


def _tls_contexts(tls: Tls | None) -> tuple[ssl.SSLContext | None, ssl.SSLContext | None]:
    """The contexts of the proxy as a server for the caller, and as a client of the callee."""
    if tls is None:
        return None, None
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(tls.certificate, tls.key)
    return server, ssl.create_default_context(cafile=str(tls.callee_ca))
