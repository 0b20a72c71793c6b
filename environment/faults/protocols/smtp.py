"""SMTP on one connection (RFC 5321): a call is a command, the content of a mail, or the greeting.

The record keeps the commands and the headers of the mail. Credentials are masked before they are stored.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from environment.evidence.recording import correlation
from environment.faults.protocols.codec import ProtocolAnswer, ProtocolMessage, UnparsableBytes, Write

GREETING = "GREETING"
END_OF_DATA = "END OF DATA"
_END = re.compile(rb"(?:^|\r\n)\.\r\n")
_LONGEST_LINE = 64 * 1024  # bytes; longer input is not SMTP
_LAST_LINE = re.compile(rb"^(\d{3})(?: [^\n]*)?\r?\n", re.MULTILINE)
_AUTH = re.compile(r"^(AUTH\s+\S+)\s+\S+", re.IGNORECASE)


class SmtpCodec:
    """The commands of a caller and the replies of a mail server."""

    name = "smtp"

    def __init__(self, write: Write) -> None:
        self._write = write
        self._downstream = b""
        self._upstream = b""
        self._last = ""
        self._in_data = False
        self._in_auth = False
        self._searched = 0  # how far the content has no end: a mail that drips is not searched anew each time

    def opening_call(self) -> ProtocolMessage | None:
        return ProtocolMessage(b"", GREETING, method=GREETING, shows_answers=True)

    def fresh(self) -> SmtpCodec:
        return SmtpCodec(self._write)

    def call_sent(self, message: ProtocolMessage) -> None:
        self._last = message.method

    def feed_downstream(self, data: bytes) -> Iterator[ProtocolMessage]:
        self._downstream += data
        while message := self._content() if self._in_data else self._command():
            yield message

    def _command(self) -> ProtocolMessage | None:
        line, newline, rest = self._downstream.partition(b"\n")
        if not newline:
            if len(line) > _LONGEST_LINE:
                raise UnparsableBytes("a command without an end")
            return None
        self._downstream = rest
        text = line.decode("utf-8", "replace").strip()
        if self._in_auth:
            return ProtocolMessage(line + newline, "AUTH ***", b"***", "AUTH", shows_answers=True)
        text = _AUTH.sub(r"\1 ***", text)
        verb = text.partition(" ")[0].upper()
        return ProtocolMessage(line + newline, text, text.encode(), verb, shows_answers=True)

    def _content(self) -> ProtocolMessage | None:
        found = _END.search(self._downstream, self._searched)
        if not found:
            self._searched = max(0, len(self._downstream) - len(b"\r\n.\r"))
            return None
        self._searched = 0
        raw, self._downstream = self._downstream[: found.end()], self._downstream[found.end() :]
        self._in_data = False
        head = raw.partition(b"\r\n\r\n")[0]
        scenario = correlation.of_mail(head)
        return ProtocolMessage(raw, END_OF_DATA, head, END_OF_DATA, correlation=scenario, shows_answers=True)

    def feed_upstream(self, data: bytes) -> Iterator[ProtocolAnswer]:
        self._upstream += data
        while found := _LAST_LINE.search(self._upstream):
            raw, self._upstream = self._upstream[: found.end()], self._upstream[found.end() :]
            code = found[1].decode()
            self._in_data = code == "354" and self._last == "DATA"
            self._in_auth = code == "334"
            yield ProtocolAnswer(raw, code, b"334 ***" if self._in_auth else raw)
            if self._last == "STARTTLS" and code == "220":
                raise UnparsableBytes("the connection is encrypted from here on")

    def upstream_closed(self) -> ProtocolAnswer | None:
        raw, self._upstream = self._upstream, b""
        return ProtocolAnswer(raw, "", raw, final=False) if raw else None

    def unparsed(self) -> tuple[bytes, bytes]:
        return self._downstream, self._upstream

    def outcome(self, raw: bytes) -> str:
        return raw[:3].decode("latin-1")
