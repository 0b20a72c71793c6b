"""The mails of Vendure's mail plugin: HTML alone, with the order in the subject."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import unescape

from steps.drivers.inbox import InboxDriver, Mail
from steps.vocabulary.money import Money
from vendure_adapter.graphql import Credentials

_BESIDE_THE_TEXT = re.compile(r"(?s)<(style|head|script).*?</\1>")
_ORDER = re.compile(r"#(\w+)")
_TOTAL = re.compile(r"Total:?\s*\n?\s*((?:[$€£¥]|KWD\s?)[\d.,]+)")


class VendureMail(Mail):
    """One mail; its text is that of the HTML."""

    @property
    def kind(self) -> str:
        """The confirmation is the only mail about an order."""
        return "confirmation" if "Order confirmation" in self.subject else ""

    @property
    def order_number(self) -> str:
        """The code in the subject."""
        found = _ORDER.search(self.subject)
        return found[1] if found else ""

    @property
    def total(self) -> Money:
        """The total in the text. Raises AssertionError where it states none."""
        found = _TOTAL.search(self.text)
        assert found, f"the mail states no total:\n{self.text}"
        return Money.parse(re.sub(r"KWD\s?", "KWD ", found[1].replace(",", "")))

    @property
    def stated_total(self) -> int | None:
        """The same in minor units; None where it states none."""
        return self.total.amount if _TOTAL.search(self.text) else None


@dataclass(frozen=True)
class VendureInbox:
    """Our mail server, read as Vendure writes."""

    server: InboxDriver

    def of(self, recipient: str) -> tuple[Mail, ...]:
        """Every mail for this recipient, oldest first."""
        return tuple(map(_read, self.server.of(recipient)))

    def all(self) -> tuple[Mail, ...]:
        """Every mail, oldest first."""
        return tuple(map(_read, self.server.all()))


def _read(mail: Mail) -> Mail:
    body = _BESIDE_THE_TEXT.sub("", mail.html)
    text = re.sub(r"\s*\n\s*", "\n", unescape(re.sub(r"<[^>]*>", "\n", body)))
    return VendureMail(**vars(replace(mail, text=text)))


@dataclass(frozen=True)
class VendureNotifications:
    """Vendure keeps no record of mails: what the mail server has is what was sent."""

    inbox: VendureInbox

    def states(self, staff: Credentials, order_number: str) -> tuple[str, ...]:
        """Sent, for each mail that names the order."""
        return tuple("sent" for mail in self.inbox.all() if mail.order_number == order_number)
