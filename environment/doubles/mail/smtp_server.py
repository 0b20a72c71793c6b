"""The SMTP side: takes whatever comes, and says so."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime

from aiosmtpd.smtp import SMTP, Envelope, Session

from environment.doubles.mail.mailbox import Mailbox

_HOST_NAME = "mail.bookstore.example"  # given, since aiosmtpd would ask the resolver for one


class MailHandler:
    """What aiosmtpd calls when a message is complete."""

    def __init__(self, mailbox: Mailbox, now: Callable[[], datetime]) -> None:
        self._mailbox = mailbox
        self._now = now

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        """Keep the message, then take responsibility for it (RFC 5321, section 6.1)."""
        recipients = tuple(str(address) for address in envelope.rcpt_tos)
        mail = self._mailbox.put(self._now(), envelope.mail_from or "", recipients, _bytes(envelope))
        asyncio.get_running_loop().call_soon(mail.to_json)  # parsed while nobody waits for it
        return f"250 2.0.0 OK: queued as {mail.number}"


def _bytes(envelope: Envelope) -> bytes:
    content = envelope.original_content
    return content if isinstance(content, bytes) else b""


class _SmtpConnection(SMTP):
    """One client's connection, which can be ended from outside."""

    def __init__(self, mail_handler: MailHandler, ongoing: set[_SmtpConnection]) -> None:
        super().__init__(mail_handler, hostname=_HOST_NAME, ident="ESMTP", enable_SMTPUTF8=True)
        self._ongoing = ongoing

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._ongoing.add(self)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        self._ongoing.discard(self)
        super().connection_lost(error)

    def end(self) -> None:
        """Close the connection at once."""
        if self.transport is not None:
            self.transport.close()


@asynccontextmanager
async def receiving(listener: socket.socket, mail_handler: MailHandler) -> AsyncIterator[None]:
    """Take mail on this bound socket until the block is left."""
    ongoing: set[_SmtpConnection] = set()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _SmtpConnection(mail_handler, ongoing), sock=listener)
    try:
        yield
    finally:
        server.close()
        for connection in list(ongoing):
            connection.end()
        await asyncio.sleep(0)  # lets the closed connections end their tasks
