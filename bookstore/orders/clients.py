"""Those whom orders tells and asks, as the outbox sees them: each takes a message, or it is sent again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from pydantic import RootModel

from bookstore.orders.outbox_messages import INVENTORY, NOTIFICATIONS, PAYMENTS, PRICING, REFUNDS
from bookstore.orders.refunds import RefundState
from bookstore.orders.service import Orders
from bookstore.platform.http import Answer, CallFailed, ServiceClient
from bookstore.platform.outbox import Message, NotDelivered, Sender
from bookstore.platform.schemas import MoneyBody, Reply, Request

EVENT_TYPE = "application/cloudevents+json"  # CloudEvents HTTP binding 1.0.2, section 3.2


_TOLD = ("pending", "refunded", "failed")
_NEVER_MADE = ("refund-too-large", "not-refundable", "conflicting-request")


class Event(RootModel[dict[str, Any]]):
    """A stored event, sent as it is."""


class Payment(Reply):
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
    def untaken(self) -> bool:
        """Whether it is certain that the customer has paid nothing: what is held can be given up."""
        return not self.status.endswith("ing") and self.captured <= self.refunded


class AskRefund(Request):
    """Give so much back; the id makes a repeated request harmless."""

    refund_id: UUID
    amount: MoneyBody


class RefundReply(Reply):
    """What is read of a refund: refunding, pending, refunded or failed."""

    state: str


class Reservation(Reply):
    """What is read of a reservation."""

    state: str


@dataclass(frozen=True)
class Correspondents:
    """The services orders sends messages to."""

    notifications: ServiceClient
    payments: ServiceClient
    inventory: ServiceClient
    pricing: ServiceClient

    def senders(self, orders: Orders) -> Mapping[str, Sender]:
        """How a message of the outbox is delivered, by its destination."""
        return {
            NOTIFICATIONS: _failing_softly(lambda message: self._tell(message, orders)),
            PAYMENTS: _failing_softly(lambda message: self._return_money(message, orders)),
            REFUNDS: _failing_softly(lambda message: self._refund(message, orders)),
            INVENTORY: _failing_softly(lambda message: self._restock(message, orders)),
            PRICING: _failing_softly(self._give_code_back),
        }

    def _tell(self, message: Message, orders: Orders) -> None:
        if not orders.may_tell(message):
            raise NotDelivered("an earlier event of the same order has not arrived yet")
        event = Event(message.payload)
        answer = self.notifications.call("POST", "/events", event, {"content-type": EVENT_TYPE})
        _accepted(answer)

    def _return_money(self, message: Message, orders: Orders) -> None:
        checkout_id = message.payload["checkout_id"]
        answer = self.payments.call("POST", f"/payments/{checkout_id}/return")
        payment = _accepted(answer).read(Payment)
        if not payment.returned:
            raise NotDelivered(f"{answer.arrow}: the payment is still {payment.status}")
        orders.money_is_back(UUID(checkout_id))

    def _refund(self, message: Message, orders: Orders) -> None:
        """Payments tells later how a refund fares whose outcome it does not know yet."""
        told = message.payload
        amount = MoneyBody(amount=told["amount"], currency=told["currency"])
        body = AskRefund(refund_id=UUID(told["refund_id"]), amount=amount)
        answer = self.payments.call("POST", f"/payments/{told['checkout_id']}/refunds", body)
        if answer.problem in _NEVER_MADE:
            state = RefundState.FAILED
        elif (said := _accepted(answer).read(RefundReply).state) in _TOLD:
            state = RefundState(said)
        else:
            return
        orders.refund_learned(UUID(told["checkout_id"]), body.refund_id, amount.amount, state)

    def _restock(self, message: Message, orders: Orders) -> None:
        checkout_id = message.payload["checkout_id"]
        answer = self.inventory.call("POST", f"/reservations/{checkout_id}/restock")
        # A checkout that was called off releases its reservation by itself: nothing is left to restock then.
        if not answer.accepted and not self._released(checkout_id):
            raise NotDelivered(f"{answer.arrow}: refused: {answer.status} {answer.problem}")
        orders.copies_are_back(UUID(checkout_id))

    def _give_code_back(self, message: Message) -> None:
        """What a cancellation means is in the terms of the code; an unpaid order is no use of it at all."""
        told = message.payload
        act = told.get("act", "cancellation")
        _accepted(self.pricing.call("POST", f"/quotes/{told['checkout_id']}/{act}"))

    def _released(self, checkout_id: str) -> bool:
        reservation = _accepted(self.inventory.call("GET", f"/reservations/{checkout_id}")).read(Reservation)
        return reservation.state in ("released", "restocked")


def _accepted(answer: Answer) -> Answer:
    if not answer.accepted:
        raise NotDelivered(f"{answer.arrow}: refused: {answer.status} {answer.problem}")
    return answer


def _failing_softly(send: Callable[[Message], None]) -> Sender:
    def sender(message: Message) -> None:
        try:
            send(message)
        except CallFailed as failure:
            raise NotDelivered(str(failure)) from failure

    return sender
