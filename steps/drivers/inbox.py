"""The mails that the mail server accepted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

import requests

from steps.vocabulary.money import PATTERN, Money

SUPPORT = "support@bookstore.example"
_TOTAL = re.compile(r"^(?:Grand total|Gesamtbetrag|Total|合計): (?P<money>.*\d.*?)\s*$", re.MULTILINE)
_TIMEOUT = (2.0, 5.0)  # seconds to connect, and between two reads


@dataclass(frozen=True)
class Mail:
    """One mail that was accepted for a recipient."""

    subject: str
    text: str
    html: str
    message_id: str
    recipients: tuple[str, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()

    @property
    def kind(self) -> str:
        """The kind in its Message-ID, such as "confirmation"; empty for another form of Message-ID."""
        found = re.match(r"<BK-[0-9A-Z-]+\.([a-z-]+)(?:\.[0-9a-f]+)?@", self.message_id)
        return found[1] if found else ""

    @property
    def order_number(self) -> str:
        """The order in its Message-ID; empty for another form of Message-ID."""
        found = re.match(r"<(BK-[0-9A-Z]{4}-[0-9A-Z]{4})\.", self.message_id)
        return found[1] if found else ""

    @property
    def stated_total(self) -> int | None:
        """The grand total in minor units, in any language of our mails; None where the mail states none.

        An amount is written with all decimals of its currency, so its digits are its minor units.
        """
        found = _TOTAL.search(self.text)
        return int("".join(sign for sign in found["money"] if sign.isdecimal())) if found else None

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of the text, without blanks at their ends."""
        return tuple(line.strip() for line in self.text.splitlines())

    @property
    def bodies(self) -> tuple[tuple[str, str], ...]:
        """The text, and the HTML without its tags, in which each cell is a line."""
        return ("text", self.text), ("HTML", unescape(re.sub(r"<[^>]*>", "\n", self.html)))

    @property
    def total(self) -> Money:
        """The grand total of an English mail. Raises AssertionError where it states none."""
        plain = re.sub(r"KWD\s?", "KWD ", self.text.replace(",", ""))
        found = re.search(rf"^Grand total: ({PATTERN})\r?$", plain, re.MULTILINE)
        if not found:
            raise AssertionError(f"the mail states no total:\n{self.text}")
        return Money.parse(found[1])


@dataclass(frozen=True)
class InboxDriver:
    """Reads the mail server's inboxes."""

    base_url: str
    session: requests.Session
    token: str = ""  # what the inbox asks for; "" where it asks for nothing

    def of(self, recipient: str) -> tuple[Mail, ...]:
        """Every mail for this recipient, oldest first."""
        return self._mails({"recipient": recipient})

    def all(self) -> tuple[Mail, ...]:
        """Every mail for every recipient, oldest first."""
        return self._mails({})

    def _mails(self, asked: Mapping[str, str]) -> tuple[Mail, ...]:
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        answer = self.session.get(f"{self.base_url}/inbox", params=asked, headers=headers, timeout=_TIMEOUT)
        answer.raise_for_status()
        return tuple(_mail(found) for found in answer.json()["mails"])


def _mail(found: Mapping[str, Any]) -> Mail:
    plain = {name: found[name] for name in ("subject", "text", "html", "message_id")}
    headers = tuple((name, value) for name, value in found["headers"])
    return Mail(**plain, recipients=tuple(found["recipients"]), headers=headers)
