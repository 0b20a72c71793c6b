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
    """Money that goes back by transfer. `bank_id`: the transfer that it came with, where it is one alone.

    `reduced`: the minor units of a refund that were taken off what is owed, and so do not go back. Where that
    is all of it, nothing is left to send.
    """

    repayment_id: UUID
    amount: Money
    reason: RepaymentReason
    checkout_id: UUID | None = None
    bank_id: str | None = None
    sent_at: datetime | None = None
    reduced: int = 0

    @property
    def is_of(self) -> int:
        """The minor units of the refund, sent back or taken off what is owed."""
        return self.amount.amount + self.reduced


@dataclass(frozen=True)
class ExpectedTransfer:
    """The sum that a checkout waits for. `received`, `reduced` and `refunded` are in minor units of it.

    `reduced`: what refunds have taken off it before it had arrived. `refunded` counts what goes back of the
    received money, whether or not it is sent. `owed_by`: the customer who has bought on invoice, None in
    advance.
    """

    checkout_id: UUID
    reference: str
    amount: Money
    due_at: datetime
    state: ExpectationState = ExpectationState.OPEN
    received: int = 0
    refunded: int = 0
    owed_by: str | None = None
    reduced: int = 0

    @property
    def missing(self) -> int:
        """The minor units that are still to come."""
        return self.amount.amount - self.reduced - self.received

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
        return replace(self, received=received)._paid_if_whole()

    def ended(self) -> ExpectedTransfer:
        """The expectation after its order was canceled: what was received goes back."""
        return replace(self, state=ExpectationState.ENDED, refunded=self.received)

    def with_refund(self, amount: Money) -> ExpectedTransfer:
        """The expectation after a refund of so much: what is owed becomes less, and only the rest goes back.

        Raises NotRefundable, RefundTooLarge.
        """
        owed = self.missing if self.state is ExpectationState.OPEN and self.owed_by is not None else 0
        if self.state is not ExpectationState.PAID and not owed:
            raise NotRefundable(f"the transfer is {self.state}", payment_status=self.state)
        most = owed + self.refundable
        if amount.currency is not self.amount.currency or amount.amount > most:
            raise RefundTooLarge(f"at most {most} can be refunded", refundable=most)
        off = min(amount.amount, owed)
        refunded = self.refunded + amount.amount - off
        return replace(self, reduced=self.reduced + off, refunded=refunded)._paid_if_whole()

    def _paid_if_whole(self) -> ExpectedTransfer:
        return self if self.missing else replace(self, state=ExpectationState.PAID)


def refund_between(
    before: ExpectedTransfer, after: ExpectedTransfer, refund_id: UUID, now: datetime
) -> Repayment:
    """The refund that has made one expectation the other: what goes back, and what is owed less.

    Where nothing goes back, nothing waits for the staff.
    """
    back = Money(after.refunded - before.refunded, before.amount.currency)
    return Repayment(
        refund_id,
        back,
        RepaymentReason.REFUND,
        before.checkout_id,
        sent_at=None if back.amount else now,
        reduced=after.reduced - before.reduced,
    )


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
