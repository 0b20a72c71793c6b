"""The notifications service, as the staff sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from steps.drivers.api import Api


@dataclass(frozen=True)
class NotificationsDriver:
    """Looks at the mails to be sent."""

    api: Api

    def states(self, staff: Mapping[str, str], order_number: str) -> tuple[str, ...]:
        """The states of an order's mails: queued, sent or bounced."""
        found = self.api.call("GET", "/mails", staff, None, order_number=order_number)
        return tuple(mail["state"] for mail in found["mails"])
