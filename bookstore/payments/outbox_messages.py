"""What orders must hear of a payment whose order stands already: how its refunds fare, and what is wrong."""

from __future__ import annotations

from uuid import uuid5

from bookstore.payments.model import Payment
from bookstore.payments.states import RefundState
from bookstore.platform.outbox import Message

ORDERS = "orders"
_TOLD_FLAG = "disputed"


def notices(before: Payment, after: Payment) -> list[Message]:
    """The messages that this change makes necessary. The same change never makes two different ones."""
    known = {refund.refund_id: refund.state for refund in before.refunds}
    found = [
        Message(
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
        if refund.state not in (RefundState.REFUNDING, known.get(refund.refund_id))
        # Nobody asks how the money of a canceled order fares, unless it comes back.
        and (refund.refund_id != after.return_id or refund.state is RefundState.FAILED)
    ]
    if after.flag == _TOLD_FLAG != before.flag:
        told = {"checkout_id": str(after.checkout_id), "flag": after.flag}
        found.append(Message(uuid5(after.checkout_id, f"notice {after.flag}"), ORDERS, told))
    return found
