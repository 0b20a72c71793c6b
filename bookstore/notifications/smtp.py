"""One SMTP conversation with the mail server, up to a reliable outcome."""

from __future__ import annotations

import re
import select
import smtplib
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from threading import Timer

from bookstore.notifications.model import DeliveryOutcome

_LINE_STARTS_WITH_A_DOT = re.compile(rb"^\.", re.MULTILINE)
_END_MARK = b".\r\n"
_CONNECTION_ERRORS = (OSError, smtplib.SMTPException)
AttemptResult = tuple[DeliveryOutcome, str]


@dataclass(frozen=True)
class SmtpTimeouts:
    """Seconds: to connect and be greeted, for each answer, for the whole conversation, for its end.

    `listening`: how long to watch for a lost connection before a possible duplicate is ended.
    """

    connect: float = 1.0
    answer: float = 3.0
    total: float = 6.0
    closing: float = 0.5
    listening: float = 0.3


@dataclass(frozen=True)
class OutgoingMessage:
    """A message with its envelope. `possible_duplicate`: an earlier attempt may have delivered it."""

    sender: str
    recipient: str
    message: bytes
    possible_duplicate: bool = False

    @property
    def content(self) -> bytes:
        """The message without its end mark, with leading dots doubled (RFC 5321, 4.5.2)."""
        ended = self.message if self.message.endswith(b"\r\n") else self.message + b"\r\n"
        return _LINE_STARTS_WITH_A_DOT.sub(b"..", ended)


class _Refused(Exception):
    """The server answered a command with another code than expected."""

    def __init__(self, code: int, text: bytes) -> None:
        self.reply = _outcome_of_reply(code, text)
        super().__init__(self.reply[1])


def _outcome_of_reply(code: int, text: bytes) -> AttemptResult:
    """The outcome by RFC 5321, sections 4.2.1 and 4.3.2: 250 accepts, 4yz is temporary, 5yz is permanent.

    Any other answer, an incomplete one too, leaves the outcome unknown.
    """
    by_class = {4: DeliveryOutcome.NOT_NOW, 5: DeliveryOutcome.REFUSED}
    outcome = DeliveryOutcome.DELIVERED if code == 250 else by_class.get(code // 100, DeliveryOutcome.UNKNOWN)
    return outcome, f"the mail server answered {code} {text.decode('utf-8', 'replace')}"


@dataclass(frozen=True)
class MailServer:
    """The mail server of this service. `own_name` is our name in EHLO."""

    host: str
    port: int
    own_name: str
    timeouts: SmtpTimeouts = SmtpTimeouts()

    def deliver(
        self, outgoing: OutgoingMessage, handing_over: Callable[[], None], closing: ExitStack
    ) -> AttemptResult:
        """Hand the message over; the outcome and the server's answer. `closing` ends the conversation.

        The outcome can thus be stored before the conversation ends. `handing_over` is called when all but the
        end mark of the message is sent. A message without its end mark is not delivered (RFC 5321, section
        4.1.1.4); after the end mark only the server knows.
        """
        try:
            connection = closing.enter_context(self._conversation())
            _announce(connection, outgoing)
            connection.send(outgoing.content)
            handing_over()
            _listen(connection, self.timeouts.listening if outgoing.possible_duplicate else 0.0)
            reply = _end(connection)
            closing.callback(self._quit, connection)
            return reply
        except _Refused as refused:
            outcome, answer = refused.reply
            return (outcome if outcome is DeliveryOutcome.REFUSED else DeliveryOutcome.NOT_NOW), answer
        except smtplib.SMTPNotSupportedError as error:
            return DeliveryOutcome.REFUSED, f"the mail server cannot take this address: {error}"
        except _CONNECTION_ERRORS as error:
            return DeliveryOutcome.NOT_NOW, f"{type(error).__name__}: {error}"

    @contextmanager
    def _conversation(self) -> Iterator[smtplib.SMTP]:
        connection = smtplib.SMTP(local_hostname=self.own_name, timeout=self.timeouts.connect)
        watchdog = Timer(self.timeouts.total, _cut, [connection])
        watchdog.daemon = True
        watchdog.start()
        try:
            self._open(connection)
            yield connection
        finally:
            watchdog.cancel()
            connection.close()

    def _open(self, connection: smtplib.SMTP) -> None:
        code, text = connection.connect(self.host, self.port)
        if code != 220:  # a server that accepts no mail at all says nothing about this mail: always temporary
            raise smtplib.SMTPConnectError(code, text)
        if connection.sock is not None:
            connection.sock.settimeout(self.timeouts.answer)
            # the end mark must be sent at once
            connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection.ehlo_or_helo_if_needed()

    def _quit(self, connection: smtplib.SMTP) -> None:
        """End the conversation with QUIT; the outcome is known already."""
        with suppress(*_CONNECTION_ERRORS):
            if connection.sock is not None:
                connection.sock.settimeout(self.timeouts.closing)
            connection.docmd("QUIT")


def _announce(connection: smtplib.SMTP, outgoing: OutgoingMessage) -> None:
    """Send the envelope, after which the server waits for the message. Raises _Refused."""
    options = [] if outgoing.recipient.isascii() else ["SMTPUTF8", "BODY=8BITMIME"]
    _expect(2, connection.mail(outgoing.sender, options))
    _expect(2, connection.docmd("RCPT", f"TO:<{outgoing.recipient}>"))
    _expect(3, connection.docmd("DATA"))


def _expect(hundred: int, answer: tuple[int, bytes]) -> None:
    code, text = answer
    if code // 100 != hundred:
        raise _Refused(code, text)


def _listen(connection: smtplib.SMTP, seconds: float) -> None:
    """A server that answers now, or closes the connection, has not waited for the message.

    Raises SMTPServerDisconnected.
    """
    if connection.sock is None or select.select([connection.sock], [], [], seconds)[0]:
        raise smtplib.SMTPServerDisconnected("the mail server did not wait for the end of the message")


def _end(connection: smtplib.SMTP) -> AttemptResult:
    connection.send(_END_MARK)
    try:
        return _outcome_of_reply(*connection.getreply())
    except _CONNECTION_ERRORS as error:
        return DeliveryOutcome.UNKNOWN, f"no answer came after the message was handed over: {error}"


def _cut(connection: smtplib.SMTP) -> None:
    """End a conversation that takes too long, also one whose answers come byte by byte."""
    with suppress(OSError):
        if connection.sock is not None:
            connection.sock.shutdown(socket.SHUT_RDWR)
