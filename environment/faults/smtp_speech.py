"""SMTP on one connection (RFC 5321): a call is a command, the content of a mail, or the greeting.

The record keeps the commands and the headers of the mail. Credentials are left out before they are stored.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from environment.evidence.recording import correlation
from environment.faults.unit import Answer, NotUnderstood, Say, Unit

GREETING = "GREETING"
END_OF_DATA = "END OF DATA"
_END = re.compile(rb"(?:^|\r\n)\.\r\n")
_LAST_LINE = re.compile(rb"^(\d{3})(?: [^\n]*)?\r?\n", re.MULTILINE)
_AUTH = re.compile(r"^(AUTH\s+\S+)\s+\S+", re.IGNORECASE)


class SmtpSpeech:
    """The commands of a caller and the replies of a mail server."""

    name = "smtp"

    def __init__(self, say: Say) -> None:
        self._say = say
        self._said = b""
        self._heard = b""
        self._last = ""
        self._in_data = False
        self._in_auth = False

    def greeting(self) -> Unit | None:
        return Unit(b"", GREETING, method=GREETING, shows_answers=True)

    def again(self) -> SmtpSpeech:
        return SmtpSpeech(self._say)

    def sent(self, unit: Unit) -> None:
        self._last = unit.method

    def caller_said(self, data: bytes) -> Iterator[Unit]:
        self._said += data
        while unit := self._content() if self._in_data else self._command():
            yield unit

    def _command(self) -> Unit | None:
        line, newline, rest = self._said.partition(b"\n")
        if not newline:
            return None
        self._said = rest
        text = line.decode("utf-8", "replace").strip()
        if self._in_auth:
            return Unit(line + newline, "AUTH ***", b"***", "AUTH", shows_answers=True)
        text = _AUTH.sub(r"\1 ***", text)
        verb = text.partition(" ")[0].upper()
        return Unit(line + newline, text, text.encode(), verb, shows_answers=True)

    def _content(self) -> Unit | None:
        found = _END.search(self._said)
        if not found:
            return None
        raw, self._said = self._said[: found.end()], self._said[found.end() :]
        self._in_data = False
        head = raw.partition(b"\r\n\r\n")[0]
        scenario = correlation.of_mail(head)
        return Unit(raw, END_OF_DATA, head, END_OF_DATA, correlation=scenario, shows_answers=True)

    def callee_said(self, data: bytes) -> Iterator[Answer]:
        self._heard += data
        while found := _LAST_LINE.search(self._heard):
            raw, self._heard = self._heard[: found.end()], self._heard[found.end() :]
            code = found[1].decode()
            self._in_data = code == "354" and self._last == "DATA"
            self._in_auth = code == "334"
            yield Answer(raw, code, b"334 ***" if self._in_auth else raw)
            if self._last == "STARTTLS" and code == "220":
                raise NotUnderstood("the connection is encrypted from here on")

    def callee_ended(self) -> Answer | None:
        raw, self._heard = self._heard, b""
        return Answer(raw, "", raw, final=False) if raw else None

    def unread(self) -> tuple[bytes, bytes]:
        return self._said, self._heard

    def outcome(self, raw: bytes) -> str:
        return raw[:3].decode("latin-1")
