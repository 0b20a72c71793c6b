"""A charge: the result of one payment attempt with a card."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from environment.doubles.gateway.errors import JsonObject
from environment.doubles.gateway.records.dispute import DisputeRecord
from environment.doubles.gateway.records.states import next_state

AUTHORIZATION_SECONDS = 7 * 24 * 3600
"""How long an authorization is valid (https://docs.stripe.com/payments/place-a-hold-on-a-payment-method)."""


class ChargeState(Enum):
    """Stripe shows a status, and flags for capture and expiry; together they are one of these states."""

    FAILED = "failed"
    AUTHORIZED = "authorized"
    CANCELED = "canceled"
    EXPIRED = "expired"
    CAPTURED = "captured"


TRANSITIONS: dict[ChargeState, frozenset[ChargeState]] = {
    ChargeState.AUTHORIZED: frozenset({ChargeState.CAPTURED, ChargeState.CANCELED, ChargeState.EXPIRED}),
    ChargeState.FAILED: frozenset(),
    ChargeState.CANCELED: frozenset(),
    ChargeState.EXPIRED: frozenset(),
    ChargeState.CAPTURED: frozenset(),
}


_ALWAYS_NULL: JsonObject = dict.fromkeys(
    (
        "application",
        "application_fee",
        "application_fee_amount",
        "failure_balance_transaction",
        "on_behalf_of",
        "receipt_number",
        "review",
        "source",
        "source_transfer",
        "statement_descriptor",
        "transfer_data",
    )
)
"""Fields that a bookstore does not use: always null."""


@dataclass(slots=True)
class ChargeRecord:
    """Amounts are in minor units of `currency`, times in seconds since the epoch.

    payment_intent, payment_method, customer: ids. card: `payment_method_details[card]`, but for the amount.
    """

    id: str
    created: int
    amount: int
    currency: str
    payment_intent: str
    payment_method: str
    state: ChargeState
    billing_details: JsonObject
    card: JsonObject
    outcome: JsonObject
    customer: str | None = None
    description: str | None = None
    metadata: dict[str, str] = field(default_factory=dict)
    receipt_email: str | None = None
    shipping: JsonObject | None = None
    statement_descriptor_suffix: str | None = None
    transfer_group: str | None = None
    failure_code: str | None = None
    failure_message: str | None = None
    amount_captured: int = 0
    amount_refunded: int = 0
    balance_transaction: str | None = None
    dispute: DisputeRecord | None = None
    captured_in_parts: bool = False
    """Whether several captures were asked for at its authorization, and its card allows them."""

    def transition_to(self, to: ChargeState) -> None:
        """Raises InvalidTransition for a step that is not in TRANSITIONS."""
        self.state = next_state(self.id, TRANSITIONS, self.state, to)

    @property
    def captured(self) -> bool:
        """Whether the charge is captured, in full or in part, and nothing of it is authorized any more."""
        return self.state is ChargeState.CAPTURED

    @property
    def refundable(self) -> int:
        """The part of the captured amount that is not refunded, in minor units."""
        return self.amount_captured - self.amount_refunded

    def to_json(self) -> JsonObject:
        """The charge as Stripe's API returns it."""
        failed = self.state is ChargeState.FAILED
        return _ALWAYS_NULL | {
            "id": self.id,
            "object": "charge",
            "amount": self.amount,
            "amount_captured": self.amount_captured,
            "amount_refunded": self.amount_refunded,
            "balance_transaction": self.balance_transaction,
            "billing_details": self.billing_details,
            "calculated_statement_descriptor": None if failed else "BOOKSTORE",
            "captured": self.captured,
            "created": self.created,
            "currency": self.currency,
            "customer": self.customer,
            "description": self.description,
            "disputed": self.dispute is not None,
            "failure_code": self.failure_code,
            "failure_message": self.failure_message,
            "fraud_details": {},
            "livemode": False,
            "metadata": self.metadata,
            "outcome": self.outcome,
            "paid": not failed,
            "payment_intent": self.payment_intent,
            "payment_method": self.payment_method,
            "payment_method_details": {"card": self._card(), "type": "card"},
            "radar_options": {},
            "receipt_email": self.receipt_email,
            "receipt_url": None if failed else f"https://pay.stripe.com/receipts/payment/{self.id}",
            "refunded": self.captured and 0 < self.amount_captured == self.amount_refunded,
            "shipping": self.shipping,
            "statement_descriptor_suffix": self.statement_descriptor_suffix,
            "status": "failed" if failed else "succeeded",
            "transfer_group": self.transfer_group,
        }

    def _card(self) -> JsonObject:
        authorized = self.state is ChargeState.AUTHORIZED
        deadline = {"capture_before": self.created + AUTHORIZATION_SECONDS} if authorized else {}
        parts = {"multicapture": {"status": "available" if self.captured_in_parts else "unavailable"}}
        return self.card | {"amount_authorized": self.amount} | deadline | parts
