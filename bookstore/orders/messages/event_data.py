"""What an event about an order says of it, whatever has happened."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bookstore.orders.model import Order
from bookstore.orders.purchase import TransferTerms


def event_data(order: Order) -> Mapping[str, Any]:
    """Everything that a mail about the order needs."""
    purchase, totals = order.purchase, order.purchase.totals
    return {
        "order_number": order.order_number,
        "checkout_id": str(order.checkout_id),
        "placed_at": rfc3339(order.placed_at),
        "email": purchase.email,
        "locale": purchase.locale,
        "ship_to": dict(purchase.ship_to),
        "bill_to": dict(purchase.bill_to) if purchase.bill_to else None,
        "shipping_method": purchase.shipping_method,
        "lines": [vars(line) for line in purchase.lines],
        **vars(totals),
        "captured": order.captured,
        "redeemed": purchase.redeemed,
        "discount_codes": list(purchase.discount_codes),
        "payment_method": purchase.payment_method,
        "transfer": _terms(purchase.transfer) if purchase.transfer else None,
    }


def _terms(transfer: TransferTerms) -> Mapping[str, str]:
    return {
        "account": transfer.account,
        "reference": transfer.reference,
        "due_at": rfc3339(transfer.due_at),
    }


def rfc3339(at: datetime) -> str:
    """A time in UTC, such as 2026-01-31T10:00:00Z."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
