"""The use cases of payment by bank transfer: one transaction each, harmless when repeated."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import Connection

from bookstore.payments.credit import store as credit_store
from bookstore.payments.errors import (
    AlreadyReversed,
    ConflictingRequest,
    NoSuchPayment,
    NoSuchRepayment,
)
from bookstore.payments.transfers import store
from bookstore.payments.transfers.messages import refund_message, transfer_message
from bookstore.payments.transfers.model import (
    BookedTransfer,
    ExpectationState,
    ExpectedTransfer,
    Repayment,
    RepaymentReason,
    Transfer,
    booked,
    refund_between,
    repayment_of_ended,
)
from bookstore.payments.transfers.reference import new_reference, read_reference
from bookstore.platform import outbox
from bookstore.platform.clock import Clock
from bookstore.platform.database import Database
from bookstore.platform.money import Money

_log = logging.getLogger(__name__)


@dataclass
class TransferService:
    """The transfers of all customers. `wake` is called after a change that may have stored a message."""

    database: Database
    clock: Clock
    account: str
    """Where customers transfer the money to, in the words of the shop."""
    wake: Callable[[], None] = lambda: None

    def expect(
        self,
        checkout_id: UUID,
        amount: Money,
        due_at: datetime,
        fingerprint: str,
        owed_by: str | None = None,
    ) -> tuple[ExpectedTransfer, bool]:
        """Expect a transfer for the checkout; True where it is new.

        Raises ConflictingRequest, AlreadyReversed where the checkout was reversed before, and where its
        customer buys on invoice what `CreditAccount.demand` raises.
        """
        wanted = ExpectedTransfer(checkout_id, new_reference(), amount, due_at, owed_by=owed_by)
        with self.database.transaction() as connection:
            if self._stored(connection, wanted, fingerprint):
                return wanted, True
            found = store.find(connection, checkout_id)
        if found is None:
            raise AlreadyReversed("a reversal came before the payment")
        expected, first_fingerprint = found
        if first_fingerprint != fingerprint:
            raise ConflictingRequest("this checkout has a payment of other content, which is valid")
        if expected.state is ExpectationState.ENDED:
            raise AlreadyReversed("the payment was reversed", payment_status=expected.state)
        return expected, False

    def _stored(self, connection: Connection, wanted: ExpectedTransfer, fingerprint: str) -> bool:
        """Whether the expectation is new. One on invoice is stored first, and then held to the limit.

        So a repeated request finds its own first one, whatever has become of the limit. The limit's row is
        locked before: two checkouts of one customer come one after the other.
        """
        now = self.clock.now()
        if wanted.owed_by is None:
            return store.expect(connection, wanted, fingerprint, now)
        limit = credit_store.lock_limit(connection, wanted.owed_by, wanted.amount.currency)
        is_new = store.expect(connection, wanted, fingerprint, now, limit.amount)
        if is_new:
            credit_store.account(connection, wanted.owed_by, limit, now).demand()
        return is_new

    def find(self, checkout_id: UUID) -> ExpectedTransfer:
        """The expected transfer of a checkout. Raises NoSuchPayment."""
        with self.database.reading() as connection:
            found = store.find(connection, checkout_id)
        if found is None:
            raise NoSuchPayment(f"no payment was requested for the checkout {checkout_id}")
        return found[0]

    def is_ended(self, checkout_id: UUID) -> bool:
        """Whether the checkout has an expected transfer that was reversed: it gets no order any more."""
        with self.database.reading() as connection:
            found = store.find(connection, checkout_id)
        return found is not None and found[0].state is ExpectationState.ENDED

    def report(self, transfer: Transfer) -> BookedTransfer:
        """Book a transfer, once for each id of the bank: it pays what is due, and the rest goes back.

        Raises ConflictingRequest where the bank's id was used for another transfer.
        """
        reference = read_reference(transfer.reference)
        with self.database.transaction() as connection:
            expected = store.lock_by_reference(connection, reference) if reference else None
            now = self.clock.now()  # under the lock: reports have the order in which they were booked
            result = booked(transfer, expected, uuid4())
            if not store.add_transfer(connection, result, now):
                return _same(store.stored_transfer(connection, transfer.bank_id), transfer)
            if result.repayment is not None:
                store.add_repayment(connection, result.repayment, now)
            if result.expectation is not None and result.claimed:
                store.save(connection, result.expectation, now)
                outbox.put(connection, transfer_message(result.expectation), now)
        self.wake()
        return result

    def reverse(self, checkout_id: UUID) -> ExpectedTransfer:
        """Expect nothing any more: what has arrived goes back. Raises NoSuchPayment."""
        now = self.clock.now()
        with self.database.transaction() as connection:
            expected = _locked(connection, checkout_id)
            if expected.state is ExpectationState.ENDED:
                return expected
            repayment, ended = repayment_of_ended(expected, uuid4()), expected.ended()
            if repayment is not None:
                store.add_repayment(connection, repayment, now)
            store.save(connection, ended, now)
        return ended

    def refund(self, checkout_id: UUID, refund_id: UUID, amount: Money) -> tuple[Repayment, bool]:
        """Refund so much: what is owed becomes less, the staff sends the rest; True where it is new.

        Orders is told at once where something was owed: the staff may have asked payments itself.

        Raises NoSuchPayment, ConflictingRequest, NotRefundable, RefundTooLarge.
        """
        now = self.clock.now()
        with self.database.transaction() as connection:
            expected = _locked(connection, checkout_id)
            known = store.lock_repayment(connection, refund_id)
            if known is not None:
                return _same_refund(known, checkout_id, amount), False
            after = expected.with_refund(amount)
            made = refund_between(expected, after, refund_id, now)
            if not store.add_repayment(connection, made, now):
                raise ConflictingRequest("a refund of another payment has this id")
            store.save(connection, after, now)
            if made.reduced:
                outbox.put(connection, refund_message(made), now)
        if made.reduced:
            self.wake()
        return made, True

    def owed(self) -> list[Repayment]:
        """The repayments that the staff has still to send, the oldest first."""
        with self.database.reading() as connection:
            return store.owed(connection)

    def mark_sent(self, repayment_id: UUID) -> Repayment:
        """The repayment after the staff has sent it, once. Raises NoSuchRepayment."""
        now = self.clock.now()
        with self.database.transaction() as connection:
            found = store.lock_repayment(connection, repayment_id)
            if found is None or not found.amount.amount:
                raise NoSuchRepayment("no money goes back under this id")
            if found.sent_at is None:
                store.mark_sent(connection, repayment_id, now)
                if found.reason is RepaymentReason.REFUND:
                    outbox.put(connection, refund_message(replace(found, sent_at=now)), now)
            after = store.lock_repayment(connection, repayment_id) or found
        self.wake()
        return after


def _locked(connection: Connection, checkout_id: UUID) -> ExpectedTransfer:
    found = store.lock(connection, checkout_id)
    if found is None:
        raise NoSuchPayment(f"no payment was requested for the checkout {checkout_id}")
    return found


def _same(stored: BookedTransfer, transfer: Transfer) -> BookedTransfer:
    if stored.transfer != transfer:
        _log.error("the bank's id of a transfer came with other content", extra={"bank_id": transfer.bank_id})
        raise ConflictingRequest("this id is of another transfer; the first report is valid")
    return stored


def _same_refund(known: Repayment, checkout_id: UUID, amount: Money) -> Repayment:
    mine = (known.checkout_id, known.is_of, known.amount.currency, known.reason)
    if mine != (checkout_id, amount.amount, amount.currency, RepaymentReason.REFUND):
        raise ConflictingRequest("this refund was requested with another amount; the first request is valid")
    return known
