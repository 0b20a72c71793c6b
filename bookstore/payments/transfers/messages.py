"""The messages to orders about transfers: how much has arrived, and refunds that were sent."""

from __future__ import annotations

from uuid import uuid5

from bookstore.payments.outbox_messages import ORDERS
from bookstore.payments.states import PaymentRefundState
from bookstore.payments.transfers.model import ExpectedTransfer, Repayment
from bookstore.platform.outbox import OutboxMessage


def transfer_message(expected: ExpectedTransfer) -> OutboxMessage:
    """So much of the sum has arrived. Sums only grow, so that a late message changes nothing."""
    checkout_id, received = expected.checkout_id, expected.received
    payload = {"checkout_id": str(checkout_id), "received": received}
    return OutboxMessage(uuid5(checkout_id, f"received {received}"), ORDERS, payload)


def refund_state(repayment: Repayment) -> PaymentRefundState:
    """A refund by transfer is pending until the staff has sent it."""
    return PaymentRefundState.REFUNDED if repayment.sent_at else PaymentRefundState.PENDING


def refund_message(repayment: Repayment) -> OutboxMessage:
    """How this refund stands: the staff has sent it, nothing of it is to be sent, or it has still to send it.

    Each notice says again how much of it was taken off what is owed.
    """
    refund_id, state = repayment.repayment_id, refund_state(repayment)
    payload = {
        "checkout_id": str(repayment.checkout_id),
        "refund_id": str(refund_id),
        "amount": repayment.is_of,
        "reduced": repayment.reduced,
        "state": state,
    }
    return OutboxMessage(uuid5(refund_id, f"notice {state}"), ORDERS, payload)
