"""The services that receive the messages of the outbox; a message that is not accepted is retried."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from bookstore.orders.capture_client import charge_parcel
from bookstore.orders.charge_messages import CAPTURES
from bookstore.orders.client_bodies import (
    CloudEventBody,
    GiftCardRefundInstruction,
    GiftCardReturnInstruction,
    GiftCardSaleInstruction,
    PaymentSummary,
    RefundAnswer,
    RefundInstruction,
    ReservationSummary,
    ReturnInstruction,
)
from bookstore.orders.events import NOTIFICATIONS
from bookstore.orders.outbox_messages import (
    CONFIRMATIONS,
    ERASED_MAILS,
    ERASED_REDEMPTIONS,
    GIFT_CARD_REFUNDS,
    GIFT_CARDS,
    INVENTORY,
    PAYMENTS,
    PRICING,
    REFUNDS,
    SOLD_GIFT_CARDS,
    VOIDED_GIFT_CARDS,
)
from bookstore.orders.refunds import OrderRefundState
from bookstore.orders.return_messages import RETURNS
from bookstore.orders.service import OrderService
from bookstore.orders.transfers import COPIES_MISSING
from bookstore.platform.http import CallFailed, ServiceAnswer, ServiceClient
from bookstore.platform.outbox import MessageSender, NotDelivered, OutboxMessage
from bookstore.platform.schemas import MoneyBody, TitleQuantity

EVENT_TYPE = "application/cloudevents+json"  # CloudEvents HTTP binding 1.0.2, section 3.2


_REPORTED_STATES = ("pending", "refunded", "failed")
_REFUSED_FOR_GOOD = ("refund-too-large", "not-refundable", "conflicting-request")
_NOT_TAKEN_BACK = ("gift-card-spent", "already-returned", "conflicting-request")
_NOT_REFUNDED = ("refund-too-large", "no-such-redemption", "already-returned", "conflicting-request")


@dataclass(frozen=True)
class OutboxRecipients:
    """The clients of the services that orders sends messages to."""

    notifications: ServiceClient
    payments: ServiceClient
    inventory: ServiceClient
    pricing: ServiceClient

    def message_senders(self, orders: OrderService) -> Mapping[str, MessageSender]:
        """The function that delivers a message, by the destination of the message."""
        return {
            NOTIFICATIONS: _not_delivered_on_failure(lambda message: self._deliver_event(message, orders)),
            PAYMENTS: _not_delivered_on_failure(lambda message: self._reverse_payment(message, orders)),
            REFUNDS: _not_delivered_on_failure(lambda message: self._refund(message, orders)),
            CAPTURES: _not_delivered_on_failure(
                lambda message: charge_parcel(self.payments, message, orders)
            ),
            GIFT_CARDS: _not_delivered_on_failure(lambda message: self._release_gift_cards(message, orders)),
            GIFT_CARD_REFUNDS: _not_delivered_on_failure(
                lambda message: self._refund_to_gift_cards(message, orders)
            ),
            SOLD_GIFT_CARDS: _not_delivered_on_failure(self._sell_gift_cards),
            VOIDED_GIFT_CARDS: _not_delivered_on_failure(self._void_gift_cards),
            INVENTORY: _not_delivered_on_failure(lambda message: self._restock(message, orders)),
            RETURNS: _not_delivered_on_failure(self._return_copies),
            CONFIRMATIONS: _not_delivered_on_failure(lambda message: self._confirm(message, orders)),
            PRICING: _not_delivered_on_failure(self._release_code),
            ERASED_MAILS: _not_delivered_on_failure(self._erase_mails),
            ERASED_REDEMPTIONS: _not_delivered_on_failure(self._erase_redemptions),
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
        if not payment.settled:
            raise NotDelivered(f"{answer.arrow}: the payment is still {payment.status}")
        # A reversal that the bank has sent back already is not made a second time.
        orders.record_payment_reversed(
            UUID(checkout_id), returned=payment.refunded, sent_back=not payment.fully_reversed
        )

    def _refund(self, message: OutboxMessage, orders: OrderService) -> None:
        """A refund whose outcome is not known yet is reported by payments later."""
        payload = message.payload
        if "gift_cards" in payload and not self._take_back(payload):
            ids, failed = (UUID(payload["checkout_id"]), UUID(payload["refund_id"])), OrderRefundState.FAILED
            orders.record_refund_result(*ids, payload["amount"], failed)
            return
        amount = MoneyBody(amount=payload["amount"], currency=payload["currency"])
        body = RefundInstruction(refund_id=UUID(payload["refund_id"]), amount=amount)
        answer = self.payments.call("POST", f"/payments/{payload['checkout_id']}/refunds", body)
        if answer.problem in _REFUSED_FOR_GOOD:
            made, state = amount.amount, OrderRefundState.FAILED
        else:
            reported = _accepted(answer).read(RefundAnswer)
            if reported.state not in _REPORTED_STATES:
                return
            made, state = reported.amount.amount, OrderRefundState(reported.state)
        orders.record_refund_result(UUID(payload["checkout_id"]), body.refund_id, made, state)

    def _take_back(self, payload: Mapping[str, Any]) -> bool:
        """Whether nothing of the gift cards was spent; then nothing is left of them."""
        lines = tuple(TitleQuantity(sku=sku, quantity=count) for sku, count in payload["gift_cards"].items())
        body = GiftCardReturnInstruction(refund_id=UUID(payload["refund_id"]), lines=lines)
        answer = self.payments.call("POST", f"/gift-card-sales/{payload['checkout_id']}/returns", body)
        if answer.problem in _NOT_TAKEN_BACK:
            return False
        return _accepted(answer).accepted

    def _release_gift_cards(self, message: OutboxMessage, orders: OrderService) -> None:
        checkout_id = message.payload["checkout_id"]
        _accepted(self.payments.call("POST", f"/redemptions/{checkout_id}/release"))
        orders.record_gift_cards_released(UUID(checkout_id))

    def _refund_to_gift_cards(self, message: OutboxMessage, orders: OrderService) -> None:
        """Gift cards have the money as soon as payments accepts: no bank can send it back."""
        payload = message.payload
        body = GiftCardRefundInstruction(refund_id=UUID(payload["refund_id"]), amount=payload["amount"])
        answer = self.payments.call("POST", f"/redemptions/{payload['checkout_id']}/refunds", body)
        state = OrderRefundState.REFUNDED
        if answer.problem in _NOT_REFUNDED:
            state = OrderRefundState.FAILED
        else:
            _accepted(answer)
        orders.record_refund_result(UUID(payload["checkout_id"]), body.refund_id, body.amount, state)

    def _sell_gift_cards(self, message: OutboxMessage) -> None:
        """An order that was canceled in the meantime gets no gift cards: theirs are void already."""
        payload = message.payload
        body = GiftCardSaleInstruction(currency=payload["currency"], lines=payload["lines"])
        answer = self.payments.call("PUT", f"/gift-card-sales/{payload['checkout_id']}", body)
        if answer.problem != "already-returned":
            _accepted(answer)

    def _void_gift_cards(self, message: OutboxMessage) -> None:
        _accepted(self.payments.call("POST", f"/gift-card-sales/{message.payload['checkout_id']}/void"))

    def _confirm(self, message: OutboxMessage, orders: OrderService) -> None:
        """The copies of an order whose transfer has arrived are sold; they were reserved until then."""
        checkout_id = message.payload["checkout_id"]
        answer = self.inventory.call("POST", f"/reservations/{checkout_id}/confirmation")
        if answer.problem == "reservation-expired":
            orders.flag(UUID(checkout_id), COPIES_MISSING)  # the shop was down for days: a person decides
        else:
            _accepted(answer)

    def _return_copies(self, message: OutboxMessage) -> None:
        """Copies that came back unharmed are on hand again, once for each return."""
        payload = {**message.payload}
        checkout_id = payload.pop("checkout_id")
        body = ReturnInstruction(**payload)
        _accepted(self.inventory.call("POST", f"/reservations/{checkout_id}/returns", body))

    def _restock(self, message: OutboxMessage, orders: OrderService) -> None:
        checkout_id = message.payload["checkout_id"]
        answer = self.inventory.call("POST", f"/reservations/{checkout_id}/restock")
        # A checkout that was canceled releases its reservation itself: then nothing is left to restock.
        if not answer.accepted and not self._released(checkout_id):
            raise NotDelivered(f"{answer.arrow}: refused: {answer.status} {answer.problem}")
        orders.record_copies_restocked(UUID(checkout_id))

    def _release_code(self, message: OutboxMessage) -> None:
        """Release the code of an unpaid order; for a canceled one pricing decides by the code's terms."""
        payload = message.payload
        outcome = payload.get("act", "cancellation")
        _accepted(self.pricing.call("POST", f"/quotes/{payload['checkout_id']}/{outcome}"))

    def _erase_mails(self, message: OutboxMessage) -> None:
        """Mails that are still being tried go first: then notifications refuses, and is asked again."""
        _accepted(self.notifications.call("POST", f"/mails/{message.payload['order_number']}/erasure"))

    def _erase_redemptions(self, message: OutboxMessage) -> None:
        _accepted(self.pricing.call("POST", f"/quotes/{message.payload['checkout_id']}/erasure"))

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
