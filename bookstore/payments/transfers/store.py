"""Expected transfers, transfers and repayments in PostgreSQL.

Every transaction locks the expectation first, by its row: a transfer, a cancellation and a refund of the same
order come one after the other.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, RowMapping, text

from bookstore.payments.lock import key_of
from bookstore.payments.transfers.model import (
    BookedTransfer,
    ExpectationState,
    ExpectedTransfer,
    Repayment,
    RepaymentReason,
    Transfer,
)
from bookstore.platform.money import Currency, Money

MOST_REPAYMENTS = 1000

_LOCK_CHECKOUT = text("SELECT pg_advisory_xact_lock(:key)")
_EXPECT = text("""
    INSERT INTO expected_transfers (checkout_id, fingerprint, reference, currency, amount, due_at, state,
                                    owed_by, credit_limit, expected_at, changed_at)
    SELECT CAST(:checkout_id AS uuid), :fingerprint, :reference, :currency, :amount,
           CAST(:due_at AS timestamptz), 'open', CAST(:owed_by AS text), CAST(:credit_limit AS bigint),
           CAST(:now AS timestamptz), CAST(:now AS timestamptz)
    WHERE NOT EXISTS (SELECT 1 FROM tombstones WHERE checkout_id = CAST(:checkout_id AS uuid))
    ON CONFLICT (checkout_id) DO NOTHING RETURNING checkout_id""")
_FIND = text("SELECT * FROM expected_transfers WHERE checkout_id = :checkout_id")
_LOCK = text("SELECT * FROM expected_transfers WHERE checkout_id = :checkout_id FOR UPDATE")
_LOCK_BY_REFERENCE = text("SELECT * FROM expected_transfers WHERE reference = :reference FOR UPDATE")
_SAVE = text("""
    UPDATE expected_transfers SET state = :state, received = :received, reduced = :reduced,
        refunded = :refunded, changed_at = :now
    WHERE checkout_id = :checkout_id""")
_ADD_TRANSFER = text("""
    INSERT INTO transfers (bank_id, reference, currency, amount, booked_at, checkout_id, claimed, reported_at)
    VALUES (:bank_id, :reference, :currency, :amount, :booked_at, :checkout_id, :claimed, :now)
    ON CONFLICT (bank_id) DO NOTHING RETURNING bank_id""")
_TRANSFER = text("SELECT * FROM transfers WHERE bank_id = :bank_id")
_REPAYMENT_OF_TRANSFER = text("SELECT * FROM repayments WHERE bank_id = :bank_id")
_ADD_REPAYMENT = text("""
    INSERT INTO repayments (repayment_id, checkout_id, bank_id, currency, amount, reduced, reason, owed_at,
                            sent_at)
    VALUES (:repayment_id, :checkout_id, :bank_id, :currency, :amount, :reduced, :reason, :now, :sent_at)
    ON CONFLICT (repayment_id) DO NOTHING RETURNING repayment_id""")
_REPAYMENT = text("SELECT * FROM repayments WHERE repayment_id = :repayment_id FOR UPDATE")
_SEND = text("UPDATE repayments SET sent_at = :now WHERE repayment_id = :repayment_id")
_OWED = text("""
    SELECT * FROM repayments WHERE sent_at IS NULL ORDER BY owed_at, repayment_id LIMIT :most""")


def expect(
    connection: Connection,
    expected: ExpectedTransfer,
    fingerprint: str,
    now: datetime,
    credit_limit: int | None = None,
) -> bool:
    """Store a new expectation; False where the checkout has one, or was reversed before.

    `credit_limit`: the minor units that its customer may owe on invoice at this moment.
    """
    connection.execute(_LOCK_CHECKOUT, {"key": key_of(expected.checkout_id)})
    row = {
        "checkout_id": expected.checkout_id,
        "fingerprint": fingerprint,
        "reference": expected.reference,
        **_money(expected.amount),
        "due_at": expected.due_at,
        "owed_by": expected.owed_by,
        "credit_limit": credit_limit,
        "now": now,
    }
    return connection.execute(_EXPECT, row).first() is not None


def find(connection: Connection, checkout_id: UUID) -> tuple[ExpectedTransfer, str] | None:
    """The expectation of a checkout, and the fingerprint of the request that began it."""
    row = connection.execute(_FIND, {"checkout_id": checkout_id}).mappings().first()
    return (_expected(row), row["fingerprint"]) if row else None


def lock(connection: Connection, checkout_id: UUID) -> ExpectedTransfer | None:
    """The expectation of a checkout, locked until the transaction ends."""
    row = connection.execute(_LOCK, {"checkout_id": checkout_id}).mappings().first()
    return _expected(row) if row else None


def lock_by_reference(connection: Connection, reference: str) -> ExpectedTransfer | None:
    """The expectation with this reference, locked until the transaction ends."""
    row = connection.execute(_LOCK_BY_REFERENCE, {"reference": reference}).mappings().first()
    return _expected(row) if row else None


def save(connection: Connection, expected: ExpectedTransfer, now: datetime) -> None:
    """Store the state and the sums of the expectation."""
    names = ("checkout_id", "state", "received", "reduced", "refunded")
    changed = {name: getattr(expected, name) for name in names}
    connection.execute(_SAVE, {**changed, "now": now})


def add_transfer(connection: Connection, booked: BookedTransfer, now: datetime) -> bool:
    """Store the transfer; False where one with the bank's id is stored already."""
    transfer = booked.transfer
    row = {
        "bank_id": transfer.bank_id,
        "reference": transfer.reference,
        **_money(transfer.amount),
        "booked_at": transfer.booked_at,
        "checkout_id": booked.expectation.checkout_id if booked.expectation else None,
        "claimed": booked.claimed,
        "now": now,
    }
    return connection.execute(_ADD_TRANSFER, row).first() is not None


