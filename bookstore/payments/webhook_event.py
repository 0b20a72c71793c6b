"""Webhook events, read as hints: an event that says something new requests an inquiry at the gateway.

The payment never takes a state from an event itself. Events may therefore come late, in any order, and twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from bookstore.payments.model import Payment
from bookstore.payments.refund import state_of_status
from bookstore.payments.states import PaymentState

_KNOWN_BY: Mapping[str, frozenset[PaymentState]] = {
    "requires_action": frozenset(PaymentState) - {PaymentState.AUTHORIZING},
    "requires_capture": frozenset(PaymentState) - {PaymentState.AUTHORIZING, PaymentState.ACTION_REQUIRED},
    "canceled": frozenset({PaymentState.VOIDED}),
    "requires_payment_method": frozenset({PaymentState.DECLINED, PaymentState.FAILED}),
    "succeeded": frozenset({PaymentState.CAPTURED, PaymentState.PARTIALLY_REFUNDED, PaymentState.REFUNDED}),
}
"""By status of the payment intent: the payment states that were set by this status or by a later one."""

_RELEVANT = ("payment_intent.", "charge.refund", "refund.", "charge.dispute.")
_IGNORED = frozenset({"payment_intent.created", "payment_intent.processing"})


@dataclass(frozen=True)
class WebhookEvent:
    """One event of the gateway, and the object it is about."""

    event_id: str
    type: str
    checkout_id: UUID | None
    gateway_id: str | None
    subject: Mapping[str, Any]

    @property
    def relevant(self) -> bool:
        """Whether this service acts on events of this type."""
        return self.type.startswith(_RELEVANT) and self.type not in _IGNORED

    def applied_to(self, payment: Payment, now: datetime) -> Payment:
        """The payment after this event: with an inquiry requested, or with the flag of a dispute."""
        if self.type.startswith("charge.dispute."):
            return replace(payment, flag="disputed")  # in place of any earlier flag: orders must hear of it
        return payment if self._is_known(payment) else payment.request_inquiry(now)

    def _is_known(self, payment: Payment) -> bool:
        status = str(self.subject.get("status"))
        if self.type.startswith("payment_intent."):
            return payment.state in _KNOWN_BY.get(status, frozenset())
        if self.type.startswith("charge."):
            return payment.refunded == self.subject.get("amount_refunded")
        return any(
            refund.gateway_id == self.subject.get("id") and state_of_status(status) is refund.state
            for refund in payment.refunds
        )


def webhook_event(body: Mapping[str, Any]) -> WebhookEvent:
    """The event in the body of a webhook (https://docs.stripe.com/api/events/object). Raises ValueError."""
    try:
        subject = body["data"]["object"]
        is_intent = subject["object"] == "payment_intent"
        gateway_id = subject["id"] if is_intent else subject.get("payment_intent")
        return WebhookEvent(
            event_id=_identifier(body["id"]),
            type=_identifier(body["type"]),
            checkout_id=_uuid((subject.get("metadata") or {}).get("checkout_id")),
            gateway_id=_identifier(gateway_id) if gateway_id is not None else None,
            subject=subject,
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"this is no event: {type(error).__name__} {error}") from None


def _identifier(value: object) -> str:
    """An identifier of the gateway: printable ASCII, which PostgreSQL can store. Raises ValueError."""
    if not isinstance(value, str) or not (value.isascii() and value.isprintable()):
        raise ValueError(f"this is no identifier: {value!r}")
    return value


def _uuid(text: object) -> UUID | None:
    try:
        return UUID(str(text)) if text else None
    except ValueError:
        return None
