"""Links to e-books: made once an order is paid, opened until it is refunded, and in the way of a refund."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from bookstore.orders.downloads.links import Download, links_to
from bookstore.orders.errors import DownloadWithdrawn, EbookOpened, RefundTooLarge
from bookstore.orders.messages.outbox_messages import outbox_messages
from bookstore.orders.model import Order
from bookstore.orders.purchase import OrderLine, Purchase, Totals
from bookstore.orders.refunds.refund import OrderRefund, OrderRefundState
from bookstore.orders.rules.refunds import OrderRefundRequest
from bookstore.orders.states import OrderState
from bookstore.platform.money import Currency
from bookstore.platform.schemas import TaxMode
from bookstore.platform.title_kinds import TitleKind

NOW = datetime(2026, 1, 31, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
DUNE = OrderLine("9780441172719", "Dune", 1, 950, 950, 0, 0)
EMMA = OrderLine("9780141439587", "Emma", 1, 500, 500, 0, 0, TitleKind.EBOOK)
LINK = Download.made_for(EMMA.sku)


def paid(*downloads: Download) -> Order:
    """A paid order of a printed title and an e-book."""
    totals = Totals(Currency.USD, 1450, 0, 0, 0, TaxMode.ADDED, 1450)
    bought = Purchase(
        "ann", None, "ann@readers.example", "en", {}, "standard", (DUNE, EMMA), totals, (), "card"
    )
    order = Order(UUID(int=1), "BK-7Q2M-4HXW", bought, NOW)
    return replace(order.paid(1450, NOW), downloads=downloads or (LINK,))


def refunded(order: Order, **wish: object) -> Order:
    """The order with this refund requested."""
    request = OrderRefundRequest(uuid4(), "none", **wish)  # type: ignore[arg-type]
    shares = request.shares(order)
    return order.with_refund(
        OrderRefund(request.refund_id, order.split.amount(shares), shares, "none", LATER)
    )


def test_a_link_is_made_for_each_ebook_and_no_two_are_alike() -> None:
    links = links_to((DUNE, EMMA)) + links_to((EMMA,))
    assert [each.sku for each in links] == [EMMA.sku, EMMA.sku]
    assert links[0].token_hash != links[1].token_hash
    assert len(links[0].token) == 43


def test_no_text_about_a_link_has_its_token() -> None:
    assert LINK.token not in f"{LINK} {LINK!r}"


def test_only_the_event_about_the_payment_has_the_tokens() -> None:
    order = paid()
    (event,) = outbox_messages(replace(order, state=OrderState.PLACED), order)
    assert event.payload["data"]["downloads"] == [{"sku": EMMA.sku, "token": LINK.token}]
    canceling = order.canceled_by_buyer(LATER)
    done = canceling.with_payment_reversed(LATER).with_copies_restocked(LATER)
    (event,) = outbox_messages(canceling, done)
    assert "downloads" not in event.payload["data"]


def test_the_first_opening_counts() -> None:
    opened = paid().opened_link(LINK.token_hash, NOW)
    assert paid(opened).opened_link(LINK.token_hash, LATER).opened_at == NOW


@pytest.mark.parametrize("wish", [{"copies": {EMMA.sku: 1}}, {}])
def test_a_refunded_ebook_opens_no_more(wish: dict[str, object]) -> None:
    with pytest.raises(DownloadWithdrawn):
        refunded(paid(), **wish).opened_link(LINK.token_hash, LATER)


@pytest.mark.parametrize("wish", [{"copies": {DUNE.sku: 1}}, {"amount": 100}])
def test_an_ebook_that_is_still_paid_opens_after_a_refund(wish: dict[str, object]) -> None:
    assert refunded(paid(), **wish).opened_link(LINK.token_hash, LATER).opened_at == LATER


def test_an_ebook_whose_refund_has_failed_opens_again() -> None:
    order = refunded(paid(), copies={EMMA.sku: 1})
    failed = order.with_refund_result(order.refunds[0].refund_id, 500, OrderRefundState.FAILED, LATER)
    assert failed.opened_link(LINK.token_hash, LATER).opened_at == LATER


def test_the_links_of_a_canceled_order_open_no_more() -> None:
    with pytest.raises(DownloadWithdrawn):
        paid().canceled_by_buyer(NOW).opened_link(LINK.token_hash, LATER)


def test_nothing_is_refunded_of_an_ebook_that_was_opened() -> None:
    order = paid(LINK.opened(NOW))
    with pytest.raises(EbookOpened) as refusal:
        refunded(order, copies={EMMA.sku: 1})
    assert refusal.value.members == {"skus": [EMMA.sku]}
    assert refunded(order).refunds[0].amount == DUNE.line_total
    with pytest.raises(RefundTooLarge):
        refunded(order, amount=DUNE.line_total + 1)
    with pytest.raises(EbookOpened):
        refunded(refunded(order))


def test_an_order_is_not_canceled_by_its_customer_once_an_ebook_was_opened() -> None:
    with pytest.raises(EbookOpened):
        paid(LINK.opened(NOW)).canceled_by_buyer(LATER)
    assert paid(LINK.opened(NOW)).canceled_by_checkout("lost", LATER).state is OrderState.CANCELING
