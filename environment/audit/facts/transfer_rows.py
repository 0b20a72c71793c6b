"""Bank transfers in a snapshot: what is expected, what has arrived, and what goes back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from environment.audit.facts.moments import with_moments

LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class ExpectedTransferRow:
    """What payments expects for a checkout. Amounts are minor units of its currency.

    `state` is open, paid, or ended: then nothing is expected any more, and everything goes back. On invoice
    `owed_by` has its customer, and `credit_limit` what that customer was allowed to owe at that moment;
    refunds have taken `reduced` off it before it had arrived.
    """

    checkout_id: str
    state: str
    reference: str
    currency: str
    amount: int
    received: int
    refunded: int
    owed_by: str | None = None
    credit_limit: int | None = None
    reduced: int = 0

    @property
    def missing(self) -> int:
        """What is still to come, as far as anything is expected."""
        return self.amount - self.reduced - self.received

    @property
    def owed(self) -> int:
        """What its customer owes on invoice."""
        return self.missing if self.owed_by is not None and self.state == "open" else 0

    @property
    def kept(self) -> int:
        """What the bookstore keeps of it; a part of the sum pays for nothing."""
        return 0 if self.state == "open" else self.received - self.refunded


@dataclass(frozen=True)
class TransferRow:
    """A transfer of the bank's statement, and what it has paid of an order (`claimed`)."""

    bank_id: str
    checkout_id: str | None
    currency: str
    amount: int
    claimed: int
    reported_at: datetime = LONG_AGO

    @classmethod
    def read(cls, **fields: Any) -> TransferRow:
        """From the columns of the query."""
        return cls(**with_moments(fields, "reported_at"))


@dataclass(frozen=True)
class ReceivableRow:
    """What customers owe on invoice, as payments adds it up, in minor units of a currency."""

    currency: str
    owed: int


@dataclass(frozen=True)
class RepaymentRow:
    """Money that goes back; `bank_id` where it is the rest of one transfer. `sent`: it has gone back.

    `reduced`: what of a refund was taken off what was owed at that moment, `owed_at`, and so does not go
    back.
    """

    repayment_id: str
    checkout_id: str | None
    bank_id: str | None
    currency: str
    amount: int
    reason: str
    sent: bool
    reduced: int = 0
    owed_at: datetime = LONG_AGO

    @classmethod
    def read(cls, **fields: Any) -> RepaymentRow:
        """From the columns of the query."""
        return cls(**with_moments(fields, "owed_at"))
