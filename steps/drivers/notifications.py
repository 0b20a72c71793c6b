"""The notifications service, as the staff sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from steps.drivers.api import Api


@dataclass(frozen=True)
class MailProgress:
    """A mail in the queue, with its attempts: the number, the time of the last, the time of the next."""

    kind: str
    state: str
    attempts: int
    tried_at: datetime | None
    next_attempt_at: datetime | None


@dataclass(frozen=True)
class NotificationsDriver:
    """Reads the queue of mails, and requests copies."""

    api: Api

    def queued_mails(self, staff: Mapping[str, str], order_number: str) -> tuple[MailProgress, ...]:
        """The mails of an order, oldest first."""
        found = self.api.call("GET", "/mails", staff, None, order_number=order_number)
        return tuple(_mail(mail) for mail in found["mails"])

    def states(self, staff: Mapping[str, str], order_number: str) -> tuple[str, ...]:
        """The states of an order's mails to its customer: queued, sent, bounced or unconfirmed."""
        return tuple(mail.state for mail in self.queued_mails(staff, order_number) if mail.kind != "bounce")

    def copy_confirmation(self, credentials: Mapping[str, str], order_number: str, copy_id: str) -> str:
        """Request another copy of a confirmation; its state. Raises Refused."""
        path = f"/mails/{order_number}/confirmation/copies"
        return str(self.api.call("POST", path, credentials, {"copy_id": copy_id})["state"])


def _mail(body: Mapping[str, Any]) -> MailProgress:
    tried, due = (_time(body[name]) for name in ("tried_at", "next_attempt_at"))
    return MailProgress(body["kind"], body["state"], body["attempts"], tried, due)


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
