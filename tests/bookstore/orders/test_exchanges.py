"""Exchanges of an order without I/O: what may be exchanged, what leaves then, and what is refunded."""

from __future__ import annotations

from uuid import UUID

import pytest

from bookstore.orders.errors import ConflictingRequest, CopiesExchanged, MoreThanCameBack, MoreThanLeft
from bookstore.orders.exchanges.exchange import ExchangeState
from bookstore.orders.messages.events import NOTIFICATIONS
from bookstore.orders.messages.exchanges import EXCHANGES
from bookstore.orders.messages.outbox_messages import outbox_messages
from bookstore.orders.model import Order
from bookstore.orders.refunds.refund import OrderRefund
from bookstore.orders.returns.returned import ReturnedCopies
from bookstore.orders.rules.charges import left_to_ship
from bookstore.orders.rules.exchanges import with_answer, with_exchange
from bookstore.orders.rules.refunds import OrderRefundRequest
from bookstore.orders.warehouse.model import with_return, with_shipment
from tests.bookstore.orders.ordered_books import LATER, NOW, PAID

DUNE, HOBBIT = "9780441172719", "9780547928227"  # 2 copies and 1 copy
SHIPPED = with_shipment(PAID, UUID(int=11), {DUNE: 2}, NOW)
EXCHANGE = UUID(int=41)


def sent_back(order: Order, copies: int, number: int = 31) -> Order:
    back = {DUNE: ReturnedCopies(damaged=copies)}
    return with_return(order, UUID(int=number), back, LATER, counted=False)


def exchanged(order: Order, copies: int, exchange_id: UUID = EXCHANGE) -> Order:
    asked = with_exchange(order, exchange_id, {DUNE: copies}, LATER)
    return with_answer(asked, exchange_id, ExchangeState.SOLD, LATER)


def refunded(order: Order, copies: int, number: int = 21) -> Order:
    asked = OrderRefundRequest(UUID(int=number), "damaged", {DUNE: copies})
    shares = asked.shares(order)
    return order.with_refund(OrderRefund(asked.refund_id, order.split.amount(shares), shares, "", NOW))


@pytest.mark.parametrize(
    ("order", "most"),
    [
        (SHIPPED, 0),
        (sent_back(SHIPPED, 1), 1),
        (exchanged(sent_back(SHIPPED, 1), 1), 0),
        (refunded(sent_back(SHIPPED, 1), 1), 0),
        (refunded(sent_back(SHIPPED, 2), 1), 1),
    ],
)
def test_what_came_back_and_was_neither_refunded_nor_exchanged_is_exchanged(order: Order, most: int) -> None:
    with pytest.raises(MoreThanCameBack) as refusal:
        with_exchange(order, UUID(int=49), {DUNE: most + 1}, LATER)
    assert refusal.value.members["exchangeable"] == most


def test_a_refund_counts_first_for_a_copy_that_has_never_left() -> None:
    order = refunded(sent_back(with_shipment(PAID, UUID(int=11), {DUNE: 1}, NOW), 1), 1)
    assert left_to_ship(exchanged(order, 1))[DUNE] == 1


def test_a_replacement_is_left_to_ship_once_it_is_sold() -> None:
    asked = with_exchange(sent_back(SHIPPED, 1), EXCHANGE, {DUNE: 1}, LATER)
    assert left_to_ship(asked)[DUNE] == 0
    sold = with_answer(asked, EXCHANGE, ExchangeState.SOLD, LATER)
    sent = with_shipment(sold, UUID(int=12), {DUNE: 1}, LATER)
    assert (left_to_ship(sold)[DUNE], left_to_ship(sent)[DUNE]) == (1, 0)
    assert sent.shipments[-1].replacing == {DUNE: 1}
    with pytest.raises(MoreThanLeft):
        with_shipment(sent, UUID(int=13), {DUNE: 1}, LATER)


def test_what_was_never_sent_leaves_before_what_replaces() -> None:
    first = sent_back(with_shipment(PAID, UUID(int=11), {DUNE: 1}, NOW), 1)
    both = with_shipment(exchanged(first, 1), UUID(int=12), {DUNE: 2}, LATER)
    assert both.shipments[-1].replacing == {DUNE: 1}


def test_a_refund_of_a_returned_copy_takes_no_replacement_away() -> None:
    order = exchanged(refunded(sent_back(SHIPPED, 2), 1), 1)
    assert left_to_ship(order)[DUNE] == 1


@pytest.mark.parametrize(
    ("order", "most"),
    [
        (exchanged(sent_back(SHIPPED, 1), 1), 1),
        (exchanged(sent_back(SHIPPED, 2), 2), 0),
        (refunded(exchanged(sent_back(SHIPPED, 1), 1), 1), 0),
        (
            sent_back(
                with_shipment(exchanged(sent_back(SHIPPED, 2), 2), UUID(int=12), {DUNE: 2}, NOW), 1, 32
            ),
            1,
        ),
    ],
)
def test_what_was_exchanged_is_not_refunded_until_its_replacement_came_back(order: Order, most: int) -> None:
    with pytest.raises(CopiesExchanged) as refusal:
        refunded(order, most + 1, 29)
    assert refusal.value.members["refundable"] == most


def test_everything_is_not_refunded_after_an_exchange_and_an_amount_is() -> None:
    order = exchanged(sent_back(SHIPPED, 1), 1)
    with pytest.raises(CopiesExchanged):
        OrderRefundRequest(UUID(int=21), "damaged").shares(order)
    assert OrderRefundRequest(UUID(int=21), "damaged", amount=100).shares(order)
    assert OrderRefundRequest(UUID(int=21), "damaged", {HOBBIT: 1}).shares(order)


def test_what_is_sold_out_can_be_refunded_or_exchanged_later() -> None:
    asked = with_exchange(sent_back(SHIPPED, 1), EXCHANGE, {DUNE: 1}, LATER)
    refused = with_answer(asked, EXCHANGE, ExchangeState.SOLD_OUT, LATER)
    assert with_answer(refused, EXCHANGE, ExchangeState.SOLD, LATER).exchanges == refused.exchanges
    assert refunded(refused, 2).refunds
    assert left_to_ship(exchanged(refused, 1, UUID(int=42)))[DUNE] == 1


def test_an_id_stands_for_its_first_request() -> None:
    order = exchanged(sent_back(SHIPPED, 2), 1)
    assert with_exchange(order, EXCHANGE, {DUNE: 1}, LATER) is order
    with pytest.raises(ConflictingRequest):
        with_exchange(order, EXCHANGE, {DUNE: 2}, LATER)


def test_inventory_is_asked_and_the_customer_told_once_it_has_sold() -> None:
    back = sent_back(SHIPPED, 1)
    asked = with_exchange(back, EXCHANGE, {DUNE: 1}, LATER)
    (request,) = outbox_messages(back, asked)
    assert (request.destination, request.payload["lines"]) == (EXCHANGES, [{"sku": DUNE, "quantity": 1}])
    (told,) = outbox_messages(asked, with_answer(asked, EXCHANGE, ExchangeState.SOLD, LATER))
    assert (told.destination, told.payload["type"]) == (NOTIFICATIONS, "order.exchanged")
    assert outbox_messages(asked, with_answer(asked, EXCHANGE, ExchangeState.SOLD_OUT, LATER)) == []
