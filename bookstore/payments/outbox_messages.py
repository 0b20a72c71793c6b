"""The messages to orders about a payment: the states of its refunds, disputes, and a hold that has ended."""

from __future__ import annotations

from uuid import uuid5

from bookstore.payments.model import Payment
from bookstore.payments.states import PaymentRefundState
from bookstore.platform.outbox import OutboxMessage

ORDERS = "orders"
_REPORTED_FLAG = "disputed"
HOLD_ENDED = "hold-ended"


def outbox_messages(before: Payment, after: Payment) -> list[OutboxMessage]:
    """The messages that follow from this change. The same change always makes the same messages."""
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
        # The refund of a canceled order is not reported, unless the bank sends it back.
        and (refund.refund_id != after.reversal_refund_id or refund.state is PaymentRefundState.FAILED)
    ]
    flags = [_REPORTED_FLAG] if after.flag == _REPORTED_FLAG != before.flag else []
    flags += [HOLD_ENDED] if before.is_held and after.hold_is_lost else []
    return [*found, *(_flag_message(after, flag) for flag in flags)]


def _flag_message(payment: Payment, flag: str) -> OutboxMessage:
    payload = {"checkout_id": str(payment.checkout_id), "flag": flag}
    return OutboxMessage(uuid5(payment.checkout_id, f"notice {flag}"), ORDERS, payload)
