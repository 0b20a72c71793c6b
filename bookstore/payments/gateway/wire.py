"""The parts of Stripe's objects that this service reads; an answer of another form counts as no answer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from pydantic import BaseModel, Field, StrictInt, field_validator

from bookstore.payments.gateway import declines
from bookstore.payments.gateway.answers import (
    GatewayRefund,
    GatewayRefundStatus,
    IntentSnapshot,
    IntentStatus,
    ListedRefund,
)
from bookstore.platform.money import Currency, Money


class _PaymentError(BaseModel):
    code: str | None = None
    decline_code: str | None = None

    @property
    def shown(self) -> str:
        if self.code and self.code != "card_declined":
            return self.code
        return self.decline_code or declines.GENERIC


class _Redirect(BaseModel):
    url: str


class _Charge(BaseModel):
    """A charge (https://docs.stripe.com/api/charges/object), in place of its id where it is expanded."""

    amount_refunded: StrictInt


class _NextAction(BaseModel):
    redirect_to_url: _Redirect | None = None


class ListedIntent(BaseModel):
    """A payment intent of our account, made by this service or not: other intents may have unknown forms."""

    metadata: dict[str, str]

    @property
    def checkout_id(self) -> UUID | None:
        """The checkout of an intent of ours, else None."""
        return _uuid(self.metadata.get("checkout_id"))


class IntentBody(ListedIntent):
    """A payment intent of ours (https://docs.stripe.com/api/payment_intents/object)."""

    id: str = Field(min_length=1)
    status: IntentStatus
    amount: StrictInt
    currency: Currency
    amount_received: StrictInt
    last_payment_error: _PaymentError | None = None
    next_action: _NextAction | None = None
    latest_charge: _Charge | str | None = None

    @field_validator("currency", mode="before")
    @classmethod
    def _upper(cls, value: Any) -> Any:
        return value.upper() if isinstance(value, str) else value

    @property
    def intent(self) -> IntentSnapshot:
        """The same as a value of this service."""
        error, amount = self.last_payment_error, Money(self.amount, self.currency)
        redirect = self.next_action.redirect_to_url if self.next_action else None
        charge = self.latest_charge
        return IntentSnapshot(
            self.id,
            self.status,
            amount,
            self.amount_received,
            error.shown if error else None,
            redirect.url if redirect else None,
            charge.amount_refunded if isinstance(charge, _Charge) else None,
        )


class RefundBody(BaseModel):
    """A refund (https://docs.stripe.com/api/refunds/object)."""

    id: str = Field(min_length=1)
    status: GatewayRefundStatus
    amount: StrictInt
    metadata: dict[str, str] | None = None

    @property
    def refund(self) -> GatewayRefund:
        """The same as a value of this service."""
        return GatewayRefund(self.id, self.status, self.amount, _uuid((self.metadata or {}).get("refund_id")))


class ListedRefundBody(BaseModel):
    """A refund of our account, made for a payment of ours or not: other refunds may have unknown forms."""

    id: str = Field(min_length=1)
    status: str | None = None
    payment_intent: str | None = None

    @property
    def listed(self) -> ListedRefund:
        """The same as a value of this service."""
        return ListedRefund(self.id, self.payment_intent, self.status or "")


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
