"""Orders and the reckoning charge the same for each parcel, and all parcels together the whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from bookstore.orders.errors import RefundTooLarge
from bookstore.orders.model import Order
from bookstore.orders.purchase import OrderLine, Totals
from bookstore.orders.refunds.refund import OrderRefund, RefundDestination
from bookstore.orders.rules.charges import left_to_ship
from bookstore.orders.rules.refunds import OrderRefundRequest
from bookstore.orders.warehouse.model import with_shipment
from bookstore.platform.money import Currency
from bookstore.platform.schemas import TaxMode
from environment.reckoning.bill import Bill, bill_of
from environment.reckoning.parcels import Parcel, charges_of_parcels
from environment.reckoning.refund import ReckonedRefund, RefundShare
from tests.bookstore.orders.ordered_books import LATER, NOW, PLACED, PURCHASE

_SKUS = ["9780441172719", "9780141439587", "9780141182803"]


@st.composite
def lines(draw: st.DrawFn, mode: TaxMode) -> tuple[OrderLine, ...]:
    """Up to three titles, discounted and taxed in any way that leaves something to pay."""
    found = []
    for sku in _SKUS[: draw(st.integers(1, 3))]:
        copies, price = draw(st.integers(1, 4)), draw(st.integers(50, 2_000))
        off = draw(st.integers(0, price))
        tax = draw(st.integers(0, min(price, copies * price - off)))
        found.append(OrderLine(sku, sku, copies, price, copies * price, off, tax, tax_mode=mode))
    return tuple(found)


@st.composite
def orders(draw: st.DrawFn) -> Order:
    """An order whose card is charged at shipment, of which gift cards gave a part."""
    mode = draw(st.sampled_from(TaxMode))
    bought, shipping = draw(lines(mode)), draw(st.integers(0, 700))
    goods, off, tax = (
        sum(getattr(line, name) for line in bought) for name in ("line_total", "discount", "tax")
    )
    total = goods - off + shipping + (tax if mode is TaxMode.ADDED else 0)
    totals = Totals(Currency.USD, goods, off, shipping, tax, mode, total)
    redeemed = draw(st.integers(0, max(0, total - 1)))
    paid: dict[str, Any] = {"payment_method": "card_on_shipment", "redeemed": redeemed}
    return replace(PLACED, purchase=replace(PURCHASE, lines=bought, totals=totals, **paid)).paid(0, NOW)


def _bill(order: Order) -> Bill:
    totals = vars(order.purchase.totals)
    return bill_of(totals, [vars(line) for line in order.purchase.lines])


@given(orders(), st.data())
def test_parcels_charge_what_the_reckoning_says_and_all_together_the_whole(
    order: Order, data: st.DataObject
) -> None:
    departures = list[Parcel | ReckonedRefund]()
    while any(left := {sku: count for sku, count in left_to_ship(order).items() if count}):
        sku = data.draw(st.sampled_from(sorted(left)))
        copies = {sku: data.draw(st.integers(1, left[sku]))}
        if order.shipped_at is not None and _costs_money(order, copies) and data.draw(st.booleans()):
            asked = OrderRefundRequest(uuid4(), "not in print", copies)
            shares = asked.shares(order)
            refund = OrderRefund(asked.refund_id, order.split.amount(shares), shares, "", NOW)
            known = len(order.refunds)
            order = order.with_refund(refund)
            departures += [_reckoned(each) for each in order.refunds[known:]]
        else:
            order = with_shipment(order, uuid4(), copies, LATER)
            departures.append(copies)
    charged = [parcel.charge for parcel in order.shipments]
    assert charged == charges_of_parcels(_bill(order), order.purchase.redeemed, departures)
    released = sum(each.amount for each in order.refunds if each.destination is RefundDestination.HOLD)
    assert sum(filter(None, charged)) + released == order.purchase.to_pay
    assert order.hold_left == 0


def _costs_money(order: Order, copies: Mapping[str, int]) -> bool:
    """Whether these copies can be given up: a refund is of money, and a discount may leave nothing to pay."""
    try:
        return order.split.amount(order.split.of_copies(copies, order.refunds)) > 0
    except RefundTooLarge:
        return False


def _reckoned(refund: OrderRefund) -> ReckonedRefund:
    shares = tuple(RefundShare(**vars(share)) for share in refund.shares)
    where = str(refund.destination)
    return ReckonedRefund(str(refund.refund_id), refund.amount, "refunded", shares, destination=where)
