"""Bank transfers at the payments service, as the staff reports them and sends money back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from steps.drivers.api import Api
from steps.vocabulary.money import Money


@dataclass(frozen=True)
class ReportedTransfer:
    """A transfer as the bank's statement has it; `bank_id` is the bank's own id of it."""

    bank_id: str
    amount: Money
    reference: str
    booked_at: datetime


@dataclass(frozen=True)
class OwedRepayment:
    """Money that the staff has to send back, and why."""

    repayment_id: str
    amount: Money
    reason: str
    is_sent: bool


@dataclass(frozen=True)
class CustomerCredit:
    """What a customer may owe on invoice in one currency, owes, and may owe beside that.

    `overdue`: an order of the customer, in any currency, should have been paid before.
    """

    limit: Money
    owed: Money
    left: Money
    overdue: bool


@dataclass(frozen=True)
class TransfersDriver:
    """Reports transfers, reads and marks repayments, and sets credit limits."""

    api: Api

    def report(self, staff: Mapping[str, str], transfer: ReportedTransfer) -> Money:
        """Report a transfer, once for each id of the bank; what it has paid. Raises Refused."""
        body = {
            "amount": transfer.amount.body(),
            "reference": transfer.reference,
            "booked_at": transfer.booked_at.isoformat(),
        }
        seen = self.api.call("PUT", f"/transfers/{transfer.bank_id}", staff, body)
        return Money(seen["claimed"], transfer.amount.currency)

    def owed(self, staff: Mapping[str, str]) -> tuple[OwedRepayment, ...]:
        """The repayments that are still to be sent, the oldest first."""
        return tuple(map(_repayment, self.api.call("GET", "/repayments", staff)["repayments"]))

    def mark_sent(self, staff: Mapping[str, str], repayment_id: str) -> OwedRepayment:
        """The repayment after it was sent; harmless when repeated. Raises Refused (no-such-repayment)."""
        return _repayment(self.api.call("POST", f"/repayments/{repayment_id}/sent", staff))

    def set_credit_limit(self, staff: Mapping[str, str], customer_id: str, limit: Money) -> None:
        """Allow the customer to owe so much on invoice."""
        self.api.call("PUT", f"/credit-limits/{customer_id}", staff, {"limit": limit.body()})

    def credit(self, staff: Mapping[str, str], customer_id: str) -> tuple[CustomerCredit, ...]:
        """What the customer may owe on invoice, and owes, by currency."""
        return tuple(map(_account, self.api.call("GET", f"/credit-limits/{customer_id}", staff)["accounts"]))


def _account(body: Mapping[str, Any]) -> CustomerCredit:
    limit = Money.read(body["limit"])
    owed, left = (Money(body[name], limit.currency) for name in ("owed", "left"))
    return CustomerCredit(limit, owed, left, body["overdue"])


def _repayment(body: Mapping[str, Any]) -> OwedRepayment:
    named = {name: body[name] for name in ("repayment_id", "reason")}
    return OwedRepayment(**named, amount=Money.read(body["amount"]), is_sent=body["sent_at"] is not None)
