"""The payments service, as the staff uses it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from steps.drivers.api import Api
from steps.vocabulary.money import Money

Discrepancy = tuple[str, str, Money]
"""What a reconciliation has found: its kind, how it was settled, and the amount."""


@dataclass(frozen=True)
class PaymentsDriver:
    """Reconciles payments with orders, and reads the state of payments."""

    api: Api

    def reconcile(
        self, staff: Mapping[str, str], since: datetime, until: datetime
    ) -> tuple[Discrepancy, ...]:
        """Reconcile the payments made from `since` until `until` with the orders."""
        span = {"since": since.isoformat(), "until": until.isoformat()}
        return _discrepancies(self.api.call("POST", "/reconciliations", staff, span))

    def issue_gift_card(self, staff: Mapping[str, str], amount: Money) -> str:
        """Issue a gift card of this amount; its code."""
        return str(self._issued(staff, {"amount": amount.body()})["code"])

    def grant_store_credit(self, staff: Mapping[str, str], customer_id: str, amount: Money) -> None:
        """Grant this customer so much store credit."""
        self._issued(staff, {"amount": amount.body(), "customer": customer_id})

    def _issued(self, staff: Mapping[str, str], wish: Mapping[str, Any]) -> Mapping[str, Any]:
        return self.api.call("PUT", f"/gift-cards/{uuid4()}", staff, wish)

    def findings(self, staff: Mapping[str, str]) -> tuple[Discrepancy, ...]:
        """The discrepancies of all reconciliations so far."""
        return _discrepancies(self.api.call("GET", "/reconciliations/findings", staff))

    def state(self, staff: Mapping[str, str], checkout_id: str) -> str:
        """The state of the checkout's payment, such as "authorized" or "voided". Raises Refused."""
        return str(self.api.call("GET", f"/payments/{checkout_id}", staff)["status"])

    def circuit(self, staff: Mapping[str, str]) -> str:
        """The state of the circuit breaker in front of the gateway: closed, open or half-open."""
        return str(self.api.call("GET", "/payments/circuit", staff)["circuit"])

    def gateway_failures(self, staff: Mapping[str, str]) -> int:
        """How many of the latest calls to the gateway have failed in a row; some more open the circuit."""
        return int(self.api.call("GET", "/payments/circuit", staff)["failures"])


def _discrepancies(body: Mapping[str, Any]) -> tuple[Discrepancy, ...]:
    return tuple(
        (each["kind"], each["settlement"], Money(each["amount"], each["currency"]))
        for each in body["findings"]
    )
