"""Shipments without I/O: what is left to ship, and what a shipment rules out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from bookstore.orders.errors import AlreadyShipped, ConflictingRequest, MoreThanLeft, NotShippable
from bookstore.orders.messages.outbox_messages import REFUNDS, outbox_messages
from bookstore.orders.model import Order
from bookstore.orders.refunds.refund import OrderRefund, OrderRefundState
from bookstore.orders.rules.charges import left_to_ship
from bookstore.orders.rules.refunds import OrderRefundRequest
from bookstore.orders.warehouse.model import with_shipment
from bookstore.platform.title_kinds import TitleKind
from tests.bookstore.orders.ordered_books import CANCELED, CANCELING, PAID, PLACED

NOW = datetime(2026, 2, 3, 10, tzinfo=UTC)
FIRST, SECOND = UUID(int=11), UUID(int=12)
DUNE, HOBBIT = "9780441172719", "9780547928227"  # 2 copies and 1 copy


def refunded(order: Order, copies: dict[str, int]) -> Order:
    asked = OrderRefundRequest(UUID(int=21), "not in print", copies)
    shares = asked.shares(order)
    return order.with_refund(OrderRefund(asked.refund_id, order.split.amount(shares), shares, "", NOW))


def test_what_was_shipped_is_not_left() -> None:
    order = with_shipment(PAID, FIRST, {DUNE: 1}, NOW)
    assert left_to_ship(order) == {DUNE: 1, HOBBIT: 1}
    assert left_to_ship(with_shipment(order, SECOND, {DUNE: 1, HOBBIT: 1}, NOW)) == {DUNE: 0, HOBBIT: 0}


def test_a_refunded_copy_is_not_owed_any_more() -> None:
    assert left_to_ship(refunded(PAID, {DUNE: 1})) == {DUNE: 1, HOBBIT: 1}


def test_a_refund_of_copies_that_have_left_leaves_nothing_below_none() -> None:
    order = with_shipment(PAID, FIRST, {DUNE: 2}, NOW)
    assert left_to_ship(refunded(order, {DUNE: 1})) == {DUNE: 0, HOBBIT: 1}


def test_a_refund_that_failed_leaves_the_copy_owed() -> None:
    order = refunded(PAID, {DUNE: 1})
    failed = replace(order, refunds=(order.refunds[0].with_state(OrderRefundState.FAILED, NOW),))
    assert left_to_ship(failed) == {DUNE: 2, HOBBIT: 1}


def test_nothing_of_an_e_book_is_left_to_ship() -> None:
    dune, hobbit = PAID.purchase.lines
    lines = (dune, replace(hobbit, kind=TitleKind.EBOOK))
    assert left_to_ship(replace(PAID, purchase=replace(PAID.purchase, lines=lines))) == {DUNE: 2}


@pytest.mark.parametrize(("copies", "most"), [({DUNE: 3}, 2), ({HOBBIT: 2}, 1), ({"9780143105428": 1}, 0)])
def test_more_than_is_left_is_refused_with_the_number(copies: dict[str, int], most: int) -> None:
    with pytest.raises(MoreThanLeft) as refusal:
        with_shipment(PAID, FIRST, copies, NOW)
    assert refusal.value.members == {"shippable": most}


def test_a_shipment_that_is_reported_again_changes_nothing() -> None:
    order = with_shipment(PAID, FIRST, {DUNE: 2}, NOW)
    assert with_shipment(order, FIRST, {DUNE: 2}, NOW) is order
    with pytest.raises(ConflictingRequest):
        with_shipment(order, FIRST, {DUNE: 1}, NOW)


@pytest.mark.parametrize("order", [PLACED, CANCELING, CANCELED], ids=lambda order: order.state)
def test_only_a_paid_order_is_shipped(order: Order) -> None:
    with pytest.raises(NotShippable, match=f"is {order.state}"):
        with_shipment(order, FIRST, {DUNE: 1}, NOW)


def test_an_order_of_which_copies_have_left_is_not_canceled() -> None:
    order = with_shipment(PAID, FIRST, {DUNE: 1}, NOW)
    with pytest.raises(AlreadyShipped):
        order.canceled_by_buyer(NOW)
    with pytest.raises(AlreadyShipped):
        order.canceled_by_checkout("compensated", NOW)


def test_each_shipment_is_told_of_in_one_event() -> None:
    first = with_shipment(PAID, FIRST, {DUNE: 1}, NOW)
    second = with_shipment(first, SECOND, {HOBBIT: 1}, NOW)
    (event,) = outbox_messages(first, second)
    assert event.payload["type"] == "order.shipped"
    assert event.payload["data"]["shipment"] == {
        "shipment_id": str(SECOND),
        "lines": [{"sku": HOBBIT, "title": "The Hobbit", "quantity": 1}],
    }
    assert outbox_messages(second, second) == []


def test_a_refund_after_a_shipment_tells_of_the_refund_alone() -> None:
    order = with_shipment(PAID, FIRST, {DUNE: 1}, NOW)
    told = outbox_messages(order, refunded(order, {HOBBIT: 1}))
    assert [message.destination for message in told] == [REFUNDS]
