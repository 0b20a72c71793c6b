"""The messages that orders stores in its outbox: requests to other services, and events.

Each message id is derived from the checkout: the same change never stores two different messages.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from bookstore.orders.messages.charges import charge_messages
from bookstore.orders.messages.events import NOTIFICATIONS, message_id, order_event, titled
from bookstore.orders.messages.exchanges import exchange_messages
from bookstore.orders.messages.returns import return_messages
from bookstore.orders.model import NOT_PAID_IN_TIME, Order
from bookstore.orders.refunds.not_taken_back import gift_cards_of
from bookstore.orders.refunds.refund import OrderRefund, OrderRefundState, RefundDestination
from bookstore.orders.shipments.shipment import OrderShipment
from bookstore.orders.states import SOLD, UNPAID, OrderState
from bookstore.platform.outbox import OutboxMessage
from bookstore.platform.schemas import PaymentMethodKind

PAYMENTS, INVENTORY, PRICING = "payments", "inventory", "pricing"
REFUNDS = "payments, refunds"  # also to the payments service, but not a reversal
GIFT_CARDS = "payments, gift cards"  # all of a redemption goes back
SOLD_GIFT_CARDS = "payments, sale of gift cards"
VOIDED_GIFT_CARDS = "payments, void of gift cards"
GIFT_CARD_REFUNDS = "payments, refunds to gift cards"  # a part of it goes back with a refund
ERASED_MAILS = "notifications, erasure"
ERASED_REDEMPTIONS = "pricing, erasure"
_REFUNDED_AT = {RefundDestination.PAYMENT: REFUNDS, RefundDestination.GIFT_CARDS: GIFT_CARD_REFUNDS}
CONFIRMATIONS = "inventory, confirmations"  # also to inventory, but not a restock


def outbox_messages(before: Order | None, after: Order) -> list[OutboxMessage]:
    """The messages that follow from the change of the order from `before` (None: it is new) to `after`.

    Of an order whose person was erased there is nobody left to tell.
    """
    messages = _messages(before, after)
    return [each for each in messages if after.erased_at is None or each.destination != NOTIFICATIONS]


def _messages(before: Order | None, after: Order) -> list[OutboxMessage]:
    if before is not None and before.state is after.state:
        refunds = [message for one in after.refunds for message in _refund_messages(before, after, one)]
        moved = [
            *charge_messages(before, after),
            *_shipment_events(before, after),
            *return_messages(before, after),
            *exchange_messages(before, after),
        ]
        return [*refunds, *moved, *_transfer_events(before, after), *_address_events(before, after)]
    if after.state in UNPAID:
        kind, missing = event_of_acceptance(after.purchase.payment_method), {"missing": after.purchase.to_pay}
        return [order_event(kind, after, after.placed_at, about=missing)]
    if after.state is OrderState.PAID:
        if before is not None and before.refunds != after.refunds:  # nothing is owed any more
            return [message for one in after.refunds for message in _refund_messages(before, after, one)]
        return _messages_of_paid(after)
    if after.state is OrderState.CANCELING:
        asked = [_request(each, after.checkout_id) for each in (*_void(after), *_destinations(after))]
        return [*asked, *_codes(after)]
    return _messages_of_canceled(before, after) if after.state is OrderState.CANCELED else []


def _sale(order: Order) -> list[OutboxMessage]:
    """The request to issue what was bought as gift cards: as many as there are copies, over their price."""
    lines = [
        {"sku": line.sku, "quantity": line.quantity, "amount": line.unit_price}
        for line in order.purchase.lines
        if line.kind.is_money
    ]
    payload = {
        "checkout_id": str(order.checkout_id),
        "currency": order.purchase.totals.currency,
        "lines": lines,
    }
    named = message_id(SOLD_GIFT_CARDS, order.checkout_id)
    return [OutboxMessage(named, SOLD_GIFT_CARDS, payload)] if lines else []


def _void(order: Order) -> list[str]:
    """What goes before the money of a canceled order: nothing is left of the gift cards it has bought."""
    sold = order.paid_at is not None and any(line.kind.is_money for line in order.purchase.lines)
    return [VOIDED_GIFT_CARDS] if sold else []


def event_of_acceptance(payment_method: str) -> str:
    """The first event about an order that is paid by transfer."""
    return "order.owed" if payment_method == PaymentMethodKind.INVOICE else "order.awaiting_transfer"


def _messages_of_paid(after: Order) -> list[OutboxMessage]:
    """Copies that waited for a transfer are sold now; what was owed on invoice has left or is under way."""
    if after.purchase.on_invoice:
        return [order_event("order.settled", after, after.paid_at)]
    sold = [_request(CONFIRMATIONS, after.checkout_id)] if after.purchase.transfer else []
    return [*sold, *_sale(after), order_event("order.paid", after, after.paid_at)]


def _messages_of_canceled(before: Order | None, after: Order) -> list[OutboxMessage]:
    """The event for the customer, who never had an order that was canceled while it was being placed."""
    if before is not None and before.state is OrderState.CANCELING:
        lapsed = after.paid_at is None and after.reason == NOT_PAID_IN_TIME
        return [order_event("order.lapsed" if lapsed else "order.canceled", after, after.canceled_at)]
    if after.reason != NOT_PAID_IN_TIME:
        return []
    # Its checkout may never come back to compensate: payment, redemption, reservation and codes are released.
    held = [PAYMENTS, *_redeemed(after), INVENTORY]
    return [*(_request(destination, after.checkout_id) for destination in held), *_codes(after)]


def _transfer_events(before: Order, after: Order) -> list[OutboxMessage]:
    """The events about a transfer that was too little, and about one that is overdue."""
    missing = after.missing
    about, found = {"missing": missing}, []
    if after.received > before.received:
        found.append(order_event("order.underpaid", after, None, missing, about))
    if after.reminded_at != before.reminded_at:
        found.append(order_event("order.overdue", after, after.reminded_at, about=about))
    return found


def _address_events(before: Order, after: Order) -> list[OutboxMessage]:
    """The event about another address."""
    count = len(after.former_addresses)
    if count <= len(before.former_addresses):
        return []
    changed_at = datetime.fromisoformat(after.former_addresses[-1]["until"])
    return [order_event("order.address_changed", after, changed_at, count, {"address_change": count})]


def _refund_messages(before: Order, after: Order, refund: OrderRefund) -> list[OutboxMessage]:
    """The request for a refund, or the event about it; for a canceled order only that it was sent back."""
    known = next((one for one in before.refunds if one.refund_id == refund.refund_id), None)
    sent_back = not refund.counts and (known is None or known.paid_out)
    if known == refund or not (after.state in SOLD or sent_back):
        return []
    name, found = f"refund {refund.refund_id}", []
    if refund.state is OrderRefundState.REQUESTED:
        currency = after.purchase.totals.currency
        refund_fields = {"refund_id": str(refund.refund_id), "amount": refund.amount, "currency": currency}
        payload = {"checkout_id": str(after.checkout_id), **refund_fields, **_taken_back(after, refund)}
        return [OutboxMessage(message_id(name, after.checkout_id), _REFUNDED_AT[refund.destination], payload)]
    found += _reductions(after, known, refund)
    if refund.paid_out and refund.given_back and not (known and known.paid_out):
        found.append(_refund_event("order.refunded", after, refund))
    # of a refund that the gateway refused at once, the customer was never told
    if refund.state is OrderRefundState.FAILED and (known is None or known.paid_out):
        found.append(_refund_event("order.refund_failed", after, refund))
    return found


def _reductions(order: Order, known: OrderRefund | None, refund: OrderRefund) -> list[OutboxMessage]:
    """The event that less is owed on invoice; what of the refund goes back has an event of its own."""
    if refund.reduced == (known.reduced if known else 0):
        return []
    taken_off = {"refund_id": str(refund.refund_id), "amount": refund.reduced}
    about = {"refund": taken_off, "missing": order.missing}
    return [order_event("order.reduced", order, refund.settled_at, refund.refund_id, about)]


def _taken_back(order: Order, refund: OrderRefund) -> Mapping[str, Any]:
    """The gift cards that payments takes back before the money goes back, where the refund is of some."""
    cards = gift_cards_of(order.purchase.lines, refund.shares)
    return {"gift_cards": cards} if cards else {}


def _shipment_events(before: Order, after: Order) -> list[OutboxMessage]:
    """The event about each shipment that was added, with the address at this moment."""
    return [
        order_event(
            "order.shipped",
            after,
            shipment.shipped_at,
            shipment.shipment_id,
            {"shipment": _parcel(after, shipment), **_still_owed(after)},
        )
        for shipment in after.shipments[len(before.shipments) :]
    ]


def _still_owed(order: Order) -> Mapping[str, int]:
    """What the customer has still to pay for copies that leave on invoice."""
    return {"missing": order.missing} if order.state is OrderState.OWED else {}


def _parcel(order: Order, shipment: OrderShipment) -> Mapping[str, Any]:
    charge = {} if shipment.charge is None else {"charge": shipment.charge}
    return {"shipment_id": str(shipment.shipment_id), "lines": titled(order, shipment.copies), **charge}


def erasure_messages(order: Order) -> list[OutboxMessage]:
    """The requests to the services that have learned from orders who the person is."""
    about = {"checkout_id": str(order.checkout_id), "order_number": order.order_number}
    told = [ERASED_MAILS, *([ERASED_REDEMPTIONS] if order.purchase.discount_codes else [])]
    return [OutboxMessage(message_id(each, order.checkout_id), each, about) for each in told]


def _destinations(order: Order) -> list[str]:
    money = [] if order.money_back_at else [PAYMENTS]
    return [*money, *_redeemed(order), INVENTORY]


def _redeemed(order: Order) -> list[str]:
    return [GIFT_CARDS] if order.purchase.redeemed else []


def _codes(order: Order) -> list[OutboxMessage]:
    """What becomes of the codes: pricing decides by their terms, unless the order was never paid."""
    if not order.purchase.discount_codes:
        return []
    checkout_id = order.checkout_id
    return [_release(checkout_id) if order.paid_at is None else _request(PRICING, checkout_id)]


def _release(checkout_id: UUID) -> OutboxMessage:
    """Release the codes in any case, since an unpaid order is no use of them."""
    return OutboxMessage(
        message_id("release", checkout_id), PRICING, {"checkout_id": str(checkout_id), "act": "release"}
    )


def _request(destination: str, checkout_id: UUID) -> OutboxMessage:
    return OutboxMessage(message_id(destination, checkout_id), destination, {"checkout_id": str(checkout_id)})


def _refund_event(kind: str, order: Order, refund: OrderRefund) -> OutboxMessage:
    about = {
        "refund_id": str(refund.refund_id),
        "amount": refund.given_back,
        "destination": refund.destination,
    }
    return order_event(kind, order, refund.settled_at, refund.refund_id, {"refund": about})
