"""Orders with gift cards: issued once they are paid, void where they are called off, and not taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from bookstore.orders.errors import EbookOpened, GiftCardSold
from bookstore.orders.messages.events import NOTIFICATIONS
from bookstore.orders.messages.outbox_messages import (
    REFUNDS,
    SOLD_GIFT_CARDS,
    VOIDED_GIFT_CARDS,
    outbox_messages,
)
from bookstore.orders.messages.prerequisites import prerequisites
from bookstore.orders.model import Order
from bookstore.orders.purchase import OrderLine, Purchase, Totals
from bookstore.orders.refunds.refund import OrderRefund
from bookstore.orders.rules.refunds import OrderRefundRequest
from bookstore.platform.money import Currency
from bookstore.platform.schemas import TaxMode
from bookstore.platform.title_kinds import TitleKind

NOW = datetime(2026, 1, 31, tzinfo=UTC)
DUNE = OrderLine("9780441172719", "Dune", 1, 950, 950, 0, 0)
CARD = OrderLine("9780141439587", "Card for readers", 3, 500, 1500, 0, 0, TitleKind.GIFT_CARD)


def placed(*lines: OrderLine) -> Order:
    """An order of these lines, which is not paid yet."""
    total = sum(line.line_total for line in lines)
    totals = Totals(Currency.USD, total, 0, 0, 0, TaxMode.ADDED, total)
    bought = Purchase("ann", None, "ann@readers.example", "en", {}, None, lines, totals, (), "card")
    return Order(UUID(int=1), "BK-7Q2M-4HXW", bought, NOW)


def paid(*lines: OrderLine) -> Order:
    """The same after its payment."""
    order = placed(*lines)
    return order.paid(order.purchase.totals.grand_total, NOW)


def sent_to(destination: str, before: Order, after: Order) -> list[dict[str, object]]:
    """What this change of an order tells one destination."""
    return [each.payload for each in outbox_messages(before, after) if each.destination == destination]


def refund(order: Order, **wish: object) -> int:
    """What the shop would refund for this request, in minor units."""
    request = OrderRefundRequest(uuid4(), "none", **wish)  # type: ignore[arg-type]
    return order.split.amount(request.shares(order))


def test_the_payment_asks_for_a_card_for_each_copy_over_its_price() -> None:
    (sale,) = sent_to(SOLD_GIFT_CARDS, placed(DUNE, CARD), paid(DUNE, CARD))
    assert sale["lines"] == [{"sku": CARD.sku, "quantity": 3, "amount": 500}]
    assert sale["currency"] == "USD"


def test_an_order_without_gift_cards_asks_for_none() -> None:
    assert sent_to(SOLD_GIFT_CARDS, placed(DUNE), paid(DUNE)) == []


def test_the_confirmation_waits_for_the_sale_and_for_nothing_else() -> None:
    sale, confirmation = outbox_messages(placed(CARD), paid(CARD))
    assert (sale.destination, confirmation.destination) == (SOLD_GIFT_CARDS, NOTIFICATIONS)
    assert prerequisites(confirmation) == [sale.message_id]
    (plain,) = outbox_messages(placed(DUNE), paid(DUNE))
    assert prerequisites(plain) == []


def test_an_order_that_is_called_off_voids_its_cards_before_its_money_goes_back() -> None:
    order = paid(CARD)
    asked = outbox_messages(order, order.canceled_by_checkout("lost", NOW))
    assert [each.destination for each in asked][:2] == [VOIDED_GIFT_CARDS, "payments"]


def test_an_order_without_gift_cards_voids_none() -> None:
    order = paid(DUNE)
    assert sent_to(VOIDED_GIFT_CARDS, order, order.canceled_by_checkout("lost", NOW)) == []


def test_its_customer_does_not_cancel_it() -> None:
    with pytest.raises(GiftCardSold) as refused:
        paid(DUNE, CARD).canceled_by_buyer(NOW)
    assert refused.value.members == {"skus": [CARD.sku]}


def test_gift_cards_are_refunded_by_their_copies_and_no_amount_is_split_over_them() -> None:
    assert refund(paid(DUNE, CARD), copies={CARD.sku: 2}) == 2 * CARD.unit_price
    assert refund(paid(DUNE, CARD), copies={DUNE.sku: 1, CARD.sku: 1}) == DUNE.unit_price + CARD.unit_price
    assert refund(paid(DUNE, CARD)) == DUNE.line_total
    assert refund(paid(DUNE, CARD), amount=300) == 300
    with pytest.raises(GiftCardSold):
        refund(paid(CARD))


def test_the_request_for_a_refund_names_its_gift_cards_and_only_them() -> None:
    order = paid(DUNE, CARD)
    for copies, taken_back in (({DUNE.sku: 1, CARD.sku: 2}, {CARD.sku: 2}), ({DUNE.sku: 1}, None)):
        shares = OrderRefundRequest(uuid4(), "none", copies=copies).shares(order)
        asked = OrderRefund(uuid4(), order.split.amount(shares), shares, "none", NOW)
        (request,) = sent_to(REFUNDS, order, order.with_refund(asked))
        assert request.get("gift_cards") == taken_back


def test_gift_cards_have_no_links() -> None:
    assert paid(CARD).with_links.downloads == ()


def test_an_opened_ebook_is_named_first() -> None:
    emma = replace(CARD, sku="9780141182803", title="Emma", quantity=1, kind=TitleKind.EBOOK)
    order = paid(emma, CARD).with_links
    opened = replace(order, downloads=tuple(each.opened(NOW) for each in order.downloads))
    with pytest.raises(EbookOpened):
        opened.canceled_by_buyer(NOW)
