"""The payments service, as the staff uses it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from steps.drivers.api import Api
from steps.vocabulary.money import Money


@dataclass(frozen=True)
class PaymentsDriver:
    """Looks after the payments."""

    api: Api

    def reconcile(
        self, staff: Mapping[str, str], since: datetime, until: datetime
    ) -> tuple[tuple[str, str, Money], ...]:
        """Compare the books over this span: what was found, what was done, and the amount."""
        span = {"since": since.isoformat(), "until": until.isoformat()}
        return _findings(self.api.call("POST", "/reconciliations", staff, span))

    def findings(self, staff: Mapping[str, str]) -> tuple[tuple[str, str, Money], ...]:
        """Everything that was ever found, in the same words."""
        return _findings(self.api.call("GET", "/reconciliations/findings", staff))

    def circuit(self, staff: Mapping[str, str]) -> str:
        """Whether the gateway is asked: closed, open or half-open."""
        return str(self.api.call("GET", "/payments/circuit", staff)["circuit"])


def _findings(body: Mapping[str, Any]) -> tuple[tuple[str, str, Money], ...]:
    return tuple(
        (each["kind"], each["settlement"], Money(each["amount"], each["currency"]))
        for each in body["findings"]
    )
