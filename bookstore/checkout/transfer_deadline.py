"""Until when a customer who pays in advance has to transfer the money, and how long the copies wait for it.

The deadline is stored with the submission: every service that is told of it gets the same one, also after a
restart with another setting.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from bookstore.checkout.messages import NewOrderTransfer
from bookstore.checkout.model import Checkout
from bookstore.platform.schemas import PaymentMethodKind

_AFTER_THE_DEADLINE = timedelta(days=3)
"""An unpaid order is canceled a day after the deadline; the rest is for services that are down."""


def deadline_of(payment: dict[str, Any] | None, now: datetime, advance: timedelta) -> dict[str, str]:
    """What a submission stores of the deadline, `advance` from now; nothing for other payment methods."""
    if payment is None or payment["method"] != PaymentMethodKind.ADVANCE:
        return {}
    return {"transfer_due_at": (now + advance).isoformat()}


def transfer_due_at(checkout: Checkout) -> datetime:
    """The deadline of a checkout that is paid in advance."""
    return datetime.fromisoformat(checkout.submission["transfer_due_at"])


def seconds_of_hold(checkout: Checkout) -> int | None:
    """For how long the copies are reserved; None for the usual time."""
    if "transfer_due_at" not in checkout.submission:
        return None
    until = transfer_due_at(checkout) + _AFTER_THE_DEADLINE
    return round((until - checkout.created_at).total_seconds())


def transfer_terms(checkout: Checkout) -> NewOrderTransfer | None:
    """What the order says of the transfer; None where the customer pays otherwise, or nothing."""
    expected = checkout.results.get("transfer")
    return NewOrderTransfer(**expected, due_at=transfer_due_at(checkout)) if expected else None
