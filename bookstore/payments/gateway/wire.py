"""The parts of Stripe's objects that this service reads; an answer of another form counts as no answer."""

from __future__ import annotations

from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, Field, StrictInt, model_validator

from bookstore.payments.gateway import declines
from bookstore.payments.gateway.answers import (
    GatewayRefund,
    GatewayRefundStatus,
    IntentSnapshot,
    IntentStatus,
    ListedRefund,
    RefusedIntent,
)
from bookstore.platform.money import Currency, Money

# Stripe writes currencies in lower case.
_Currency = Annotated[Currency, BeforeValidator(lambda sent: sent.upper() if isinstance(sent, str) else sent)]


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
    created: StrictInt

    @property
    def checkout_id(self) -> UUID | None:
        """The checkout of an intent of ours, else None."""
        return _uuid(self.metadata.get("checkout_id"))


class IntentBody(ListedIntent):
    """A payment intent of ours (https://docs.stripe.com/api/payment_intents/object)."""

    id: str = Field(min_length=1)
    status: IntentStatus
    amount: StrictInt = Field(gt=0)
    currency: _Currency
    amount_received: StrictInt = Field(ge=0)
    last_payment_error: _PaymentError | None = None
    next_action: _NextAction | None = None
    latest_charge: _Charge | str | None = None
    client_secret: str | None = None  # begins with the id

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Self:
        """Money is received where the intent has succeeded, and never more than its amount.

        Of an authorization that is captured in parts, a part may be received before.
        """
        if not (self.client_secret or f"{self.id}_").startswith(f"{self.id}_"):
            raise ValueError("the id and the client secret are of two payment intents")
        succeeded, received = self.status is IntentStatus.SUCCEEDED, self.amount_received > 0
        in_parts = self.status is IntentStatus.REQUIRES_CAPTURE and self.amount_received < self.amount
        if succeeded != received and not (received and in_parts):
            raise ValueError(f"{self.amount_received} received, and the status is {self.status}")
        charge = self.latest_charge
        refunded = charge.amount_refunded if isinstance(charge, _Charge) else 0
        if not 0 <= refunded <= self.amount_received <= self.amount:
            raise ValueError(f"{refunded} refunded of {self.amount_received} received of {self.amount}")
        return self

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


class _NamedIntent(BaseModel):
    id: str = Field(min_length=1)
    metadata: dict[str, str] | None = None


class RefusalBody(BaseModel):
    """The error of a refusal (https://docs.stripe.com/api/errors)."""

    type: str | None = None
    code: str | None = None
    decline_code: str | None = None
    param: str | None = None
    message: str | None = None
    payment_intent: _NamedIntent | None = None

    @property
    def about(self) -> RefusedIntent | None:
        """The payment intent that the refusal names, if it names one."""
        if self.payment_intent is None:
            return None
        metadata = self.payment_intent.metadata or {}
        return RefusedIntent(self.payment_intent.id, _uuid(metadata.get("checkout_id")))


class RefundBody(BaseModel):
    """A refund (https://docs.stripe.com/api/refunds/object)."""

    id: str = Field(min_length=1)
    status: GatewayRefundStatus
    amount: StrictInt = Field(gt=0)
    currency: _Currency
    payment_intent: str
    metadata: dict[str, str] | None = None

    @property
    def refund(self) -> GatewayRefund:
        """The same as a value of this service."""
        return GatewayRefund(self.id, self.status, self.amount, _uuid((self.metadata or {}).get("refund_id")))


class ListedRefundBody(BaseModel):
    """A refund of our account, made for a payment of ours or not: other refunds may have unknown forms."""

    id: str = Field(min_length=1)
    created: StrictInt
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
