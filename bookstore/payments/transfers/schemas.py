"""The request and response bodies about bank transfers. Amounts are minor units of their currency."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from bookstore.payments.schemas import PaymentReply, RefundReply
from bookstore.payments.states import PaymentState
from bookstore.payments.transfers.messages import refund_state
from bookstore.payments.transfers.model import (
    BookedTransfer,
    ExpectationState,
    ExpectedTransfer,
    Repayment,
    RepaymentReason,
    Transfer,
)
from bookstore.platform.schemas import (
    CreditorReference,
    CustomerId,
    Moment,
    MoneyBody,
    PositiveMoney,
    ReplyBody,
    RequestBody,
    ShortText,
    StoredText,
)

BankId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._:-]{1,100}$", min_length=1, max_length=100)]


class ExpectationRequest(RequestBody):
    """Expect this amount by bank transfer, booked at the latest by `due_at`.

    `owed_by`: the customer who buys on invoice, and has to be allowed to owe so much.
    """

    amount: PositiveMoney
    due_at: Moment
    owed_by: CustomerId | None = None


class ExpectationReply(ReplyBody):
    """The transfer to our `account` that is expected for a checkout; `received` of it has arrived."""

    checkout_id: UUID
    account: ShortText
    reference: CreditorReference
    amount: MoneyBody
    due_at: datetime
    state: ExpectationState
    received: int

    @classmethod
    def of(cls, expected: ExpectedTransfer, account: str) -> ExpectationReply:
        """The expectation as the checkout sees it."""
        return cls(
            checkout_id=expected.checkout_id,
            account=account,
            reference=expected.reference,
            amount=MoneyBody.of(expected.amount),
            due_at=expected.due_at,
            state=expected.state,
            received=expected.received,
        )


class TransferRequest(RequestBody):
    """A transfer on the bank's statement, with the reference as the customer wrote it."""

    amount: PositiveMoney
    reference: StoredText
    booked_at: Moment

    def transfer(self, bank_id: str) -> Transfer:
        """The same as a value of the domain."""
        return Transfer(bank_id, self.amount.money, self.reference, self.booked_at)


class RepaymentReply(ReplyBody):
    """Money that goes back by transfer; `sent_at` is null while the staff has still to send it."""

    repayment_id: UUID
    amount: MoneyBody
    reason: RepaymentReason
    checkout_id: UUID | None
    bank_id: str | None
    sent_at: datetime | None

    @classmethod
    def of(cls, repayment: Repayment) -> RepaymentReply:
        """The repayment as the staff sees it."""
        return cls(
            repayment_id=repayment.repayment_id,
            amount=MoneyBody.of(repayment.amount),
            reason=repayment.reason,
            checkout_id=repayment.checkout_id,
            bank_id=repayment.bank_id,
            sent_at=repayment.sent_at,
        )


class TransferReply(ReplyBody):
    """A transfer and what became of it: it paid `claimed` of an order, and the rest goes back."""

    bank_id: str
    checkout_id: UUID | None
    claimed: int
    repayment: RepaymentReply | None

    @classmethod
    def of(cls, booked: BookedTransfer) -> TransferReply:
        """The transfer as the staff sees it."""
        return cls(
            bank_id=booked.transfer.bank_id,
            checkout_id=booked.expectation.checkout_id if booked.expectation else None,
            claimed=booked.claimed,
            repayment=RepaymentReply.of(booked.repayment) if booked.repayment else None,
        )


class RepaymentList(ReplyBody):
    """The repayments that are still to be sent, the oldest first, at most 1,000."""

    repayments: Annotated[tuple[RepaymentReply, ...], Field(max_length=1000)]


def payment_reply(expected: ExpectedTransfer) -> PaymentReply:
    """The expected transfer in the form in which orders and checkouts read any payment.

    Nothing counts as captured until the whole sum has arrived: a part of it pays for no order.
    """
    is_open = expected.state is ExpectationState.OPEN
    return PaymentReply(
        checkout_id=expected.checkout_id,
        status=_status(expected),
        amount=MoneyBody.of(expected.amount),
        captured=0 if is_open else expected.received,
        refunded=expected.refunded,
        decline=None,
        action=None,
        received=expected.received,
        reduced=expected.reduced,
    )


def _status(expected: ExpectedTransfer) -> PaymentState:
    if expected.state is ExpectationState.OPEN:
        return PaymentState.ACTION_REQUIRED
    if expected.received == 0:
        return PaymentState.VOIDED
    if expected.refunded == 0:
        return PaymentState.CAPTURED
    return PaymentState.REFUNDED if expected.refundable == 0 else PaymentState.PARTIALLY_REFUNDED


def refund_reply(repayment: Repayment, checkout_id: UUID) -> RefundReply:
    """A refund by transfer: pending until the staff has sent it."""
    return RefundReply(
        refund_id=repayment.repayment_id,
        checkout_id=checkout_id,
        state=refund_state(repayment),
        amount=MoneyBody(amount=repayment.is_of, currency=repayment.amount.currency),
        reduced=repayment.reduced,
    )
