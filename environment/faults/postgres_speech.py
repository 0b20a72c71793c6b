"""PostgreSQL's protocol 3 on one connection (PostgreSQL manual, chapter "Frontend/Backend Protocol").

A call is what the server answers with one ReadyForQuery: a simple query, or everything up to a Sync. What is
recorded of it is the text of its statements, never a bind value and never a result row.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from environment.evidence.recording import correlation
from environment.faults.unit import Answer, Say, Unit

_LENGTH = struct.Struct(">I")
_STARTUP = struct.Struct(">II")
_CANCEL = 80877102
_WANTS_ENCRYPTION = (80877103, 80877104)  # SSLRequest, GSSENCRequest
_PASSING = (
    b"pdcfXH"  # password, copy data, copy done, copy fail, terminate, flush: answered by no ReadyForQuery
)
_NEEDS_CALLER = b"RGW"  # authentication, copy in, copy both: the caller must hear this at once


class PostgresSpeech:
    """The statements of a caller and what the server says to them."""

    name = "postgres"

    def __init__(self, say: Say) -> None:
        self._say = say
        self._said = b""
        self._heard = b""
        self._started = False
        self._application: str | None = None
        self._statements: dict[bytes, bytes] = {}
        self._portals: dict[bytes, bytes] = {}
        self._executed: list[bytes] = []
        self._prepared = False
        self._taken = 0  # bytes of self._said that belong to the call being collected
        self._outcomes: list[str] = []

    def greeting(self) -> Unit | None:
        return None

    def again(self) -> PostgresSpeech:
        return PostgresSpeech(self._say)

    def sent(self, unit: Unit) -> None:
        self._outcomes.clear()

    def caller_said(self, data: bytes) -> Iterator[Unit]:
        self._said += data
        while unit := self._ordinary() if self._started else self._startup():
            yield unit

    def _startup(self) -> Unit | None:
        if len(self._said) < _STARTUP.size:
            return None
        length, code = _STARTUP.unpack_from(self._said)
        if len(self._said) < length:
            return None
        raw, self._said = self._said[:length], self._said[length:]
        if code in _WANTS_ENCRYPTION:
            self._say(b"N")  # what is encrypted cannot be cut at a statement
            return self._startup()
        self._started = True
        if code == _CANCEL:
            return Unit(raw, "CANCEL", is_call=False)
        words = raw[8:].split(b"\0")
        given = dict(zip(words[::2], words[1::2], strict=False))
        self._application = correlation.of_application_name(given.get(b"application_name", b""))
        user, database = (given.get(name, b"").decode("utf-8", "replace") for name in (b"user", b"database"))
        return Unit(raw, f"CONNECT {database or user}", correlation=self._application)

    def _ordinary(self) -> Unit | None:
        """The next whole call, or the next message that just passes."""
        said = self._said
        while len(said) - self._taken >= 5:
            start = self._taken
            kind = said[start]
            end = start + 1 + _LENGTH.unpack_from(said, start + 1)[0]
            if len(said) < end:
                return None
            self._taken = end
            if kind in b"QSF":
                return self._collected(said[start + 5 : end] if kind in b"Q" else b"", end)
            if kind in _PASSING:
                return self._passing(end)
            self._note(kind, said[start + 5 : end])
        return None

    def _note(self, kind: int, payload: bytes) -> None:
        """Remember which statement stands behind a name, so that executing the name shows the statement."""
        if kind in b"P":
            name, statement = payload.split(b"\0", 2)[:2]
            self._statements[name] = statement
            self._prepared = True
        elif kind in b"B":
            portal, name = payload.split(b"\0", 2)[:2]
            self._portals[portal] = self._statements.get(name, b"")
        elif kind in b"E":
            self._executed.append(self._portals.get(payload.split(b"\0", 1)[0], b""))

    def _collected(self, query: bytes, end: int) -> Unit:
        raw, self._said, self._taken = self._said[:end], self._said[end:], 0
        statements = [query.rstrip(b"\0")] if query else self._executed
        text = b"; ".join(statements).strip()
        # Preparing is not doing: a fault for this statement must not strike here.
        summary = text or (b"PREPARE" if self._prepared else b"SYNC")
        scenario = correlation.of_sql(summary) or self._application
        self._executed, self._prepared = [], False
        return Unit(raw, summary.decode("utf-8", "replace").strip(), correlation=scenario)

    def _passing(self, end: int) -> Unit:
        raw, self._said, self._taken = self._said[:end], self._said[end:], 0
        return Unit(raw, "", is_call=False)

    def callee_said(self, data: bytes) -> Iterator[Answer]:
        self._heard += data
        at = 0
        heard = self._heard
        while len(heard) - at >= 5:
            kind = heard[at]
            end = at + 1 + _LENGTH.unpack_from(heard, at + 1)[0]
            if len(heard) < end:
                break
            if kind in b"CE":
                self._outcomes.append(_outcome(kind, heard[at + 5 : end]))
            at = end
            if kind in b"Z" or kind in _NEEDS_CALLER:
                yield self._answer(heard[:at], final=kind in b"Z")
                heard, at = heard[at:], 0
                self._heard = heard

    def _answer(self, raw: bytes, *, final: bool) -> Answer:
        outcome = "; ".join(self._outcomes) or "ready"
        return Answer(raw, outcome, outcome.encode(), final)

    def callee_ended(self) -> Answer | None:
        raw, self._heard = self._heard, b""
        return Answer(raw, "", final=False) if raw else None

    def unread(self) -> tuple[bytes, bytes]:
        return self._said, self._heard

    def outcome(self, raw: bytes) -> str:
        return "; ".join(self._outcomes) or f"{len(raw)} bytes"


def _outcome(kind: int, payload: bytes) -> str:
    """A command's tag, or an error's SQLSTATE; its text may hold the customer's data."""
    if kind in b"C":
        return payload.rstrip(b"\0").decode("utf-8", "replace")
    fields = {field[:1]: field[1:] for field in payload.split(b"\0")}
    return f"ERROR {fields.get(b'C', b'').decode('latin-1')}"
