"""The mails of Oscar: the order's number is in the subject."""

from __future__ import annotations

import re
from dataclasses import dataclass

from oscar_adapter.accounts import Credentials
from oscar_adapter.texts import money
from steps.drivers.inbox import InboxDriver, Mail
from steps.vocabulary.money import Money

_ORDER = re.compile(r"Confirmation of order (\d+)")
_TOTAL = re.compile(r"^Order Total: (.*\d)", re.MULTILINE)


class OscarMail(Mail):
    """One mail."""

    @property
    def kind(self) -> str:
        """The confirmation is the only mail about an order."""
        return "confirmation" if _ORDER.search(self.subject) else ""

    @property
    def order_number(self) -> str:
        """The number in the subject."""
        found = _ORDER.search(self.subject)
        return found[1] if found else ""

    @property
    def total(self) -> Money:
        """The total in the text. Raises AssertionError where it states none."""
        found = _TOTAL.search(self.text)
        assert found, f"the mail states no total:\n{self.text}"
        return money(found[1])

    @property
    def stated_total(self) -> int | None:
        """The same in minor units; None where it states none."""
        return self.total.amount if _TOTAL.search(self.text) else None


@dataclass(frozen=True)
class OscarInbox:
    """Our mail server, read as Oscar writes."""

    server: InboxDriver

    def of(self, recipient: str) -> tuple[Mail, ...]:
        """Every mail for this recipient, oldest first."""
        return tuple(OscarMail(**vars(mail)) for mail in self.server.of(recipient))

    def all(self) -> tuple[Mail, ...]:
        """Every mail, oldest first."""
        return tuple(OscarMail(**vars(mail)) for mail in self.server.all())


@dataclass(frozen=True)
class OscarNotifications:
    """What the mail server has is what was sent."""

    inbox: OscarInbox

    def states(self, staff: Credentials, order_number: str) -> tuple[str, ...]:
        """Sent, for each mail that names the order."""
        return tuple("sent" for mail in self.inbox.all() if mail.order_number == order_number)
