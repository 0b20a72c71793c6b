"""A charge: what one attempt did to the card."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from environment.doubles.gateway.errors import JsonObject
from environment.doubles.gateway.records.states import next_state

AUTHORIZATION_SECONDS = 7 * 24 * 3600
"""How long a hold stands (https://docs.stripe.com/payments/place-a-hold-on-a-payment-method)."""


class ChargeState(Enum):
    """Stripe shows three statuses; the flags captured, refunded and expired make these five of them."""

    FAILED = "failed"
    HELD = "held"
    RELEASED = "released"
    EXPIRED = "expired"
    CAPTURED = "captured"


TRANSITIONS: dict[ChargeState, frozenset[ChargeState]] = {
    ChargeState.HELD: frozenset({ChargeState.CAPTURED, ChargeState.RELEASED, ChargeState.EXPIRED}),
    ChargeState.FAILED: frozenset(),
    ChargeState.RELEASED: frozenset(),
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
"""What Stripe has and a bookstore does not use: always null here."""


@dataclass(slots=True)
class ChargeRecord:
    """Amounts are minor units of `currency`; times are seconds since the epoch."""

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

    def transition_to(self, to: ChargeState) -> None:
        """Raises ForbiddenMove when the table of moves does not have it."""
        self.state = next_state(self.id, TRANSITIONS, self.state, to)

    @property
    def captured(self) -> bool:
        return self.state is ChargeState.CAPTURED

    @property
    def refundable(self) -> int:
        """What can still be given back, in minor units."""
        return self.amount_captured - self.amount_refunded

    def to_json(self) -> JsonObject:
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
            "disputed": False,
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
        held = self.state is ChargeState.HELD
        until = {"capture_before": self.created + AUTHORIZATION_SECONDS} if held else {}
        return self.card | {"amount_authorized": self.amount} | until
