"""An order of any priced cart can be refunded in any sequence, and no minor unit is lost."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookstore.orders.errors import RefundTooFine, RefundTooLarge
from bookstore.orders.model import Order
from bookstore.orders.purchase import OrderLine, Purchase, Totals
from bookstore.orders.refunds.refund import OrderRefund, OrderRefundState, Share
from bookstore.platform.money import Currency
from bookstore.platform.schemas import TaxMode
from bookstore.pricing.model import PricedCart
from tests.bookstore.pricing.cases import carts_of_two_addresses, priced_carts

NOW = datetime(2026, 1, 31, 10, tzinfo=UTC)
_CARTS = priced_carts() | carts_of_two_addresses()
# Requests of staff: copies of the nth line, or so many thousandths of the rest; and whether the refund fails.
REFUND_REQUESTS = st.lists(
    st.tuples(
        st.one_of(st.tuples(st.integers(0, 5), st.integers(1, 3)), st.integers(1, 1000)), st.booleans()
    ),
    max_size=6,
)


def order_of(priced: PricedCart) -> Order:
    """A paid order of this priced cart; every line is another title."""
    lines = tuple(
        OrderLine(
            f"sku-{n}",
            "Dune",
            line.quantity,
            line.unit_price,
            line.line_total,
            line.discount,
            line.tax,
            line.kind,
            line.tax_mode,
        )
        for n, line in enumerate(priced.lines)
    )
    mode = TaxMode(priced.tax_rate.mode)
    amounts = (priced.subtotal, priced.discount, priced.shipping, priced.tax)
    totals = Totals(priced.currency, *amounts, mode, priced.grand_total)
    purchase = Purchase("ada", None, "ada@example.com", "en-US", {}, "standard", lines, totals, (), "card")
    placed = Order(UUID(int=7), "BK-7Q2M-4HXW", purchase, NOW)
    return placed.paid(priced.grand_total, NOW)


def shares_of(order: Order, refund_request: tuple[int, int] | int) -> tuple[Share, ...]:
    """The shares of this request. Raises RefundTooLarge."""
    split, step = order.split, order.purchase.totals.currency.step
    if isinstance(refund_request, tuple):
        place, copies = refund_request
        line = order.purchase.lines[place % len(order.purchase.lines)]
        return split.of_copies({line.sku: copies}, order.refunds)
    amount = split.refundable(order.refunds) * refund_request // 1000 // step * step
    return split.of_amount(max(amount, step), order.refunds)


def refunded(order: Order, refund_requests: Sequence[tuple[tuple[int, int] | int, bool]]) -> Order:
    """The order after these refunds; too large a refund is refused, a failed refund claims nothing."""
    for refund_request, fails in refund_requests:
        with suppress(RefundTooLarge):
            shares = shares_of(order, refund_request)
            state = OrderRefundState.FAILED if fails else OrderRefundState.REFUNDED
            made = OrderRefund(uuid4(), order.split.amount(shares), shares, "because", NOW, state=state)
            order = order.with_refund(made)
    return order


@given(_CARTS)
def test_an_order_holds_the_totals_that_were_bound(priced: PricedCart) -> None:
    order = order_of(priced)
    order.purchase.totals.check(order.purchase.lines)
    assert order.split.refundable(()) == priced.grand_total


@given(_CARTS, REFUND_REQUESTS)
def test_what_goes_back_and_what_is_left_sum_to_what_was_paid(
    priced: PricedCart, refund_requests: list[tuple[tuple[int, int] | int, bool]]
) -> None:
    order = refunded(order_of(priced), refund_requests)
    assert order.refunded + order.split.refundable(order.refunds) == priced.grand_total


@given(_CARTS, REFUND_REQUESTS)
def test_every_refund_can_change_hands_and_none_is_negative(
    priced: PricedCart, refund_requests: list[tuple[tuple[int, int] | int, bool]]
) -> None:
    order = refunded(order_of(priced), refund_requests)
    for refund in order.refunds:
        assert refund.amount > 0
        assert refund.amount % priced.currency.step == 0
        assert all(min(share.gross, share.discount, share.tax) >= 0 for share in refund.shares)
    for part in order.split.left(order.refunds):
        assert order.split.amount([part]) >= 0


@given(_CARTS, REFUND_REQUESTS)
def test_refunding_the_rest_gives_everything_back_to_the_unit(
    priced: PricedCart, refund_requests: list[tuple[tuple[int, int] | int, bool]]
) -> None:
    order = refunded(order_of(priced), refund_requests)
    rest = order.split.refundable(order.refunds)
    if rest:
        order = refunded(order, [(1000, False)])
    assert (order.refunded, order.split.refundable(order.refunds)) == (priced.grand_total, 0)
    assert sum(
        share.tax for one in order.refunds if one.counts for share in one.shares
    ) == priced.tax or not (priced.grand_total)


@pytest.mark.parametrize(("discount", "tax"), [(0, 1), (1, 0)])
def test_copies_do_not_take_tax_or_discount_that_an_amount_has_taken(discount: int, tax: int) -> None:
    """The one unit was refunded with half of the money: a copy, which would include it too, must wait."""
    line = OrderLine("sku-0", "Dune", 3, 950, 2850, discount, tax)
    total = 2850 - discount + tax
    totals = Totals(Currency.USD, 2850, discount, 0, tax, TaxMode.ADDED, total)
    purchase = Purchase("ada", None, "ada@example.com", "en-US", {}, "standard", (line,), totals, (), "card")
    order = Order(UUID(int=7), "BK-7Q2M-4HXW", purchase, NOW).paid(total, NOW)
    taken = (Share("sku-0", 900 + discount, discount, tax),)
    after = order.with_refund(OrderRefund(uuid4(), order.split.amount(taken), taken, "because", NOW))
    with pytest.raises(RefundTooLarge):
        shares_of(after, (0, 1))
    assert order.split.amount(after.split.of_amount(100, after.refunds)) == 100


def test_one_of_two_copies_in_dinars_goes_back_in_fils_that_can_be_paid() -> None:
    """Half of KWD 13.630 is 6.815, which cannot be paid out to a card."""
    line = OrderLine("sku-0", "Dune", 2, 6816, 13630, 0, 0)
    totals = Totals(Currency.KWD, 13630, 0, 0, 0, TaxMode.ADDED, 13630)
    purchase = Purchase("ada", None, "ada@example.com", "en-US", {}, "standard", (line,), totals, (), "card")
    order = Order(UUID(int=7), "BK-7Q2M-4HXW", purchase, NOW).paid(13630, NOW)
    first = shares_of(order, (0, 1))
    assert order.split.amount(first) == 6820
    after = order.with_refund(OrderRefund(uuid4(), 6820, first, "because", NOW))
    assert after.split.amount(shares_of(after, (0, 1))) == 6810
    with pytest.raises(RefundTooFine):
        order.split.of_amount(5005, ())


def test_a_refund_that_failed_leaves_its_money_to_the_next() -> None:
    line = OrderLine("sku-0", "Dune", 1, 950, 950, 0, 0)
    totals = Totals(Currency.USD, 950, 0, 0, 0, TaxMode.ADDED, 950)
    purchase = Purchase("ada", None, "ada@example.com", "en-US", {}, "standard", (line,), totals, (), "card")
    order = refunded(Order(UUID(int=7), "BK-7Q2M-4HXW", purchase, NOW).paid(950, NOW), [((0, 1), True)])
    assert order.split.refundable(order.refunds) == 950
    assert replace(order, refunds=()).split.refundable(()) == 950
