"""Orders whose card is charged at shipment: what parcels charge, and what becomes of the rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from bookstore.orders.errors import AmountMismatch, NotRefundable, NotShippable
from bookstore.orders.messages.charges import CAPTURES
from bookstore.orders.messages.outbox_messages import outbox_messages
from bookstore.orders.messages.prerequisites import prerequisites
from bookstore.orders.model import Order
from bookstore.orders.refunds.refund import OrderRefund, RefundDestination
from bookstore.orders.rules.charges import CHARGE_REFUSED, HOLD_ENDED, with_charge_result, with_flag
from bookstore.orders.rules.refunds import OrderRefundRequest
from bookstore.orders.shipments.shipment import ParcelChargeState
from bookstore.orders.states import OrderState
from bookstore.orders.warehouse.model import with_shipment
from tests.bookstore.orders.ordered_books import PLACED, PURCHASE

NOW = datetime(2026, 2, 3, 10, tzinfo=UTC)
FIRST, SECOND, THIRD = UUID(int=11), UUID(int=12), UUID(int=13)
DUNE, HOBBIT = "9780441172719", "9780547928227"  # 2 copies for 1851 in all, 1 copy for 1169; 500 for shipping
HELD = replace(PLACED, purchase=replace(PURCHASE, payment_method="card_on_shipment")).paid(0, NOW)


def refunded(order: Order, copies: dict[str, int], amount: int | None = None) -> Order:
    asked = OrderRefundRequest(uuid4(), "not in print", copies, amount=amount)
    shares = asked.shares(order)
    return order.with_refund(OrderRefund(asked.refund_id, order.split.amount(shares), shares, "", NOW))


def charges(order: Order) -> list[int | None]:
    return [parcel.charge for parcel in order.shipments]


def asked(before: Order, after: Order) -> list[tuple[int, bool]]:
    messages = [one.payload for one in outbox_messages(before, after) if one.destination == CAPTURES]
    return [(one["amount"], one["final"]) for one in messages]


def test_an_order_is_paid_by_a_hold_of_which_nothing_is_captured() -> None:
    assert (HELD.state, HELD.captured, HELD.hold_left) == (OrderState.PAID, 0, 3520)
    with pytest.raises(AmountMismatch):
        replace(HELD, state=OrderState.PLACED, paid_at=None).paid(3520, NOW)


def test_the_first_parcel_has_the_shipping_and_the_last_one_the_rest() -> None:
    order = with_shipment(HELD, FIRST, {DUNE: 1}, NOW)
    order = with_shipment(order, SECOND, {DUNE: 1, HOBBIT: 1}, NOW)
    assert charges(order) == [925 + 500, 926 + 1169]
    assert order.hold_left == 0


def test_only_the_last_parcel_releases_the_rest() -> None:
    first = with_shipment(HELD, FIRST, {DUNE: 2}, NOW)
    assert asked(HELD, first) == [(2351, False)]
    assert asked(first, with_shipment(first, SECOND, {HOBBIT: 1}, NOW)) == [(1169, True)]


def test_a_capture_waits_for_those_of_earlier_parcels() -> None:
    first = with_shipment(HELD, FIRST, {DUNE: 2}, NOW)
    (earlier,) = [one for one in outbox_messages(HELD, first) if one.destination == CAPTURES]
    second = with_shipment(first, SECOND, {HOBBIT: 1}, NOW)
    (later,) = [one for one in outbox_messages(first, second) if one.destination == CAPTURES]
    assert (prerequisites(earlier), prerequisites(later)) == ([], [earlier.message_id])


def test_gift_cards_pay_the_first_parcels() -> None:
    order = replace(HELD, purchase=replace(HELD.purchase, redeemed=2500))
    order = with_shipment(order, FIRST, {DUNE: 2}, NOW)
    assert (charges(order), order.shipments[0].charge_state) == ([0], ParcelChargeState.CHARGED)
    assert charges(with_shipment(order, SECOND, {HOBBIT: 1}, NOW)) == [0, 1020]


def test_what_never_leaves_is_released_and_not_charged() -> None:
    first = with_shipment(HELD, FIRST, {DUNE: 1}, NOW)
    without = refunded(first, {DUNE: 1})
    (refund,) = without.refunds
    assert (refund.destination, refund.amount, without.refunded) == (RefundDestination.HOLD, 926, 0)
    assert asked(first, without) == []
    last = with_shipment(without, SECOND, {HOBBIT: 1}, NOW)
    assert sum(filter(None, charges(last))) + refund.amount == 3520


def test_the_hold_is_released_where_the_last_copies_never_leave() -> None:
    first = with_shipment(HELD, FIRST, {DUNE: 2}, NOW)
    assert asked(first, refunded(first, {HOBBIT: 1})) == [(0, True)]


@pytest.mark.parametrize(("copies", "amount"), [({}, 500), ({}, None), ({DUNE: 2}, None)])
def test_what_has_left_is_not_refunded_before_all_has(copies: dict[str, int], amount: int | None) -> None:
    with pytest.raises(NotRefundable):
        refunded(with_shipment(HELD, FIRST, {DUNE: 1}, NOW), copies, amount)


def test_an_order_of_which_nothing_would_be_left_is_canceled_instead() -> None:
    with pytest.raises(NotRefundable, match="cancel it"):
        refunded(HELD, {DUNE: 2, HOBBIT: 1})


def test_a_charge_counts_once_it_was_made() -> None:
    order = with_shipment(HELD, FIRST, {HOBBIT: 1}, NOW)
    assert (order.captured, order.charged) == (0, 0)
    charged = with_charge_result(order, FIRST, ParcelChargeState.CHARGED)
    assert (charged.captured, charged.charged) == (1669, 1669)
    assert with_charge_result(charged, FIRST, ParcelChargeState.REFUSED) == charged


def test_nothing_more_leaves_after_a_charge_was_refused() -> None:
    order = with_shipment(HELD, FIRST, {HOBBIT: 1}, NOW)
    refused = with_charge_result(order, FIRST, ParcelChargeState.REFUSED)
    assert (refused.flag, refused.captured) == (CHARGE_REFUSED, 0)
    with pytest.raises(NotShippable):
        with_shipment(refused, SECOND, {DUNE: 1}, NOW)


def test_an_order_of_which_nothing_has_left_is_canceled_when_its_hold_ends() -> None:
    canceling = with_flag(HELD, HOLD_ENDED, NOW)
    assert (canceling.state, canceling.to_return) == (OrderState.CANCELING, 0)
    assert with_flag(canceling, HOLD_ENDED, NOW) == canceling


def test_what_has_not_left_when_the_hold_ends_stays() -> None:
    order = with_flag(with_shipment(HELD, FIRST, {DUNE: 1}, NOW).flagged("disputed"), HOLD_ENDED, NOW)
    assert (order.state, order.flag) == (OrderState.PAID, HOLD_ENDED)
    with pytest.raises(NotShippable):
        with_shipment(order, SECOND, {DUNE: 1}, NOW)
