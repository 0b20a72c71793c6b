"""What a webhook says, read as a hint: where it is news to us, the gateway is asked.

So it does not matter in which order events come, nor how often.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from bookstore.payments.model import Payment
from bookstore.payments.refund import state_named
from bookstore.payments.states import State

_SAME: Mapping[str, frozenset[State]] = {
    "requires_action": frozenset(State) - {State.AUTHORIZING},
    "requires_capture": frozenset(State) - {State.AUTHORIZING, State.ACTION_REQUIRED},
    "canceled": frozenset({State.VOIDED}),
    "requires_payment_method": frozenset({State.DECLINED, State.FAILED}),
    "succeeded": frozenset({State.CAPTURED, State.PARTIALLY_REFUNDED, State.REFUNDED}),
}
"""States in which an intent of this status tells us nothing: what we know came from the gateway as well."""

_TOLD = ("payment_intent.", "charge.refund", "refund.", "charge.dispute.")
_SILENT = frozenset({"payment_intent.created", "payment_intent.processing"})


@dataclass(frozen=True)
class News:
    """One event: what it is about, and what it says of it."""

    event_id: str
    type: str
    checkout_id: UUID | None
    gateway_id: str | None
    subject: Mapping[str, Any]

    @property
    def heeded(self) -> bool:
        """Whether events of this type say anything we act on."""
        return self.type.startswith(_TOLD) and self.type not in _SILENT

    def told_to(self, payment: Payment, now: datetime) -> Payment:
        """The payment after this event: asked about where the event is news, flagged where it is disputed."""
        if self.type.startswith("charge.dispute."):
            return replace(payment, flag="disputed")  # whatever else is wrong with it: orders must hear of it
        return payment if self._known(payment) else payment.looking(now)

    def _known(self, payment: Payment) -> bool:
        status = str(self.subject.get("status"))
        if self.type.startswith("payment_intent."):
            return payment.state in _SAME.get(status, frozenset())
        if self.type.startswith("charge."):
            return payment.refunded == self.subject.get("amount_refunded")
        return any(
            refund.gateway_id == self.subject.get("id") and state_named(status) is refund.state
            for refund in payment.refunds
        )


def news_of(event: Mapping[str, Any]) -> News:
    """The event as it was sent (https://docs.stripe.com/api/events/object). Raises ValueError."""
    try:
        subject = event["data"]["object"]
        own = subject["object"] == "payment_intent"
        gateway_id = subject["id"] if own else subject.get("payment_intent")
        named = (subject.get("metadata") or {}).get("checkout_id")
        return News(
            event_id=_word(event["id"]),
            type=_word(event["type"]),
            checkout_id=_uuid(named),
            gateway_id=_word(gateway_id) if gateway_id is not None else None,
            subject=subject,
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"this is no event: {type(error).__name__} {error}") from None


def _word(value: object) -> str:
    """What the gateway names things with: ASCII, and storable. Raises ValueError."""
    if not isinstance(value, str) or not (value.isascii() and value.isprintable()):
        raise ValueError(f"this is no name: {value!r}")
    return value


def _uuid(text: object) -> UUID | None:
    try:
        return UUID(str(text)) if text else None
    except ValueError:
        return None
