"""An edge at work: its port, its connections, the faults that are on it."""

from __future__ import annotations

import asyncio
import itertools
import socket
import ssl
from collections.abc import Callable, Sequence
from typing import TypeVar

from environment.evidence.recording.recorder import Recorder
from environment.faults import sockets
from environment.faults.armed import Armed
from environment.faults.call import Call
from environment.faults.edges import Edge
from environment.faults.http_speech import HttpSpeech
from environment.faults.link import Link
from environment.faults.port import ListeningPort
from environment.faults.postgres_speech import PostgresSpeech
from environment.faults.single_call import SingleCall
from environment.faults.smtp_speech import SmtpSpeech
from environment.faults.unit import Answer, Say, Speech, Unit
from environment.topology import Protocol

AProtocol = TypeVar("AProtocol", bound=asyncio.Protocol)
_SPEECHES: dict[Protocol, Callable[[Say], Speech]] = {
    Protocol.HTTP: HttpSpeech,
    Protocol.HTTPS: HttpSpeech,
    Protocol.POSTGRES: PostgresSpeech,
    Protocol.SMTP: SmtpSpeech,
}


class LiveEdge:
    """One edge of a running proxy."""

    def __init__(self, edge: Edge, recorder: Recorder, freeze: Callable[[str, bool], None]) -> None:
        self.edge = edge
        self.name = edge.name
        self.spoken = edge.protocol.value
        self.recorder = recorder
        self.freeze = freeze  # (service, whether): stop a service's words in both directions, or let them go
        self.faults: list[Armed] = []
        self.links: set[Link] = set()
        self.plays: dict[asyncio.Task[None], Call] = {}
        self._accepting: set[asyncio.Task[None]] = set()
        self.failures: list[str] = []
        self._leaving: tuple[Link, ...] = ()
        self.calls_frozen = False
        self.answers_frozen = False
        self.speech = _SPEECHES[edge.protocol]
        self.port = ListeningPort(edge.listen_host, self._accept)
        self._connections = itertools.count(1)
        self.next_connection = self._connections.__next__
        self._as_callee, self._as_caller = _tls_contexts(edge)
        self.redirect([(edge.host, edge.port)])
        self.port.listen()

    def redirect(self, instances: Sequence[tuple[str, int]]) -> None:
        """From now on new connections go to these instances of the callee (host, port), in turn."""
        self._instances = itertools.cycle(instances)

    def due(self, call: Call) -> Armed | None:
        """The first fault that plays with this call; every fault counts the calls it means."""
        due = [armed for armed in tuple(self.faults) if armed.due(call)]
        return due[0] if due else None

    def _accept(self, connection: socket.socket) -> None:
        accepting = asyncio.ensure_future(self._connect(connection))
        self._accepting.add(accepting)
        accepting.add_done_callback(self._accepting.discard)

    async def _connect(self, connection: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        try:
            await loop.connect_accepted_socket(lambda: Link(self), connection, ssl=self._as_callee)
        except OSError as error:  # the caller went, or its TLS handshake failed
            record = self.recorder.open(
                self.name, self.spoken, self.next_connection(), "CONNECT /", None, b""
            )
            record.end(f"no connection came about: {error}")
            connection.close()

    async def dial(self, factory: Callable[[], AProtocol]) -> AProtocol:
        """A new connection to the callee; raises OSError."""
        loop = asyncio.get_running_loop()
        name = self.edge.tls.callee_name if self.edge.tls else None
        host, port = next(self._instances)
        _, made = await loop.create_connection(factory, host, port, ssl=self._as_caller, server_hostname=name)
        return made

    async def ask_once(self, unit: Unit, speech: Speech) -> Answer:
        """One call on a connection of its own; raises CalleeGone or OSError."""
        single = await self.dial(lambda: SingleCall(unit, speech))
        return await single.answer

    def cut(self) -> tuple[int, int]:
        """Reset every open connection; gives how many there were, and how many had a call under way."""
        links = tuple(self.links)
        busy = sum(link.call is not None for link in links)
        for link in links:
            link.cut()
        self._leaving = links
        return len(links), busy

    async def resets_sent(self) -> None:
        """Return when the connections that were cut last are really closed: then every caller can see it."""
        leaving, self._leaving = self._leaving, ()
        for link in leaving:
            await link.caller_left.wait()

    def freeze_calls(self, frozen: bool) -> None:
        """Let nothing of what callers say pass, or let it pass again."""
        self.calls_frozen = frozen
        for link in tuple(self.links):
            _freeze(link, link.caller, frozen)

    def freeze_answers(self, frozen: bool) -> None:
        """Let nothing of what the callee says pass, or let it pass again."""
        self.answers_frozen = frozen
        for link in tuple(self.links):
            if link.callee:
                _freeze(link, link.callee.transport, frozen)

    async def close(self) -> None:
        """Stop listening, hang up, and let the faults at work end."""
        self.port.close()
        self.cut()
        for task in (tasks := (*self.plays, *self._accepting)):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _freeze(link: Link, side: asyncio.Transport, frozen: bool) -> None:
    if frozen:
        side.pause_reading()
    elif sockets.peer_hung_up(side):
        link.cut()  # killed while frozen: what it still said must never be heard
    else:
        side.resume_reading()


def _tls_contexts(edge: Edge) -> tuple[ssl.SSLContext | None, ssl.SSLContext | None]:
    """What the proxy uses towards the caller, and towards the callee."""
    if edge.tls is None:
        return None, None
    as_callee = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    as_callee.load_cert_chain(edge.tls.certificate, edge.tls.key)
    return as_callee, ssl.create_default_context(cafile=str(edge.tls.callee_ca))
