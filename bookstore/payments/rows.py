"""Payments and refunds as rows of their tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import RowMapping

from bookstore.payments.capture import PaymentCapture, PaymentCaptures
from bookstore.payments.model import Payment
from bookstore.payments.refund import PaymentRefund
from bookstore.payments.states import PaymentCaptureState, PaymentRefundState, PaymentState
from bookstore.platform.money import Currency, Money
from bookstore.platform.schemas import PaymentMethodKind

COLUMNS = {
    **dict.fromkeys(("method", "state", "currency", "token", "gateway_id", "action_url"), "text"),
    **dict.fromkeys(("decline_code", "flag"), "text"),
    **dict.fromkeys(("amount", "captured", "refunded", "unanswered", "attempts", "spent_keys"), "bigint"),
    **dict.fromkeys(("return_asked", "look_asked"), "boolean"),
    **dict.fromkeys(("first_sent_at", "due_at"), "timestamptz"),
}
"""The changing columns of the table `payments`, and their types."""

_FIELDS: Mapping[str, str] = {"return_asked": "reversal_requested", "look_asked": "inquiry_requested"}
"""Columns whose field of the payment has another name."""
_CONVERTED = frozenset({"currency", "amount", "method", "state"})


def row_of(payment: Payment) -> dict[str, Any]:
    """The columns of a payment."""
    row = {
        name: getattr(payment, _FIELDS.get(name, name))
        for name in COLUMNS
        if name not in ("currency", "amount")
    }
    money = {"amount": payment.amount.amount, "currency": payment.amount.currency}
    return {"checkout_id": payment.checkout_id, **row, **money}


def payment_of(
    row: RowMapping, refunds: tuple[PaymentRefund, ...], captures: PaymentCaptures = ()
) -> Payment:
    """The payment in this row."""
    plain = {_FIELDS.get(name, name): row[name] for name in COLUMNS if name not in _CONVERTED}
    return Payment(
        checkout_id=row["checkout_id"],
        method=PaymentMethodKind(row["method"]),
        state=PaymentState(row["state"]),
        amount=Money(row["amount"], Currency(row["currency"])),
        refunds=refunds,
        captures=captures,
        **plain,
    )


def refund_of(row: RowMapping) -> PaymentRefund:
    """The refund in this row."""
    state = PaymentRefundState(row["state"])
    return PaymentRefund(row["refund_id"], row["amount"], state, row["gateway_id"], row["requested"])


def capture_of(row: RowMapping) -> PaymentCapture:
    """The capture of a parcel in this row."""
    state = PaymentCaptureState(row["state"])
    return PaymentCapture(row["capture_id"], row["amount"], row["final"], state)


def capture_row(payment: Payment, capture: PaymentCapture, position: int) -> dict[str, Any]:
    """The columns of the capture of a parcel; `position` counts those of its payment from 0."""
    return {**vars(capture), "checkout_id": payment.checkout_id, "position": position}


def refund_row(payment: Payment, refund: PaymentRefund, position: int) -> dict[str, Any]:
    """The columns of a refund; `position` counts the refunds of its payment from 0."""
    return {
        "refund_id": refund.refund_id,
        "checkout_id": payment.checkout_id,
        "amount": refund.amount,
        "state": refund.state,
        "gateway_id": refund.gateway_id,
        "requested": refund.requested,
        "position": position,
    }
