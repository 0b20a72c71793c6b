"""Those whom orders tells and asks, as the outbox sees them: each takes a message, or it is sent again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from pydantic import RootModel

from bookstore.orders.outbox_messages import INVENTORY, NOTIFICATIONS, PAYMENTS, PRICING, REFUNDS
from bookstore.orders.refunds import OrderRefundState
from bookstore.orders.service import OrderService
from bookstore.platform.http import CallFailed, ServiceAnswer, ServiceClient
from bookstore.platform.outbox import MessageSender, NotDelivered, OutboxMessage
from bookstore.platform.schemas import MoneyBody, ReplyBody, RequestBody

EVENT_TYPE = "application/cloudevents+json"  # CloudEvents HTTP binding 1.0.2, section 3.2


_REPORTED_STATES = ("pending", "refunded", "failed")
_REFUSED_FOR_GOOD = ("refund-too-large", "not-refundable", "conflicting-request")


class CloudEventBody(RootModel[dict[str, Any]]):
    """A stored event, sent as it is."""


class PaymentSummary(ReplyBody):
    """What is read of a payment. A status that ends in -ing is not settled yet."""

    status: str
    captured: int
    refunded: int

    @property
    def returned(self) -> bool:
        """Whether the customer has paid nothing in the end, and nothing is held either."""
        settled = not self.status.endswith("ing") and self.status != "authorized"
        return settled and self.captured <= self.refunded

    @property
    def not_captured(self) -> bool:
        """Whether it is certain that the customer has paid nothing: what is held can be given up."""
        return not self.status.endswith("ing") and self.captured <= self.refunded


class RefundInstruction(RequestBody):
    """Give so much back; the id makes a repeated request harmless."""

    refund_id: UUID
    amount: MoneyBody


class RefundAnswer(ReplyBody):
    """What is read of a refund: refunding, pending, refunded or failed."""

    state: str


class ReservationSummary(ReplyBody):
    """What is read of a reservation."""

    state: str


@dataclass(frozen=True)
class OutboxRecipients:
    """The services orders sends messages to."""

    notifications: ServiceClient
    payments: ServiceClient
    inventory: ServiceClient
    pricing: ServiceClient

    def message_senders(self, orders: OrderService) -> Mapping[str, MessageSender]:
        """How a message of the outbox is delivered, by its destination."""
        return {
            NOTIFICATIONS: _not_delivered_on_failure(lambda message: self._deliver_event(message, orders)),
            PAYMENTS: _not_delivered_on_failure(lambda message: self._reverse_payment(message, orders)),
            REFUNDS: _not_delivered_on_failure(lambda message: self._refund(message, orders)),
            INVENTORY: _not_delivered_on_failure(lambda message: self._restock(message, orders)),
            PRICING: _not_delivered_on_failure(self._release_code),
        }

    def _deliver_event(self, message: OutboxMessage, orders: OrderService) -> None:
        if not orders.may_deliver(message):
            raise NotDelivered("an earlier event of the same order has not arrived yet")
        event = CloudEventBody(message.payload)
        answer = self.notifications.call("POST", "/events", event, {"content-type": EVENT_TYPE})
        _accepted(answer)

    def _reverse_payment(self, message: OutboxMessage, orders: OrderService) -> None:
        checkout_id = message.payload["checkout_id"]
        answer = self.payments.call("POST", f"/payments/{checkout_id}/return")
        payment = _accepted(answer).read(PaymentSummary)
        if not payment.returned:
            raise NotDelivered(f"{answer.arrow}: the payment is still {payment.status}")
        orders.record_money_returned(UUID(checkout_id))

    def _refund(self, message: OutboxMessage, orders: OrderService) -> None:
        """Payments tells later how a refund fares whose outcome it does not know yet."""
        told = message.payload
        amount = MoneyBody(amount=told["amount"], currency=told["currency"])
        body = RefundInstruction(refund_id=UUID(told["refund_id"]), amount=amount)
        answer = self.payments.call("POST", f"/payments/{told['checkout_id']}/refunds", body)
        if answer.problem in _REFUSED_FOR_GOOD:
            state = OrderRefundState.FAILED
        elif (said := _accepted(answer).read(RefundAnswer).state) in _REPORTED_STATES:
            state = OrderRefundState(said)
        else:
            return
        orders.with_refund_result(UUID(told["checkout_id"]), body.refund_id, amount.amount, state)

    def _restock(self, message: OutboxMessage, orders: OrderService) -> None:
        checkout_id = message.payload["checkout_id"]
        answer = self.inventory.call("POST", f"/reservations/{checkout_id}/restock")
        # A checkout that was called off releases its reservation by itself: nothing is left to restock then.
        if not answer.accepted and not self._released(checkout_id):
            raise NotDelivered(f"{answer.arrow}: refused: {answer.status} {answer.problem}")
        orders.record_copies_returned(UUID(checkout_id))

    def _release_code(self, message: OutboxMessage) -> None:
        """What a cancellation means is in the terms of the code; an unpaid order is no use of it at all."""
        told = message.payload
        outcome = told.get("act", "cancellation")
        _accepted(self.pricing.call("POST", f"/quotes/{told['checkout_id']}/{outcome}"))

    def _released(self, checkout_id: str) -> bool:
        reservation = _accepted(self.inventory.call("GET", f"/reservations/{checkout_id}")).read(
            ReservationSummary
        )
        return reservation.state in ("released", "restocked")


def _accepted(answer: ServiceAnswer) -> ServiceAnswer:
    if not answer.accepted:
        raise NotDelivered(f"{answer.arrow}: refused: {answer.status} {answer.problem}")
    return answer


def _not_delivered_on_failure(send: Callable[[OutboxMessage], None]) -> MessageSender:
    def sender(message: OutboxMessage) -> None:
        try:
            send(message)
        except CallFailed as failure:
            raise NotDelivered(str(failure)) from failure

    return sender
