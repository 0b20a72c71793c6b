"""What the mail server has taken, in the order it came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cached_property
from typing import Any


@dataclass(frozen=True)
class ReceivedMail:
    """One mail as it came in: the envelope, and the message byte for byte."""

    number: int
    received_at: datetime
    sender: str
    recipients: tuple[str, ...]
    raw: bytes

    @cached_property
    def message(self) -> EmailMessage:
        """The message, parsed."""
        return message_from_bytes(self.raw, policy=policy.default)

    def body(self, subtype: str) -> str:
        """The part of type text/`subtype`, empty where there is none."""
        part = self.message.get_body((subtype,))
        return str(part.get_content()) if part is not None else ""

    def header(self, name: str) -> str:
        """The first header of this name, unfolded and decoded; empty where there is none."""
        return str(self.message.get(name, ""))

    def to_json(self) -> dict[str, Any]:
        """Everything a step may want to know, without asking again. `size` is in bytes."""
        return self._told

    @cached_property
    def _told(self) -> dict[str, Any]:
        """Parsing takes milliseconds, and the same mail is asked for again and again."""
        return {
            "number": self.number,
            "received_at": self.received_at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
            "sender": self.sender,
            "recipients": list(self.recipients),
            "message_id": self.header("Message-ID"),
            "from": self.header("From"),
            "to": self.header("To"),
            "subject": self.header("Subject"),
            "text": self.body("plain"),
            "html": self.body("html"),
            "headers": [[name, str(value)] for name, value in self.message.items()],
            "size": len(self.raw),
        }


class Mailbox:
    """All mail, whoever it is for. Numbers start at one and are never used again."""

    def __init__(self) -> None:
        self._mails: dict[int, ReceivedMail] = {}
        self._last = 0

    def put(self, at: datetime, sender: str, recipients: tuple[str, ...], raw: bytes) -> ReceivedMail:
        """Keep a mail that has just come."""
        self._last += 1
        mail = ReceivedMail(self._last, at, sender, recipients, raw)
        self._mails[mail.number] = mail
        return mail

    def get(self, number: int) -> ReceivedMail | None:
        """The mail with this number."""
        return self._mails.get(number)

    def mails(self, recipient: str | None = None) -> list[ReceivedMail]:
        """The mail for this recipient (by the envelope, in any case), or all mail, oldest first."""
        wanted = None if recipient is None else recipient.casefold()
        return [
            mail
            for mail in self._mails.values()
            if wanted is None or wanted in (address.casefold() for address in mail.recipients)
        ]

    def clear(self) -> None:
        """Forget everything."""
        self._mails.clear()
