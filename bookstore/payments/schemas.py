"""Requests and answers of the payments service."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, StringConstraints

from bookstore.payments.gateway import declines
from bookstore.payments.gateway.circuit_breaker import CircuitState
from bookstore.payments.model import Payment
from bookstore.payments.refund import PaymentRefund
from bookstore.payments.states import PaymentRefundState, PaymentState
from bookstore.platform.schemas import EmailAddress, MoneyBody, PaymentMethod, ReplyBody, RequestBody


def _something(money: MoneyBody) -> MoneyBody:
    if money.amount == 0:
        raise ValueError("there is nothing to move")
    return money


Something = Annotated[MoneyBody, AfterValidator(_something)]
Token = Annotated[str, StringConstraints(pattern=r"^pm_[A-Za-z0-9_]{1,120}$")]


class PaymentRequest(RequestBody):
    """Authorize this amount (card) or charge it at once (wallet). The token stands for the card."""

    amount: Something
    method: PaymentMethod
    token: Token
    email: EmailAddress


class RefundRequest(RequestBody):
    """Give so much back. The same refund_id is the same refund, however often it is sent."""

    refund_id: UUID
    amount: Something


class DeclineReply(ReplyBody):
    """Why the customer was not charged, in words the customer may see."""

    code: str
    message: str


class ActionReply(ReplyBody):
    """What the customer must do before the payment can go on: answer the bank's challenge there."""

    url: str


class PaymentReply(ReplyBody):
    """A payment; `captured` and `refunded` in minor units.

    A status that ends in -ing is an outcome not known yet: it is being settled, ask again. `action_required`
    waits for the customer, who must do what `action` says. `amount` is null where the payment was called off
    before it was asked for.
    """

    checkout_id: UUID
    status: PaymentState
    amount: MoneyBody | None
    captured: int
    refunded: int
    decline: DeclineReply | None
    action: ActionReply | None

    @classmethod
    def of(cls, payment: Payment) -> PaymentReply:
        """The payment as its callers see it."""
        told = declines.told(payment.decline_code) if payment.decline_code else None
        return cls(
            checkout_id=payment.checkout_id,
            status=payment.state,
            amount=MoneyBody.of(payment.amount),
            captured=payment.captured,
            refunded=payment.refunded,
            decline=DeclineReply(code=told.code, message=told.message) if told else None,
            action=_action(payment),
        )

    @classmethod
    def never_requested(cls, checkout_id: UUID) -> PaymentReply:
        """A payment called off before anybody asked for it."""
        return cls(
            checkout_id=checkout_id,
            status=PaymentState.VOIDED,
            amount=None,
            captured=0,
            refunded=0,
            decline=None,
            action=None,
        )


def _action(payment: Payment) -> ActionReply | None:
    waits = payment.state is PaymentState.ACTION_REQUIRED and payment.action_url
    return ActionReply(url=payment.action_url) if waits and payment.action_url else None


class CircuitReply(ReplyBody):
    """How the circuit to the gateway is; while it is open nobody can pay."""

    circuit: CircuitState


class RefundReply(ReplyBody):
    """A refund; `pending` is taken by the gateway and not yet with the customer."""

    refund_id: UUID
    checkout_id: UUID
    state: PaymentRefundState
    amount: MoneyBody

    @classmethod
    def of(cls, payment: Payment, refund: PaymentRefund) -> RefundReply:
        """The refund as its callers see it."""
        amount = MoneyBody(amount=refund.amount, currency=payment.amount.currency)
        return cls(
            refund_id=refund.refund_id, checkout_id=payment.checkout_id, state=refund.state, amount=amount
        )
