"""The port of bank transfers: what the steps ask of the staff's side of a shop that takes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from steps.drivers.transfers import CustomerCredit, OwedRepayment, ReportedTransfer
from steps.vocabulary.money import Money

Credentials = Mapping[str, str]


class TransfersPort(Protocol):
    """Money that customers have transferred or owe on invoice, and money that goes back to them."""

    def report(self, staff: Credentials, transfer: ReportedTransfer) -> Money:
        """Report a transfer of the bank's statement, once for each `bank_id`; what it has paid of an order.

        Its `reference` is what the customer wrote, `booked_at` in UTC. Raises Refused (conflicting-request)
        where the id was used for another transfer.
        """
        ...

    def owed(self, staff: Credentials) -> tuple[OwedRepayment, ...]:
        """The repayments that the staff has still to send, the oldest first."""
        ...

    def mark_sent(self, staff: Credentials, repayment_id: str) -> OwedRepayment:
        """The staff has sent the repayment; harmless when repeated. Raises Refused (no-such-repayment)."""
        ...

    def set_credit_limit(self, staff: Credentials, customer_id: str, limit: Money) -> None:
        """Allow the customer to owe so much on invoice, in the currency of the limit.

        A limit of nothing allows no further order on invoice; what is owed stays owed.
        """
        ...

    def credit(self, staff: Credentials, customer_id: str) -> tuple[CustomerCredit, ...]:
        """What the customer may owe on invoice, and owes, by currency; empty where no limit was ever set."""
        ...
