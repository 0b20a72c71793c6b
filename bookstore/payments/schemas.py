"""The request and response bodies of the payments service."""

from __future__ import annotations

from typing import Self
from uuid import UUID

from pydantic import model_validator

from bookstore.payments.capture import PaymentCapture
from bookstore.payments.gateway import declines
from bookstore.payments.gateway.circuit_breaker import CircuitState
from bookstore.payments.model import Payment
from bookstore.payments.refund import PaymentRefund
from bookstore.payments.states import PaymentCaptureState, PaymentRefundState, PaymentState
from bookstore.platform.schemas import (
    EmailAddress,
    GatewayMethod,
    MoneyBody,
    PaymentToken,
    PositiveMoney,
    ReplyBody,
    RequestBody,
)


class PaymentRequest(RequestBody):
    """Authorize this amount (card) or charge it at once (wallet). The token stands for the card.

    A card on shipment is authorized for several captures, one a parcel.

    The mail address only tells another request from a repeated one: it is not stored.
    """

    amount: PositiveMoney
    method: GatewayMethod
    token: PaymentToken
    email: EmailAddress


class RefundRequest(RequestBody):
    """Refund this amount. The same refund_id is the same refund, and a repeated request is harmless."""

    refund_id: UUID
    amount: PositiveMoney


class CaptureRequest(RequestBody):
    """Capture this amount of the authorization. After a final one, the rest is released; only it may be 0."""

    amount: MoneyBody
    final: bool = False

    @model_validator(mode="after")
    def of_something(self) -> Self:
        """Refuse a capture of nothing that is not the last one."""
        if not (self.amount.amount or self.final):
            raise ValueError("only the last capture may be of nothing, which releases the rest")
        return self


class DeclineReply(ReplyBody):
    """Why the customer was not charged, in a sentence that the customer may see."""

    code: str
    message: str


class ActionReply(ReplyBody):
    """The bank's page on which the customer must confirm the payment."""

    url: str


class PaymentReply(ReplyBody):
    """A payment; `captured` and `refunded` in minor units.

    A status that ends in -ing is an outcome that is not known yet: it is being settled. `action_required`
    waits for the customer's `action`, or for a transfer by bank, which has none. `amount` is null where a
    reversal came before the payment. `received` is what has arrived of a transfer, also a part of it;
    `reduced` is what refunds have taken off it before it had arrived.
    """

    checkout_id: UUID
    status: PaymentState
    amount: MoneyBody | None
    captured: int
    refunded: int
    decline: DeclineReply | None
    action: ActionReply | None
    received: int
    reduced: int

    @classmethod
    def of(cls, payment: Payment) -> PaymentReply:
        """The payment as its callers see it."""
        decline = declines.decline_message(payment.decline_code) if payment.decline_code else None
        return cls(
            checkout_id=payment.checkout_id,
            status=payment.state,
            amount=MoneyBody.of(payment.amount),
            captured=payment.captured,
            refunded=payment.refunded,
            decline=DeclineReply(code=decline.code, message=decline.message) if decline else None,
            action=_action(payment),
            received=0,
            reduced=0,
        )

    @classmethod
    def never_requested(cls, checkout_id: UUID) -> PaymentReply:
        """The answer for a checkout whose reversal came before its payment."""
        return cls(
            checkout_id=checkout_id,
            status=PaymentState.VOIDED,
            amount=None,
            captured=0,
            refunded=0,
            decline=None,
            action=None,
            received=0,
            reduced=0,
        )


def _action(payment: Payment) -> ActionReply | None:
    waits = payment.state is PaymentState.ACTION_REQUIRED and payment.action_url
    return ActionReply(url=payment.action_url) if waits and payment.action_url else None


class CircuitReply(ReplyBody):
    """The state of the circuit to the gateway; while it is open, no payment is possible.

    `failures`: how many of the latest calls have failed in a row.
    """

    circuit: CircuitState
    failures: int


class RefundReply(ReplyBody):
    """A refund; `pending` is accepted by the gateway and not yet paid out.

    `reduced` minor units of it do not go back: they were taken off what is still owed on invoice.
    """

    refund_id: UUID
    checkout_id: UUID
    state: PaymentRefundState
    amount: MoneyBody
    reduced: int

    @classmethod
    def of(cls, payment: Payment, refund: PaymentRefund) -> RefundReply:
        """The refund as its callers see it."""
        amount = MoneyBody(amount=refund.amount, currency=payment.amount.currency)
        named = {"refund_id": refund.refund_id, "checkout_id": payment.checkout_id}
        return cls(**named, state=refund.state, amount=amount, reduced=0)


class CaptureReply(ReplyBody):
    """The capture of one parcel: capturing (not known yet), captured, or permanently refused."""

    capture_id: UUID
    checkout_id: UUID
    state: PaymentCaptureState
    amount: MoneyBody

    @classmethod
    def of(cls, payment: Payment, capture: PaymentCapture) -> CaptureReply:
        """The capture as its caller sees it."""
        amount = MoneyBody(amount=capture.amount, currency=payment.amount.currency)
        named = {"capture_id": capture.capture_id, "checkout_id": payment.checkout_id}
        return cls(**named, state=capture.state, amount=amount)
