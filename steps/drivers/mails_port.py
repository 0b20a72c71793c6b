"""The ports of mails: what the steps ask of a shop about its mails, and of the mail server."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from steps.drivers.inbox import Mail
from steps.drivers.notifications import MailProgress

Credentials = Mapping[str, str]


class NotificationsPort(Protocol):
    """What the shop knows of its mails."""

    def states(self, staff: Credentials, order_number: str) -> tuple[str, ...]:
        """The states of an order's mails to its customer: queued, sent, bounced or unconfirmed."""
        ...

    def queued_mails(self, staff: Credentials, order_number: str) -> tuple[MailProgress, ...]:
        """The mails of an order, oldest first."""
        ...

    def copy_confirmation(self, credentials: Credentials, order_number: str, copy_id: str) -> str:
        """Request another copy of a confirmation; its state. Raises Refused."""
        ...


class InboxPort(Protocol):
    """The mails that the mail server accepted; the adapter says what they are about."""

    def of(self, recipient: str) -> tuple[Mail, ...]:
        """Every mail for this recipient, oldest first."""
        ...

    def all(self) -> tuple[Mail, ...]:
        """Every mail for every recipient, oldest first."""
        ...
