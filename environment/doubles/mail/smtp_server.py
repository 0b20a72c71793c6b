"""The SMTP server: accepts every mail and stores it in the mailbox."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, AnyStr

from aiosmtpd.smtp import SMTP, Envelope, Session

from environment.doubles.mail.mailbox import MailStore

_LARGEST_MAIL = 10 * 1024 * 1024  # bytes; announced as SIZE (RFC 1870)
_MOST_UNANSWERED = 4 * _LARGEST_MAIL  # bytes; up to then the client gets its reply at the end of the mail
_MOST_RECIPIENTS = 100  # of one mail, RFC 5321, section 4.5.3.1.8
_HOST_NAME = "mail.bookstore.example"  # set, because aiosmtpd would ask the resolver for one


@dataclass(frozen=True, slots=True)
class SmtpLimits:
    """The limits of one connection: seconds to the next command, and for the content of a mail."""

    seconds: float = 60.0

    @classmethod
    def read(cls, environ: Mapping[str, str]) -> SmtpLimits:
        """SMTP_COMMAND_SECONDS, else the default. Raises ValueError for what is no number."""
        return cls(float(environ.get("SMTP_COMMAND_SECONDS", cls().seconds)))


class MailHandler:
    """aiosmtpd calls it for each complete message."""

    def __init__(self, mailbox: MailStore, now: Callable[[], datetime]) -> None:
        self._mailbox = mailbox
        self._parsing: set[asyncio.Future[dict[str, Any]]] = set()
        self._now = now

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name and parameters
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Accept a recipient, as long as there are not too many."""
        if len(envelope.rcpt_tos) >= _MOST_RECIPIENTS:
            return "452 4.5.3 Too many recipients"
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        """Store the message, then accept responsibility for it (RFC 5321, section 6.1)."""
        recipients = tuple(str(address) for address in envelope.rcpt_tos)
        mail = self._mailbox.put(self._now(), envelope.mail_from or "", recipients, _bytes(envelope))
        parsing = asyncio.get_running_loop().run_in_executor(None, mail.to_json)  # no reader waits for it
        self._parsing.add(parsing)
        parsing.add_done_callback(self._parsing.discard)
        return f"250 2.0.0 OK: queued as {mail.number}"


def _bytes(envelope: Envelope) -> bytes:
    content = envelope.original_content
    return content if isinstance(content, bytes) else b""


class _SmtpConnection(SMTP):
    """The connection of one client, which the server can close."""

    def __init__(
        self, mail_handler: MailHandler, connections: set[_SmtpConnection], limits: SmtpLimits
    ) -> None:
        super().__init__(
            mail_handler,
            timeout=limits.seconds,
            hostname=_HOST_NAME,
            ident="ESMTP",
            enable_SMTPUTF8=True,
            data_size_limit=_LARGEST_MAIL,
        )
        self._connections = connections
        self._unanswered = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._connections.add(self)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        self._connections.discard(self)
        super().connection_lost(error)

    def data_received(self, data: bytes) -> None:
        """Count what comes without a reply: a line without an end would be kept as a whole."""
        self._unanswered += len(data)
        if self._unanswered > _MOST_UNANSWERED:
            self._writer.write(b"552 5.3.4 Too much mail data\r\n")
            self.end()
        else:
            super().data_received(data)

    async def push(self, status: AnyStr) -> None:
        """Reply, and let other connections take their turn: many commands may have come at once."""
        self._unanswered = 0
        await super().push(status)
        await asyncio.sleep(0)

    def end(self) -> None:
        """Close the connection at once."""
        if self.transport is not None:
            self.transport.close()


@asynccontextmanager
async def receiving(
    listener: socket.socket, mail_handler: MailHandler, limits: SmtpLimits = SmtpLimits()
) -> AsyncIterator[None]:
    """Receive mail on this bound socket until the block is left."""
    connections: set[_SmtpConnection] = set()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: _SmtpConnection(mail_handler, connections, limits), sock=listener
    )
    try:
        yield
    finally:
        server.close()
        for connection in list(connections):
            connection.end()
        await asyncio.sleep(0)  # the tasks of the closed connections end
