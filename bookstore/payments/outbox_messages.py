"""What orders must hear of a payment whose order stands already: how its refunds fare, and what is wrong."""

from __future__ import annotations

from uuid import uuid5

from bookstore.payments.model import Payment
from bookstore.payments.states import PaymentRefundState
from bookstore.platform.outbox import OutboxMessage

ORDERS = "orders"
_TOLD_FLAG = "disputed"


def outbox_messages(before: Payment, after: Payment) -> list[OutboxMessage]:
    """The messages that this change makes necessary. The same change never makes two different ones."""
    known = {refund.refund_id: refund.state for refund in before.refunds}
    found = [
        OutboxMessage(
            uuid5(refund.refund_id, f"notice {refund.state}"),
            ORDERS,
            {
                "checkout_id": str(after.checkout_id),
                "refund_id": str(refund.refund_id),
                "amount": refund.amount,
                "state": refund.state,
            },
        )
        for refund in after.refunds
        if refund.state not in (PaymentRefundState.REFUNDING, known.get(refund.refund_id))
        # Nobody asks how the money of a canceled order fares, unless it comes back.
        and (refund.refund_id != after.reversal_refund_id or refund.state is PaymentRefundState.FAILED)
    ]
    if after.flag == _TOLD_FLAG != before.flag:
        told = {"checkout_id": str(after.checkout_id), "flag": after.flag}
        found.append(OutboxMessage(uuid5(after.checkout_id, f"notice {after.flag}"), ORDERS, told))
    return found
