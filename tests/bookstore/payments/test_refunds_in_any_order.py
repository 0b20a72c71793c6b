"""Refunds at the dashboard, by staff and by cancellation, in any order, with early or late webhooks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import product

import pytest

from bookstore.orders.states import OrderState
from bookstore.payments.states import PaymentState

from .refunding_shop import CAPTURED, RefundingShop

_REFUNDS: Mapping[str, Callable[[RefundingShop], None]] = {
    "$4.00 at the dashboard": lambda shop: shop.refund_at_dashboard(400),
    "the rest at the dashboard": lambda shop: shop.refund_at_dashboard(None),
    "$5.00 by staff": lambda shop: shop.refund_by_staff(500),
    "a copy by staff": lambda shop: shop.refund_by_staff(None, copies=1),
    "the rest by staff": lambda shop: shop.refund_by_staff(None),
}
_ARRIVALS: Mapping[str, Callable[[RefundingShop], None]] = {
    "nothing arrives": lambda shop: None,
    "the messages": RefundingShop.deliver_messages,
    "the webhooks": RefundingShop.learn_from_webhooks,
}
_FIRST_AND_SECOND = list(product(_REFUNDS, _ARRIVALS, _REFUNDS, _ARRIVALS))


def _perform(shop: RefundingShop, *names: str) -> None:
    for name in names:
        {**_REFUNDS, **_ARRIVALS}[name](shop)


def _assert_canceled_and_repaid(shop: RefundingShop) -> None:
    assert shop.refunded_at_gateway == CAPTURED
    assert (shop.payment.state, shop.payment.refunded) == (PaymentState.REFUNDED, CAPTURED)
    assert (shop.order.state, shop.order.flag) == (OrderState.CANCELED, None)
    assert shop.events.count("order.canceled") == 1
    assert "order.refund_failed" not in shop.events
    assert (shop.to_deliver, shop.payments.to_deliver, shop.payment.due_at) == ([], [], None)


@pytest.mark.parametrize(("first", "then", "second", "after"), _FIRST_AND_SECOND)
def test_a_canceled_order_is_repaid_in_full(first: str, then: str, second: str, after: str) -> None:
    shop = RefundingShop()
    _perform(shop, first, then, second, after)
    shop.cancel()
    shop.settle_everything()
    _assert_canceled_and_repaid(shop)
    shop.deliver_webhooks()
    shop.settle_everything()
    _assert_canceled_and_repaid(shop)


@pytest.mark.parametrize("later", _REFUNDS)
@pytest.mark.parametrize("earlier", _REFUNDS)
def test_a_refund_while_the_order_is_being_canceled_changes_nothing(earlier: str, later: str) -> None:
    shop = RefundingShop()
    _perform(shop, earlier)
    shop.cancel()
    _perform(shop, later, "the messages", later)
    shop.settle_everything()
    shop.deliver_webhooks(newest_first=True)
    shop.settle_everything()
    _assert_canceled_and_repaid(shop)


@pytest.mark.parametrize("earlier", [[400], [400, 500], [1899], [1900]])
def test_staff_refund_the_rest_without_knowing_of_refunds_at_the_dashboard(earlier: list[int]) -> None:
    shop = RefundingShop()
    for amount in earlier:
        shop.refund_at_dashboard(amount)
    shop.refund_by_staff(None)
    shop.settle_everything()
    assert shop.refunded_at_gateway == CAPTURED
    assert (shop.order.state, shop.order.refunded) == (OrderState.PAID, CAPTURED)
    assert "order.refund_failed" not in shop.events
    shop.deliver_webhooks()
    shop.settle_everything()
    assert (shop.order.refunded, shop.order.split.refundable(shop.order.refunds)) == (CAPTURED, 0)


def test_a_part_that_is_no_longer_left_fails_and_the_rest_can_be_refunded() -> None:
    shop = RefundingShop()
    shop.refund_at_dashboard(1200)
    shop.refund_by_staff(1000)
    shop.settle_everything()
    assert (shop.refunded_at_gateway, shop.order.refunded) == (1200, 1200)
    shop.refund_by_staff(None)
    shop.settle_everything()
    assert (shop.refunded_at_gateway, shop.order.refunded) == (CAPTURED, CAPTURED)


def test_a_refund_that_the_bank_sent_back_before_it_was_known_is_refunded_by_the_cancellation() -> None:
    shop = RefundingShop()
    shop.refund_at_dashboard(400)
    shop.send_refunds_back()
    shop.refund_at_dashboard(300)
    shop.cancel()
    shop.settle_everything()
    _assert_canceled_and_repaid(shop)


def test_an_order_is_canceled_although_the_bank_sent_its_money_back_at_once() -> None:
    shop = RefundingShop()
    shop.cancel()
    shop.payments.called("POST", "/return", None)
    shop.send_refunds_back()
    shop.deliver_webhooks()
    shop.settle_payment()
    shop.settle_everything()
    assert (shop.order.state, shop.order.flag) == (OrderState.CANCELED, "refund-failed")
    assert (shop.events.count("order.canceled"), shop.events.count("order.refund_failed")) == (1, 1)
