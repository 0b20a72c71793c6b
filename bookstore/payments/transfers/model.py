"""Transfers without I/O: what is expected for a checkout, and what a transfer pays of it.

A transfer pays what is due and not one minor unit more. All the rest of it goes back: as a repayment, which
the staff sends by bank and marks as sent.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from bookstore.payments.errors import NotRefundable, RefundTooLarge
from bookstore.platform.money import Money


class ExpectationState(StrEnum):
    """The states of an expected transfer. `ENDED`: nothing is expected any more, and all goes back."""

    OPEN = "open"
    PAID = "paid"
    ENDED = "ended"


class RepaymentReason(StrEnum):
    """Why money goes back."""

    REFUND = "refund"
    CANCELED = "canceled"
    TOO_MUCH = "too-much"
    PAID_ALREADY = "paid-already"
    TOO_LATE = "too-late"
    UNKNOWN_REFERENCE = "unknown-reference"
    OTHER_CURRENCY = "other-currency"


@dataclass(frozen=True)
class Transfer:
    """A transfer on the bank's statement; `bank_id` is the bank's own id of it."""

    bank_id: str
    amount: Money
    reference: str
    booked_at: datetime


@dataclass(frozen=True)
class Repayment:
    """Money that goes back by transfer. `bank_id`: the transfer that it came with, where it is one alone."""

    repayment_id: UUID
    amount: Money
    reason: RepaymentReason
    checkout_id: UUID | None = None
    bank_id: str | None = None
    sent_at: datetime | None = None


@dataclass(frozen=True)
class ExpectedTransfer:
    """The sum that a checkout waits for. `received` and `refunded` are in minor units of it.

    `refunded` counts what goes back of the received money, whether or not it is sent. `owed_by`: the customer
    who has bought on invoice, None in advance.
    """

    checkout_id: UUID
    reference: str
    amount: Money
    due_at: datetime
    state: ExpectationState = ExpectationState.OPEN
    received: int = 0
    refunded: int = 0
    owed_by: str | None = None

    @property
    def missing(self) -> int:
        """The minor units that are still to come."""
        return self.amount.amount - self.received

    @property
    def refundable(self) -> int:
        """The minor units of the whole sum that no refund has claimed."""
        return self.received - self.refunded

    def why_not(self, transfer: Transfer) -> RepaymentReason | None:
        """Why the transfer pays nothing; None where it pays something."""
        if transfer.amount.currency is not self.amount.currency:
            return RepaymentReason.OTHER_CURRENCY
        if self.state is ExpectationState.ENDED:
            return RepaymentReason.CANCELED
        if self.state is ExpectationState.PAID:
            return RepaymentReason.PAID_ALREADY
        # what is bought on invoice is owed after its due date as well
        too_late = self.owed_by is None and transfer.booked_at > self.due_at
        return RepaymentReason.TOO_LATE if too_late else None

    def with_transfer(self, transfer: Transfer) -> ExpectedTransfer:
        """The expectation after a transfer that pays something of it."""
        received = self.received + min(self.missing, transfer.amount.amount)
        paid = received == self.amount.amount
        return replace(
            self, received=received, state=ExpectationState.PAID if paid else ExpectationState.OPEN
        )

    def ended(self) -> ExpectedTransfer:
        """The expectation after its order was canceled: what was received goes back."""
        return replace(self, state=ExpectationState.ENDED, refunded=self.received)

    def with_refund(self, amount: Money) -> ExpectedTransfer:
        """The expectation after a refund of so much. Raises NotRefundable, RefundTooLarge."""
        if self.state is not ExpectationState.PAID:
            raise NotRefundable(f"the transfer is {self.state}", payment_status=self.state)
        if amount.currency is not self.amount.currency or amount.amount > self.refundable:
            raise RefundTooLarge(f"at most {self.refundable} can be refunded", refundable=self.refundable)
        return replace(self, refunded=self.refunded + amount.amount)


@dataclass(frozen=True)
class BookedTransfer:
    """A transfer and what became of it: the expectation that it paid, and what goes back of it."""

    transfer: Transfer
    expectation: ExpectedTransfer | None
    claimed: int
    repayment: Repayment | None


def booked(transfer: Transfer, expected: ExpectedTransfer | None, repayment_id: UUID) -> BookedTransfer:
    """The transfer after it has paid what is due of this expectation, which its reference names.

    `repayment_id`: of the repayment, where something is left.
    """
    reason = RepaymentReason.UNKNOWN_REFERENCE if expected is None else expected.why_not(transfer)
    after = expected
    if expected is not None and reason is None:
        after = expected.with_transfer(transfer)
    claimed = after.received - expected.received if after and expected else 0
    rest = transfer.amount.amount - claimed
    repayment = Repayment(
        repayment_id,
        Money(rest, transfer.amount.currency),
        reason or RepaymentReason.TOO_MUCH,
        expected.checkout_id if expected else None,
        transfer.bank_id,
    )
    return BookedTransfer(transfer, after, claimed, repayment if rest else None)


def repayment_of_ended(before: ExpectedTransfer, repayment_id: UUID) -> Repayment | None:
    """What goes back when this expectation ends; None where nothing is left of it."""
    if before.refundable == 0:
        return None
    amount = Money(before.refundable, before.amount.currency)
    return Repayment(repayment_id, amount, RepaymentReason.CANCELED, before.checkout_id)
