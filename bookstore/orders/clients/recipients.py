"""The services that receive the messages of the outbox; a message that is not accepted is retried."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from bookstore.orders.clients import gift_cards
from bookstore.orders.clients.accepted import accepted, not_delivered_on_failure
from bookstore.orders.clients.bodies import (
    CloudEventBody,
    PaymentSummary,
    RefundAnswer,
    RefundInstruction,
    ReservationSummary,
    ReturnInstruction,
)
from bookstore.orders.clients.captures import charge_parcel
from bookstore.orders.messages.charges import CAPTURES
from bookstore.orders.messages.events import NOTIFICATIONS
from bookstore.orders.messages.outbox_messages import (
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
from bookstore.orders.messages.returns import RETURNS
from bookstore.orders.refunds.refund import OrderRefundState, RefundFailure
from bookstore.orders.rules.transfers import COPIES_MISSING
from bookstore.orders.service import OrderService
from bookstore.platform.http import ServiceClient
from bookstore.platform.outbox import MessageSender, NotDelivered, OutboxMessage
from bookstore.platform.schemas import MoneyBody

EVENT_TYPE = "application/cloudevents+json"  # CloudEvents HTTP binding 1.0.2, section 3.2


_REPORTED_STATES = ("pending", "refunded", "failed")
_REFUSED_FOR_GOOD: Mapping[str, RefundFailure] = {
    "refund-too-large": RefundFailure.TOO_LARGE,
    "not-refundable": RefundFailure.NOT_REFUNDABLE,
    "conflicting-request": RefundFailure.NOT_REFUNDABLE,
}


@dataclass(frozen=True)
class OutboxRecipients:
    """The clients of the services that orders sends messages to."""

    notifications: ServiceClient
    payments: ServiceClient
    inventory: ServiceClient
    pricing: ServiceClient

    def message_senders(self, orders: OrderService) -> Mapping[str, MessageSender]:
        """The function that delivers a message, by the destination of the message."""
        payments = self.payments
        senders: dict[str, Callable[[OutboxMessage], None]] = {
            NOTIFICATIONS: lambda message: self._deliver_event(message, orders),
            PAYMENTS: lambda message: self._reverse_payment(message, orders),
            REFUNDS: lambda message: self._refund(message, orders),
            CAPTURES: lambda message: charge_parcel(payments, message, orders),
            GIFT_CARDS: lambda message: gift_cards.release(payments, message, orders),
            GIFT_CARD_REFUNDS: lambda message: gift_cards.refund(payments, message, orders),
            SOLD_GIFT_CARDS: lambda message: gift_cards.sell(payments, message),
            VOIDED_GIFT_CARDS: lambda message: gift_cards.void(payments, message),
            INVENTORY: lambda message: self._restock(message, orders),
            RETURNS: self._return_copies,
            CONFIRMATIONS: lambda message: self._confirm(message, orders),
            PRICING: self._release_code,
            ERASED_MAILS: self._erase_mails,
            ERASED_REDEMPTIONS: self._erase_redemptions,
        }
        return {destination: not_delivered_on_failure(send) for destination, send in senders.items()}

    def _deliver_event(self, message: OutboxMessage, orders: OrderService) -> None:
        if not orders.may_deliver(message):
            raise NotDelivered("an earlier event of the same order has not arrived yet")
        event = CloudEventBody(message.payload)
        answer = self.notifications.call("POST", "/events", event, {"content-type": EVENT_TYPE})
        accepted(answer)

    def _reverse_payment(self, message: OutboxMessage, orders: OrderService) -> None:
        checkout_id = message.payload["checkout_id"]
        answer = self.payments.call("POST", f"/payments/{checkout_id}/return")
        payment = accepted(answer).read(PaymentSummary)
        if not payment.settled:
            raise NotDelivered(f"{answer.arrow}: the payment is still {payment.status}")
        # A reversal that the bank has sent back already is not made a second time.
        orders.record_payment_reversed(
            UUID(checkout_id), returned=payment.refunded, sent_back=not payment.fully_reversed
        )

    def _refund(self, message: OutboxMessage, orders: OrderService) -> None:
        """A refund whose outcome is not known yet is reported by payments later."""
        payload = message.payload
        failure = gift_cards.not_taken_back(self.payments, payload) if "gift_cards" in payload else None
        ids, amount = (UUID(payload["checkout_id"]), UUID(payload["refund_id"])), payload["amount"]
        if failure is None:
            money = MoneyBody(amount=amount, currency=payload["currency"])
            body = RefundInstruction(refund_id=ids[1], amount=money)
            answer = self.payments.call("POST", f"/payments/{ids[0]}/refunds", body)
            failure = _REFUSED_FOR_GOOD.get(answer.problem)
        if failure is not None:
            orders.record_refund_result(*ids, amount, OrderRefundState.FAILED, failure=failure)
            return
        reported = accepted(answer).read(RefundAnswer)
        if reported.state in _REPORTED_STATES:
            made, state = reported.amount.amount, OrderRefundState(reported.state)
            orders.record_refund_result(*ids, made, state, reported.reduced)

    def _confirm(self, message: OutboxMessage, orders: OrderService) -> None:
        """The copies of an order whose transfer has arrived are sold; they were reserved until then."""
        checkout_id = message.payload["checkout_id"]
        answer = self.inventory.call("POST", f"/reservations/{checkout_id}/confirmation")
        if answer.problem == "reservation-expired":
            orders.flag(UUID(checkout_id), COPIES_MISSING)  # the shop was down for days: a person decides
        else:
            accepted(answer)

    def _return_copies(self, message: OutboxMessage) -> None:
        """Copies that came back unharmed are on hand again, once for each return."""
        payload = {**message.payload}
        checkout_id = payload.pop("checkout_id")
        body = ReturnInstruction(**payload)
        accepted(self.inventory.call("POST", f"/reservations/{checkout_id}/returns", body))

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
        accepted(self.pricing.call("POST", f"/quotes/{payload['checkout_id']}/{outcome}"))

    def _erase_mails(self, message: OutboxMessage) -> None:
        """Mails that are still being tried go first: then notifications refuses, and is asked again."""
        accepted(self.notifications.call("POST", f"/mails/{message.payload['order_number']}/erasure"))

    def _erase_redemptions(self, message: OutboxMessage) -> None:
        accepted(self.pricing.call("POST", f"/quotes/{message.payload['checkout_id']}/erasure"))

    def _released(self, checkout_id: str) -> bool:
        reservation = accepted(self.inventory.call("GET", f"/reservations/{checkout_id}")).read(
            ReservationSummary
        )
        return reservation.state in ("released", "restocked")
