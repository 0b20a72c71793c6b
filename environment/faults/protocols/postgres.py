"""PostgreSQL's protocol 3 on one connection (PostgreSQL manual, chapter "Frontend/Backend Protocol").

A call ends with one ReadyForQuery of the server: it is a simple query, or all messages up to a Sync. The
record keeps the text of its statements, never a bind value and never a result row.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from environment.evidence.recording import correlation
from environment.faults.protocols.codec import ProtocolAnswer, ProtocolMessage, Write

_LENGTH = struct.Struct(">I")
_STARTUP = struct.Struct(">II")
_CANCEL = 80877102
_ENCRYPTION_REQUESTS = (80877103, 80877104)  # SSLRequest, GSSENCRequest
_PASSING = b"pdcfXH"  # password, copy data, copy done, copy fail, terminate, flush: no ReadyForQuery follows
_NEEDS_CALLER = b"RGW"  # authentication, copy in, copy both: the caller waits for these


class PostgresCodec:
    """The statements of a caller and the answers of the server."""

    name = "postgres"

    def __init__(self, write: Write) -> None:
        self._write = write
        self._downstream = b""
        self._upstream = b""
        self._started = False
        self._application: str | None = None
        self._statements: dict[bytes, bytes] = {}
        self._portals: dict[bytes, bytes] = {}
        self._executed: list[bytes] = []
        self._prepared = False
        self._taken = 0  # bytes of self._downstream that belong to the call being collected
        self._outcomes: list[str] = []

    def opening_call(self) -> ProtocolMessage | None:
        return None

    def fresh(self) -> PostgresCodec:
        return PostgresCodec(self._write)

    def call_sent(self, message: ProtocolMessage) -> None:
        self._outcomes.clear()

    def feed_downstream(self, data: bytes) -> Iterator[ProtocolMessage]:
        self._downstream += data
        while message := self._ordinary() if self._started else self._startup():
            yield message

    def _startup(self) -> ProtocolMessage | None:
        if len(self._downstream) < _STARTUP.size:
            return None
        length, code = _STARTUP.unpack_from(self._downstream)
        if len(self._downstream) < length:
            return None
        raw, self._downstream = self._downstream[:length], self._downstream[length:]
        if code in _ENCRYPTION_REQUESTS:
            self._write(b"N")  # the statements of an encrypted connection cannot be read
            return self._startup()
        self._started = True
        if code == _CANCEL:
            return ProtocolMessage(raw, "CANCEL", is_call=False)
        words = raw[8:].split(b"\0")
        given = dict(zip(words[::2], words[1::2], strict=False))
        self._application = correlation.of_application_name(given.get(b"application_name", b""))
        user, database = (given.get(name, b"").decode("utf-8", "replace") for name in (b"user", b"database"))
        return ProtocolMessage(raw, f"CONNECT {database or user}", correlation=self._application)

    def _ordinary(self) -> ProtocolMessage | None:
        """The next whole call, or the next message that only passes."""
        downstream = self._downstream
        while len(downstream) - self._taken >= 5:
            start = self._taken
            kind = downstream[start]
            end = start + 1 + _LENGTH.unpack_from(downstream, start + 1)[0]
            if len(downstream) < end:
                return None
            self._taken = end
            if kind in b"QSF":
                return self._collected(downstream[start + 5 : end] if kind in b"Q" else b"", end)
            if kind in _PASSING:
                return self._passing(end)
            self._note(kind, downstream[start + 5 : end])
        return None

    def _note(self, kind: int, payload: bytes) -> None:
        """Remember the statement of a name, so that the summary of an Execute shows the statement."""
        if kind in b"P":
            name, statement = payload.split(b"\0", 2)[:2]
            self._statements[name] = statement
            self._prepared = True
        elif kind in b"B":
            portal, name = payload.split(b"\0", 2)[:2]
            self._portals[portal] = self._statements.get(name, b"")
        elif kind in b"E":
            self._executed.append(self._portals.get(payload.split(b"\0", 1)[0], b""))

    def _collected(self, query: bytes, end: int) -> ProtocolMessage:
        raw, self._downstream, self._taken = self._downstream[:end], self._downstream[end:], 0
        statements = [query.rstrip(b"\0")] if query else self._executed
        text = b"; ".join(statements).strip()
        # A Parse does not execute the statement: a fault for the statement must not act here.
        summary = text or (b"PREPARE" if self._prepared else b"SYNC")
        scenario = correlation.of_sql(summary) or self._application
        self._executed, self._prepared = [], False
        return ProtocolMessage(raw, summary.decode("utf-8", "replace").strip(), correlation=scenario)

    def _passing(self, end: int) -> ProtocolMessage:
        raw, self._downstream, self._taken = self._downstream[:end], self._downstream[end:], 0
        return ProtocolMessage(raw, "", is_call=False)

    def feed_upstream(self, data: bytes) -> Iterator[ProtocolAnswer]:
        self._upstream += data
        at = 0
        upstream = self._upstream
        while len(upstream) - at >= 5:
            kind = upstream[at]
            end = at + 1 + _LENGTH.unpack_from(upstream, at + 1)[0]
            if len(upstream) < end:
                break
            if kind in b"CE":
                self._outcomes.append(_outcome(kind, upstream[at + 5 : end]))
            at = end
            if kind in b"Z" or kind in _NEEDS_CALLER:
                yield self._answer(upstream[:at], final=kind in b"Z")
                upstream, at = upstream[at:], 0
                self._upstream = upstream

    def _answer(self, raw: bytes, *, final: bool) -> ProtocolAnswer:
        outcome = "; ".join(self._outcomes) or "ready"
        return ProtocolAnswer(raw, outcome, outcome.encode(), final)

    def upstream_closed(self) -> ProtocolAnswer | None:
        raw, self._upstream = self._upstream, b""
        return ProtocolAnswer(raw, "", final=False) if raw else None

    def unparsed(self) -> tuple[bytes, bytes]:
        return self._downstream, self._upstream

    def outcome(self, raw: bytes) -> str:
        return "; ".join(self._outcomes) or f"{len(raw)} bytes"


def _outcome(kind: int, payload: bytes) -> str:
    """A command's tag, or an error's SQLSTATE; its text may hold the customer's data."""
    if kind in b"C":
        return payload.rstrip(b"\0").decode("utf-8", "replace")
    fields = {field[:1]: field[1:] for field in payload.split(b"\0")}
    return f"ERROR {fields.get(b'C', b'').decode('latin-1')}"
