"""A mail as the message that SMTP carries (RFC 5322, MIME)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime, parseaddr

from bookstore.notifications.errors import UnmailableAddress
from bookstore.notifications.model import MailKind
from bookstore.platform.mail_addresses import in_ascii_domain
from bookstore.platform.settings import SettingsError

_MESSAGE_ID = re.compile(rb"^Message-ID: [^\r\n]*", re.MULTILINE)
_DATE = re.compile(rb"^Date: [^\r\n]*", re.MULTILINE)
_LONGEST_HEADER = 900  # characters; a line may have 998 (RFC 5322, section 2.1.1)


@dataclass(frozen=True)
class MailSender:
    """The sender of our mails."""

    name: str
    address: str

    @classmethod
    def of(cls, setting: str, variable: str = "MAIL_FROM") -> MailSender:
        """The sender in a setting such as `Bookstore <orders@bookstore.example>`; raises SettingsError."""
        name, address = parseaddr(setting)
        if not setting.isprintable() or not address.isascii() or "@" not in address:
            raise SettingsError(f"{variable} is {setting!r}: it holds an address of ours")
        return cls(name or "Bookstore", address)

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2]

    def message_id(self, order_number: str, kind: MailKind, about: str = "") -> str:
        """The same id for the same mail, by which a mail program can recognize a duplicate."""
        suffix = f".{about[:8]}" if about else ""  # a longer id would be folded
        return f"<{order_number}.{kind.value}{suffix}@{self.domain}>"


def envelope_address(recipient: str) -> str:
    """The address in the form mail servers accept: an international domain in ASCII (RFC 5891).

    Raises UnmailableAddress.
    """
    try:
        return in_ascii_domain(recipient)
    except ValueError as error:
        raise UnmailableAddress(f"no mail can be addressed to {recipient!r}: {error}") from error


@dataclass(frozen=True)
class RenderedMail:
    """The rendered mail: a subject of one line, a text, and the same as HTML (empty: text only)."""

    language: str
    subject: str
    text: str
    html: str = ""


def compose(
    content: RenderedMail,
    *,
    sender: MailSender,
    recipient: str,
    message_id: str,
    at: datetime,
    trace: Mapping[str, str],
) -> bytes:
    """The message as SMTP carries it; the same arguments always make the same bytes.

    `recipient` is an envelope address. `trace` holds the headers of the trace that the mail belongs to (W3C
    Trace Context and Baggage).
    """
    message = EmailMessage(policy=SMTP if recipient.isascii() else SMTPUTF8)
    name, domain = sender.address.rsplit("@", 1)
    message["From"] = Address(sender.name, name, domain)
    message["To"] = recipient
    message["Subject"] = content.subject
    message["Date"] = format_datetime(at)
    message["Message-ID"] = message_id
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no vacation notices in reply
    message.set_content(content.text, cte="quoted-printable")
    if content.html:
        message.add_alternative(content.html, subtype="html", cte="quoted-printable")
        message.set_boundary(f"=_{hashlib.sha256(message_id.encode()).hexdigest()[:32]}")
    message["Content-Language"] = content.language  # last, since setting the content clears this header
    return _as_they_are(trace) + message.as_bytes()


def copy_of(message: bytes, *, message_id: str, at: datetime) -> bytes:
    """A copy of the message under a new id: mail programs would hide it as a duplicate under the old one."""
    head, blank, body = message.partition(b"\r\n\r\n")
    head = _MESSAGE_ID.sub(f"Message-ID: {message_id}".encode(), head, count=1)
    head = _DATE.sub(f"Date: {format_datetime(at)}".encode(), head, count=1)
    return head + blank + body


def trace_of(message: bytes) -> dict[str, str]:
    """The trace headers of a message, in the form `compose` takes."""
    head = message_from_bytes(message.partition(b"\r\n\r\n")[0])
    return {name: str(head[name]) for name in ("traceparent", "baggage") if head[name]}


def _as_they_are(headers: Mapping[str, str]) -> bytes:
    """Header lines of plain ASCII, each on one line: the email package would encode long ones.

    A value that no header line can hold is left out.
    """
    plain = {
        name: value
        for name, value in headers.items()
        if value.isascii() and value.isprintable() and len(value) <= _LONGEST_HEADER
    }
    return "".join(f"{name.title()}: {value}\r\n" for name, value in plain.items()).encode()
