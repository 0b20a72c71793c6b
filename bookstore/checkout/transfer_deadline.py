"""Until when a customer has to transfer the money, and how long the copies wait for it in advance.

The deadline is stored with the submission: every service that is told of it gets the same one, also after a
restart with another setting.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from bookstore.checkout.messages import NewOrderTransfer
from bookstore.checkout.model import Checkout
from bookstore.platform.civil_time import zone_of
from bookstore.platform.schemas import PaymentMethodKind

_AFTER_THE_DEADLINE = timedelta(days=3)
"""An unpaid order is canceled a day after the deadline; the rest is for services that are down."""


@dataclass(frozen=True)
class TransferPeriods:
    """How long a customer has for the transfer after the submission."""

    in_advance: timedelta
    on_invoice: timedelta

    def deadline(self, payment: dict[str, Any] | None, now: datetime, country: str) -> dict[str, str]:
        """What a submission stores of the deadline; nothing for other payment methods.

        It is at the same time of the day at the destination, so that the days of a customer are whole also
        where the clocks change between the order and its due date.
        """
        terms: Mapping[str | None, timedelta] = {
            PaymentMethodKind.ADVANCE: self.in_advance,
            PaymentMethodKind.INVOICE: self.on_invoice,
        }
        within = terms.get(payment["method"] if payment else None)
        if within is None:
            return {}
        due_at = now.astimezone(zone_of(country)) + within  # of one zone: the sum is in its wall time
        return {"transfer_due_at": due_at.astimezone(UTC).isoformat()}


def is_on_invoice(checkout: Checkout) -> bool:
    """Whether the customer pays after the copies have left."""
    payment = checkout.submission.get("payment")
    return payment is not None and payment["method"] == PaymentMethodKind.INVOICE


def transfer_due_at(checkout: Checkout) -> datetime:
    """The deadline of a checkout that is paid by transfer."""
    return datetime.fromisoformat(checkout.submission["transfer_due_at"])


def seconds_of_hold(checkout: Checkout) -> int | None:
    """For how long the copies are reserved; None for the usual time."""
    if "transfer_due_at" not in checkout.submission or is_on_invoice(checkout):
        return None
    until = transfer_due_at(checkout) + _AFTER_THE_DEADLINE
    return round((until - checkout.created_at).total_seconds())


def transfer_terms(checkout: Checkout) -> NewOrderTransfer | None:
    """What the order says of the transfer; None where the customer pays otherwise, or nothing."""
    expected = checkout.results.get("transfer")
    return NewOrderTransfer(**expected, due_at=transfer_due_at(checkout)) if expected else None
