"""Erasures without I/O: which orders still need their person, and what is left of one that was erased."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from bookstore.orders.erasure.model import erased, why_open
from bookstore.orders.messages.events import NOTIFICATIONS
from bookstore.orders.messages.outbox_messages import (
    ERASED_MAILS,
    ERASED_REDEMPTIONS,
    erasure_messages,
    outbox_messages,
)
from bookstore.orders.model import Order
from bookstore.orders.refunds.refund import OrderRefund, OrderRefundState
from bookstore.orders.states import OrderState
from bookstore.orders.warehouse.model import with_shipment
from tests.bookstore.orders.ordered_books import CANCELED, CANCELING, PAID, PLACED

NOW = datetime(2026, 2, 3, 10, tzinfo=UTC)
DUNE, HOBBIT = "9780441172719", "9780547928227"  # 2 copies and 1 copy
SHIPPED = with_shipment(PAID, UUID(int=11), {DUNE: 2, HOBBIT: 1}, NOW)


def refunded(order: Order, state: OrderRefundState) -> Order:
    made = OrderRefund(UUID(int=21), 100, order.split.of_amount(100, ()), "torn", NOW)
    return replace(order, refunds=(made.with_state(state, NOW),))


@pytest.mark.parametrize(
    ("order", "why"),
    [
        (PLACED, "is not paid yet"),
        (replace(PLACED, state=OrderState.AWAITING), "waits for its transfer"),
        (CANCELING, "is being canceled"),
        (PAID, "has copies that have not left"),
        (with_shipment(PAID, UUID(int=11), {DUNE: 2}, NOW), "has copies that have not left"),
        (refunded(SHIPPED, OrderRefundState.REQUESTED), "has a refund on its way"),
        (refunded(SHIPPED, OrderRefundState.PENDING), "has a refund on its way"),
        (SHIPPED.flagged("disputed"), "has a payment that the staff look at"),
        (SHIPPED, None),
        (CANCELED, None),
        (refunded(SHIPPED, OrderRefundState.REFUNDED), None),
    ],
)
def test_an_order_that_is_not_settled_needs_its_person(order: Order, why: str | None) -> None:
    assert why_open(order) == why


def test_an_erased_order_needs_nobody_whatever_comes_later() -> None:
    assert why_open(refunded(erased(SHIPPED, NOW), OrderRefundState.PENDING)) is None


def test_an_erased_order_keeps_its_numbers_and_the_place_of_its_tax() -> None:
    order = replace(SHIPPED, purchase=replace(SHIPPED.purchase, guest_token_hash="a" * 64))
    left = erased(order, NOW).purchase
    kept = {part: order.purchase.ship_to.get(part) for part in ("country", "region")}
    assert left == replace(
        order.purchase, email="", guest_token_hash=None, ship_to={"name": "", "line1": "", **kept}
    )


def test_the_parcels_of_an_erased_order_name_no_person() -> None:
    (parcel,) = erased(SHIPPED, NOW).shipments
    assert (parcel.ship_to["name"], parcel.ship_to["line1"]) == ("", "")
    assert parcel.copies == {DUNE: 2, HOBBIT: 1}


def test_nobody_is_told_of_a_refund_of_an_erased_order() -> None:
    before = erased(SHIPPED, NOW)
    told = outbox_messages(before, refunded(before, OrderRefundState.REFUNDED))
    assert NOTIFICATIONS not in {message.destination for message in told}


@pytest.mark.parametrize(
    ("codes", "asked"), [((), [ERASED_MAILS]), (("SPRING",), [ERASED_MAILS, ERASED_REDEMPTIONS])]
)
def test_pricing_is_asked_where_a_code_was_redeemed(codes: tuple[str, ...], asked: list[str]) -> None:
    order = replace(SHIPPED, purchase=replace(SHIPPED.purchase, discount_codes=codes))
    assert [message.destination for message in erasure_messages(order)] == asked
    assert erasure_messages(erased(order, NOW)) == erasure_messages(order), "a repeated request adds nothing"
