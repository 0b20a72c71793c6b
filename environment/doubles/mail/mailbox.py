"""The mails that the mail server has received."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from functools import cached_property, partial
from typing import Any

from environment.doubles.mail.parsing import parsed, readable, safely, text_of


@dataclass(frozen=True)
class ReceivedMail:
    """One mail: the envelope, and the unchanged bytes of the message."""

    number: int
    received_at: datetime
    sender: str
    recipients: tuple[str, ...]
    raw: bytes

    @cached_property
    def message(self) -> EmailMessage:
        """The message; an empty one where it cannot be parsed in reasonable time."""
        return parsed(self.raw)

    def body(self, subtype: str) -> str:
        """The part of type text/`subtype`, as far as it can be read; empty where there is none."""
        return readable(safely(lambda: text_of(self.message, subtype), ""))

    def header(self, name: str) -> str:
        """The first header with this name, as in `headers`; empty where there is none."""
        return next((value for known, value in self.headers() if known.lower() == name.lower()), "")

    def headers(self) -> list[tuple[str, str]]:
        """Every header, unfolded and decoded; an undecodable one as it was received."""
        return self._headers

    @cached_property
    def _headers(self) -> list[tuple[str, str]]:
        return [
            (readable(name), readable(safely(partial(_decoded, self.message, name, str(value)), str(value))))
            for name, value in self.message.raw_items()
        ]

    def to_json(self) -> dict[str, Any]:
        """The mail as GET /inbox shows it; `size` is in bytes."""
        return self._json

    @cached_property
    def _json(self) -> dict[str, Any]:
        # Kept: parsing takes milliseconds, and a waiting step reads the same mail many times.
        return {
            "number": self.number,
            "received_at": self.received_at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
            "sender": readable(self.sender),
            "recipients": [readable(address) for address in self.recipients],
            "message_id": self.header("Message-ID"),
            "from": self.header("From"),
            "to": self.header("To"),
            "subject": self.header("Subject"),
            "text": self.body("plain"),
            "html": self.body("html"),
            "headers": [list(header) for header in self.headers()],
            "size": len(self.raw),
        }


def _decoded(message: EmailMessage, name: str, value: str) -> str:
    return str(message.policy.header_fetch_parse(name, value))


class MailStore:
    """The mails for all recipients. Numbers start at one and are not reused, not even after `clear`."""

    def __init__(self) -> None:
        self._mails: dict[int, ReceivedMail] = {}
        self._last = 0

    def put(self, at: datetime, sender: str, recipients: tuple[str, ...], raw: bytes) -> ReceivedMail:
        """Store a mail that was received at this time."""
        self._last += 1
        mail = ReceivedMail(self._last, at, sender, recipients, raw)
        self._mails[mail.number] = mail
        return mail

    def get(self, number: int) -> ReceivedMail | None:
        """The mail with this number, or None."""
        return self._mails.get(number)

    def mails(self, recipient: str | None = None) -> list[ReceivedMail]:
        """The mails for this recipient of the envelope, compared without case, or all mails; oldest first."""
        wanted = None if recipient is None else recipient.casefold()
        return [
            mail
            for mail in self._mails.values()
            if wanted is None or wanted in (address.casefold() for address in mail.recipients)
        ]

    def clear(self) -> None:
        """Remove every mail."""
        self._mails.clear()
