"""Mails of a shop that says by its own words what they are about: subject and text are read by patterns."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import unescape

from steps.drivers.inbox import InboxDriver, Mail
from steps.vocabulary.money import Money

_BESIDE_THE_TEXT = re.compile(r"(?s)<(style|head|script).*?</\1>")
_TAG, _BLANKS = re.compile(r"<[^>]*>"), re.compile(r"\s*\n\s*")


@dataclass(frozen=True)
class MailPatterns:
    """kinds: by a pattern that is searched in the subject, the kind, such as "confirmation".

    order, total: patterns whose first group is the order number, in subject or text, and the grand total as
    Money reads it, such as "$19.00", in the text.
    """

    kinds: Mapping[str, str]
    order: str
    total: str


@dataclass(frozen=True)
class MailByPattern(Mail):
    """One mail; the text is that of the HTML where there is no other."""

    kind_read: str = ""
    order_read: str = ""
    total_read: Money | None = None

    @property
    def kind(self) -> str:
        """By the subject; empty for another subject."""
        return self.kind_read

    @property
    def order_number(self) -> str:
        """Of the first group of the pattern; empty where the mail names none."""
        return self.order_read

    @property
    def stated_total(self) -> int | None:
        """The grand total in minor units; None where the mail states none."""
        return None if self.total_read is None else self.total_read.amount

    @property
    def total(self) -> Money:
        """The grand total. Raises AssertionError where the mail states none."""
        assert self.total_read is not None, f"the mail states no total:\n{self.text}"
        return self.total_read


@dataclass(frozen=True)
class InboxByPattern:
    """The inbox port."""

    server: InboxDriver
    patterns: MailPatterns

    def of(self, recipient: str) -> tuple[Mail, ...]:
        """Every mail for this recipient, oldest first."""
        return tuple(map(self._read, self.server.of(recipient)))

    def all(self) -> tuple[Mail, ...]:
        """Every mail, oldest first."""
        return tuple(map(self._read, self.server.all()))

    def _read(self, mail: Mail) -> Mail:
        html = _TAG.sub("\n", _BESIDE_THE_TEXT.sub("", mail.html))
        text = mail.text.strip() or _BLANKS.sub("\n", unescape(html))
        patterns = self.patterns
        kind = next((kind for each, kind in patterns.kinds.items() if re.search(each, mail.subject)), "")
        order = re.search(patterns.order, mail.subject) or re.search(patterns.order, text)
        total = re.search(patterns.total, text)
        about = order[1] if order else "", _money(total[1]) if total else None
        return MailByPattern(
            **vars(replace(mail, text=text)), kind_read=kind, order_read=about[0], total_read=about[1]
        )


@dataclass(frozen=True)
class MailsAsSent:
    """The notifications port of a shop that keeps no record: what the mail server has is what was sent."""

    inbox: InboxByPattern

    def states(self, staff: Mapping[str, str], order_number: str) -> tuple[str, ...]:
        """Sent, for each mail that names the order."""
        return tuple("sent" for mail in self.inbox.all() if mail.order_number == order_number)


def _money(text: str) -> Money:
    return Money.parse(re.sub(r"KWD\s?", "KWD ", text.replace(",", "").strip()))