def stored_transfer(connection: Connection, bank_id: str) -> BookedTransfer:
    """The transfer that is stored with this id, and what became of it."""
    row = connection.execute(_TRANSFER, {"bank_id": bank_id}).mappings().one()
    found = find(connection, row["checkout_id"]) if row["checkout_id"] else None
    back = connection.execute(_REPAYMENT_OF_TRANSFER, {"bank_id": bank_id}).mappings().first()
    transfer = Transfer(bank_id, _amount(row), row["reference"], row["booked_at"])
    return BookedTransfer(
        transfer, found[0] if found else None, row["claimed"], _repayment(back) if back else None
    )


def add_repayment(connection: Connection, repayment: Repayment, now: datetime) -> bool:
    """Store the repayment as owed; False where it is stored already."""
    names = ("repayment_id", "checkout_id", "bank_id", "reason", "reduced", "sent_at")
    row = {**{name: getattr(repayment, name) for name in names}, **_money(repayment.amount), "now": now}
    return connection.execute(_ADD_REPAYMENT, row).first() is not None


def lock_repayment(connection: Connection, repayment_id: UUID) -> Repayment | None:
    """The repayment, locked until the transaction ends."""
    row = connection.execute(_REPAYMENT, {"repayment_id": repayment_id}).mappings().first()
    return _repayment(row) if row else None


def mark_sent(connection: Connection, repayment_id: UUID, now: datetime) -> None:
    """The staff has sent the repayment."""
    connection.execute(_SEND, {"repayment_id": repayment_id, "now": now})


def owed(connection: Connection) -> list[Repayment]:
    """The repayments that are still to be sent, the oldest first."""
    rows = connection.execute(_OWED, {"most": MOST_REPAYMENTS}).mappings()
    return [_repayment(row) for row in rows]


def _money(amount: Money) -> dict[str, Any]:
    return {"amount": amount.amount, "currency": amount.currency}


def _amount(row: RowMapping) -> Money:
    return Money(row["amount"], Currency(row["currency"]))


def _expected(row: RowMapping) -> ExpectedTransfer:
    return ExpectedTransfer(
        row["checkout_id"],
        row["reference"],
        _amount(row),
        row["due_at"],
        ExpectationState(row["state"]),
        row["received"],
        row["refunded"],
        row["owed_by"],
        row["reduced"],
    )


def _repayment(row: RowMapping) -> Repayment:
    return Repayment(
        row["repayment_id"],
        _amount(row),
        RepaymentReason(row["reason"]),
        row["checkout_id"],
        row["bank_id"],
        row["sent_at"],
        row["reduced"],
    )
