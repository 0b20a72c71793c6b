"""The payments service, as the staff uses it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from steps.drivers.api import Api
from steps.drivers.money import Money


@dataclass(frozen=True)
class PaymentsDriver:
    """Looks after the payments."""

    api: Api

    def reconcile(
        self, staff: Mapping[str, str], since: datetime, until: datetime
    ) -> tuple[tuple[str, str, Money], ...]:
        """Compare the books over this span: what was found, what was done, and the amount."""
        span = {"since": since.isoformat(), "until": until.isoformat()}
        found = self.api.call("POST", "/reconciliations", staff, span)["findings"]
        return tuple(
            (each["kind"], each["settlement"], Money(each["amount"], each["currency"])) for each in found
        )

    def circuit(self, staff: Mapping[str, str]) -> str:
        """Whether the gateway is asked: closed, open or half-open."""
        return str(self.api.call("GET", "/payments/circuit", staff)["circuit"])
