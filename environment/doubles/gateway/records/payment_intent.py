"""A payment intent: one payment, from its creation to success or cancellation."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from enum import Enum

from environment.doubles.gateway.errors import JsonObject
from environment.doubles.gateway.records.states import next_state


class PaymentIntentStatus(Enum):
    """Source: https://docs.stripe.com/payments/paymentintents/lifecycle"""

    REQUIRES_PAYMENT_METHOD = "requires_payment_method"
    REQUIRES_CONFIRMATION = "requires_confirmation"
    REQUIRES_ACTION = "requires_action"
    REQUIRES_CAPTURE = "requires_capture"
    SUCCEEDED = "succeeded"
    CANCELED = "canceled"


_S = PaymentIntentStatus
TRANSITIONS: dict[PaymentIntentStatus, frozenset[PaymentIntentStatus]] = {
    _S.REQUIRES_PAYMENT_METHOD: frozenset(
        {_S.REQUIRES_CONFIRMATION, _S.REQUIRES_ACTION, _S.REQUIRES_CAPTURE, _S.SUCCEEDED, _S.CANCELED}
    ),
    _S.REQUIRES_CONFIRMATION: frozenset(
        {_S.REQUIRES_PAYMENT_METHOD, _S.REQUIRES_ACTION, _S.REQUIRES_CAPTURE, _S.SUCCEEDED, _S.CANCELED}
    ),
    _S.REQUIRES_ACTION: frozenset(
        {_S.REQUIRES_PAYMENT_METHOD, _S.REQUIRES_CONFIRMATION, _S.REQUIRES_CAPTURE, _S.SUCCEEDED, _S.CANCELED}
    ),
    _S.REQUIRES_CAPTURE: frozenset({_S.SUCCEEDED, _S.CANCELED}),
    _S.SUCCEEDED: frozenset(),
    _S.CANCELED: frozenset(),
}
CONFIRMABLE = (_S.REQUIRES_PAYMENT_METHOD, _S.REQUIRES_CONFIRMATION, _S.REQUIRES_ACTION)
CANCELABLE = (_S.REQUIRES_PAYMENT_METHOD, _S.REQUIRES_CAPTURE, _S.REQUIRES_CONFIRMATION, _S.REQUIRES_ACTION)
CAPTURABLE = (_S.REQUIRES_CAPTURE,)


_ALWAYS_NULL: JsonObject = dict.fromkeys(
    (
        "application",
        "application_fee_amount",
        "customer_account",
        "on_behalf_of",
        "payment_method_configuration_details",
        "processing",
        "review",
        "source",
        "transfer_data",
    )
)
"""Fields that a bookstore does not use: always null."""


@dataclass(slots=True)
class PaymentIntentRecord:
    """Amounts are in minor units of `currency`, times in seconds since the epoch."""

    id: str
    created: int
    amount: int
    currency: str
    client_secret: str
    capture_method: str = "automatic_async"
    confirmation_method: str = "automatic"
    payment_method_types: list[str] = field(default_factory=lambda: ["card", "link"])
    allowed_payment_method_types: list[str] | None = None
    excluded_payment_method_types: list[str] | None = None
    automatic_payment_methods: JsonObject | None = None
    payment_method_options: JsonObject | None = None
    customer: str | None = None
    description: str | None = None
    metadata: dict[str, str] = field(default_factory=dict)
    receipt_email: str | None = None
    shipping: JsonObject | None = None
    setup_future_usage: str | None = None
    statement_descriptor: str | None = None
    statement_descriptor_suffix: str | None = None
    transfer_group: str | None = None
    status: PaymentIntentStatus = PaymentIntentStatus.REQUIRES_PAYMENT_METHOD
    payment_method: str | None = None
    latest_charge: str | None = None
    last_payment_error: JsonObject | None = None
    next_action: JsonObject | None = None
    amount_capturable: int = 0
    amount_received: int = 0
    canceled_at: int | None = None
    cancellation_reason: str | None = None
    authenticated: str | None = None
    """The id of the payment method for which the customer has authenticated."""
    bank_return_url: str | None = None
    """Where the bank's page sends the customer back to, also once the challenge is over."""

    def transition_to(self, to: PaymentIntentStatus) -> None:
        """Raises InvalidTransition for a step that is not in TRANSITIONS."""
        self.status = next_state(self.id, TRANSITIONS, self.status, to)

    @property
    def asks_for_several_captures(self) -> bool:
        """Whether it is captured manually, and in parts where its card allows that."""
        card = (self.payment_method_options or {}).get("card", {})
        return self.capture_method == "manual" and card.get("request_multicapture") == "if_available"

    def copy_from(self, draft: PaymentIntentRecord) -> None:
        """Take over every field of the draft."""
        for each in fields(self):
            setattr(self, each.name, getattr(draft, each.name))

    def to_json(self) -> JsonObject:
        """The payment intent as Stripe's API returns it."""
        return _ALWAYS_NULL | {
            "id": self.id,
            "object": "payment_intent",
            "allowed_payment_method_types": self.allowed_payment_method_types,
            "amount": self.amount,
            "amount_capturable": self.amount_capturable,
            "amount_details": {"tip": {}},
            "amount_received": self.amount_received,
            "automatic_payment_methods": self.automatic_payment_methods,
            "canceled_at": self.canceled_at,
            "cancellation_reason": self.cancellation_reason,
            "capture_method": self.capture_method,
            "client_secret": self.client_secret,
            "confirmation_method": self.confirmation_method,
            "created": self.created,
            "currency": self.currency,
            "customer": self.customer,
            "description": self.description,
            "excluded_payment_method_types": self.excluded_payment_method_types,
            "last_payment_error": self.last_payment_error,
            "latest_charge": self.latest_charge,
            "livemode": False,
            "metadata": self.metadata,
            "next_action": self.next_action,
            "payment_method": self.payment_method,
            "payment_method_options": self.payment_method_options,
            "payment_method_types": self.payment_method_types,
            "receipt_email": self.receipt_email,
            "setup_future_usage": self.setup_future_usage,
            "shipping": self.shipping,
            "statement_descriptor": self.statement_descriptor,
            "statement_descriptor_suffix": self.statement_descriptor_suffix,
            "status": self.status.value,
            "transfer_group": self.transfer_group,
        }
