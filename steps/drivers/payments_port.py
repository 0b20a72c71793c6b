"""The port of payments: what the steps ask of the staff's side of a shop about its money."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from steps.drivers.payments import Discrepancy
from steps.vocabulary.money import Money

Credentials = Mapping[str, str]


class PaymentsPort(Protocol):
    """Payments, as the staff sees them."""

    def reconcile(self, staff: Credentials, since: datetime, until: datetime) -> tuple[Discrepancy, ...]:
        """Reconcile the payments made from `since` until `until` with the orders."""
        ...

    def issue_gift_card(self, staff: Credentials, amount: Money) -> str:
        """Issue a gift card of this amount in its currency; the code that pays with it."""
        ...

    def grant_store_credit(self, staff: Credentials, customer_id: str, amount: Money) -> None:
        """Grant a customer money that pays for orders in its currency, beside what there is."""
        ...

    def findings(self, staff: Credentials) -> tuple[Discrepancy, ...]:
        """The discrepancies of all reconciliations so far."""
        ...

    def state(self, staff: Credentials, checkout_id: str) -> str:
        """The state of the checkout's payment, such as "authorized" or "voided". Raises Refused."""
        ...

    def circuit(self, staff: Credentials) -> str:
        """The state of the circuit breaker in front of the gateway: closed, open or half-open."""
        ...
