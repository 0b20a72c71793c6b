"""What of an order may be exchanged, and what of it may be refunded then. Without I/O."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from bookstore.orders.errors import ConflictingRequest, CopiesExchanged, MoreThanCameBack, NotShippable
from bookstore.orders.exchanges.exchange import ExchangeState, OrderExchange, exchanged
from bookstore.orders.model import Order
from bookstore.orders.purchase import OrderLine
from bookstore.orders.returns.returned import returned
from bookstore.orders.shipments.shipment import sent_at_first


def with_exchange(order: Order, exchange_id: UUID, copies: Mapping[str, int], now: datetime) -> Order:
    """The order after this exchange was asked for; unchanged where this very one was asked for before.

    Raises ConflictingRequest where its id was used for other copies, NotShippable, MoreThanCameBack.
    """
    known = next((one for one in order.exchanges if one.exchange_id == exchange_id), None)
    if known is not None:
        if known.copies != copies:
            raise ConflictingRequest("this exchange was asked for other copies; the first request is valid")
        return order
    if order.erased_at is not None:
        raise NotShippable(f"order {order.order_number} has no address any more")
    if order.purchase.on_shipment:
        raise NotShippable(f"order {order.order_number} is charged at shipment: refund what came back")
    lines = {line.sku: line for line in order.purchase.lines}
    for sku, count in copies.items():
        most = _exchangeable(order, lines[sku]) if sku in lines else 0
        if count > most:
            raise MoreThanCameBack(f"at most {most} copies of {sku} can be exchanged", exchangeable=most)
    asked = OrderExchange(exchange_id, copies, now)
    return replace(order, exchanges=(*order.exchanges, asked), exchanged_at=order.exchanged_at or now)


def with_answer(order: Order, exchange_id: UUID, state: ExchangeState, now: datetime) -> Order:
    """The order after inventory has answered; unchanged where it had answered before."""
    answered = (
        one.with_state(state, now) if one.exchange_id == exchange_id else one for one in order.exchanges
    )
    return replace(order, exchanges=tuple(answered))


def demand_not_exchanged(order: Order, copies: Mapping[str, int] | None) -> None:
    """Raise CopiesExchanged where a refund of these copies, or of everything, is of some that were exchanged.

    Refunds and exchanges of a title are at most what was bought, or what came back where that is more: a
    replacement that came back may be refunded.
    """
    replaced, back, refunded = exchanged(order.exchanges), returned(order.returns), _refunded(order)
    for line in order.purchase.lines:
        count = replaced[line.sku]
        if not count:
            continue
        most = max(0, min(line.quantity, max(line.quantity, back[line.sku]) - count) - refunded[line.sku])
        wanted = line.quantity - refunded[line.sku] if copies is None else copies.get(line.sku, 0)
        if wanted > most:
            detail = f"{count} copies of {line.sku} were exchanged: at most {most} can be refunded"
            raise CopiesExchanged(detail, refundable=most)


def _exchangeable(order: Order, line: OrderLine) -> int:
    """The copies of the line that came back, and were neither exchanged nor refunded.

    Refunds count for copies that have never left before they count for those that came back.
    """
    if order.split.is_back(line.sku, order.refunds):
        return 0
    never_left = line.quantity - sent_at_first(order.shipments)[line.sku]
    refunded_back = max(0, _refunded(order)[line.sku] - never_left)
    back = returned(order.returns)[line.sku] - exchanged(order.exchanges)[line.sku]
    return max(0, back - refunded_back)


def _refunded(order: Order) -> Counter[str]:
    """How many copies of each title are refunded or are to be, by SKU."""
    found: Counter[str] = Counter()
    for refund in order.refunds:
        if refund.counts:
            found.update({share.part: share.quantity for share in refund.shares})
    return found
