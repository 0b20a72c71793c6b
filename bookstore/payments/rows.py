"""Payments and refunds as rows of their tables."""

from __future__ import annotations

from typing import Any

from sqlalchemy import RowMapping

from bookstore.payments.model import Payment
from bookstore.payments.refund import Refund
from bookstore.payments.states import Method, RefundState, State
from bookstore.platform.money import Currency, Money

COLUMNS = {
    **dict.fromkeys(("method", "state", "currency", "token", "gateway_id", "action_url"), "text"),
    **dict.fromkeys(("decline_code", "flag"), "text"),
    **dict.fromkeys(("amount", "captured", "refunded", "unanswered", "attempts", "spent_keys"), "bigint"),
    **dict.fromkeys(("return_asked", "look_asked"), "boolean"),
    **dict.fromkeys(("first_sent_at", "due_at"), "timestamptz"),
}


def row_of(payment: Payment) -> dict[str, Any]:
    """The columns of a payment."""
    row = {name: getattr(payment, name) for name in COLUMNS if name not in ("currency", "amount")}
    money = {"amount": payment.amount.amount, "currency": payment.amount.currency}
    return {"checkout_id": payment.checkout_id, **row, **money}


def payment_of(row: RowMapping, refunds: tuple[Refund, ...]) -> Payment:
    """The payment in this row."""
    kept = {name: row[name] for name in COLUMNS if name not in ("currency", "amount", "method", "state")}
    return Payment(
        checkout_id=row["checkout_id"],
        method=Method(row["method"]),
        state=State(row["state"]),
        amount=Money(row["amount"], Currency(row["currency"])),
        refunds=refunds,
        **kept,
    )


def refund_of(row: RowMapping) -> Refund:
    """The refund in this row."""
    return Refund(row["refund_id"], row["amount"], RefundState(row["state"]), row["gateway_id"])


def refund_row(payment: Payment, refund: Refund, position: int) -> dict[str, Any]:
    """The columns of a refund, the `position`-th of its payment."""
    return {
        "refund_id": refund.refund_id,
        "checkout_id": payment.checkout_id,
        "amount": refund.amount,
        "state": refund.state,
        "gateway_id": refund.gateway_id,
        "position": position,
    }
