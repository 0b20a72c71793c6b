"""What happens to a message that orders refuses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID, uuid4

import pytest

from bookstore.payments.order_notifier import OrderNotifier
from bookstore.platform.http import ServiceClient
from bookstore.platform.outbox import NotDelivered, OutboxMessage

CHECKOUT = UUID("11111111-2222-4333-8444-555555555555")


@dataclass(frozen=True)
class StubAnswer:
    status: int
    arrow: str = "payments -> orders"
    problem: str = "order-not-found"

    @property
    def accepted(self) -> bool:
        return self.status < 400


@dataclass(frozen=True)
class StubOrders:
    status: int

    def call(self, *_: Any) -> StubAnswer:
        return StubAnswer(self.status)


def deliver(status: int, *, is_reversed: bool) -> None:
    payload = {"checkout_id": str(CHECKOUT), "refund_id": str(uuid4()), "amount": 500, "state": "refunded"}
    orders = cast(ServiceClient, StubOrders(status))
    OrderNotifier(orders, lambda checkout_id: is_reversed and checkout_id == CHECKOUT).deliver(
        OutboxMessage(uuid4(), "orders", payload)
    )


@pytest.mark.parametrize("status", [404, 409])
def test_a_message_is_kept_for_an_order_that_is_still_to_come(status: int) -> None:
    with pytest.raises(NotDelivered):
        deliver(status, is_reversed=False)


def test_a_message_for_an_order_that_never_comes_is_dropped() -> None:
    deliver(404, is_reversed=True)


def test_a_message_that_was_accepted_is_delivered() -> None:
    deliver(200, is_reversed=False)
