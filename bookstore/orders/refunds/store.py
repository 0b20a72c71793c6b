"""Refunds in PostgreSQL. The transaction that adds one has locked the row of its order."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from uuid import UUID

from sqlalchemy import Connection, RowMapping, text

from bookstore.orders.refunds.refund import (
    OrderRefund,
    OrderRefundState,
    RefundDestination,
    RefundFailure,
    Share,
)

_OF_ORDERS = text("SELECT * FROM refunds WHERE checkout_id = ANY(:checkout_ids) ORDER BY position")
_PUT = text("""
    INSERT INTO refunds (refund_id, checkout_id, position, amount, shares, reason, fingerprint, state,
                         asked_at, settled_at, destination, failure, reduced)
    VALUES (:refund_id, :checkout_id, :position, :amount, CAST(:shares AS jsonb), :reason, :fingerprint,
            :state, :asked_at, :settled_at, :destination, :failure, :reduced)
    ON CONFLICT (refund_id) DO UPDATE SET amount = EXCLUDED.amount, shares = EXCLUDED.shares,
        state = EXCLUDED.state, settled_at = EXCLUDED.settled_at, failure = EXCLUDED.failure,
        reduced = EXCLUDED.reduced
    WHERE refunds.checkout_id = EXCLUDED.checkout_id""")


def of_orders(connection: Connection, checkout_ids: Iterable[UUID]) -> dict[UUID, tuple[OrderRefund, ...]]:
    """The refunds of each of these checkouts' orders, the oldest first."""
    found: dict[UUID, tuple[OrderRefund, ...]] = dict.fromkeys(checkout_ids, ())
    for row in connection.execute(_OF_ORDERS, {"checkout_ids": list(found)}).mappings():
        found[row["checkout_id"]] += (_refund(row),)
    return found


def put(connection: Connection, checkout_id: UUID, refunds: Sequence[OrderRefund]) -> bool:
    """Store the refunds of an order.

    False where one has the id of another order's refund: then the transaction must not be committed.
    """
    for position, refund in enumerate(refunds):
        shares = json.dumps([asdict(share) for share in refund.shares])
        named = {"checkout_id": checkout_id, "position": position, "shares": shares}
        if not connection.execute(_PUT, {**vars(refund), **named}).rowcount:
            return False
    return True


def _refund(row: RowMapping) -> OrderRefund:
    same = ("refund_id", "amount", "reason", "fingerprint", "asked_at", "settled_at", "reduced")
    return OrderRefund(
        shares=tuple(Share(**share) for share in row["shares"]),
        state=OrderRefundState(row["state"]),
        destination=RefundDestination(row["destination"]),
        failure=RefundFailure(row["failure"]) if row["failure"] else None,
        **{name: row[name] for name in same},
    )
