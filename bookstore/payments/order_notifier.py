"""Whom the payments service tells by itself: orders, by its outbox."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from bookstore.payments.states import PaymentRefundState
from bookstore.platform.http import CallFailed, ServiceClient
from bookstore.platform.outbox import NotDelivered, OutboxMessage
from bookstore.platform.schemas import RequestBody


class RefundUpdate(RequestBody):
    """How a refund fares; `amount` in minor units."""

    amount: int
    state: PaymentRefundState


class FlagUpdate(RequestBody):
    """What is wrong with the payment of an order that stands."""

    flag: str


@dataclass(frozen=True)
class OrderNotifier:
    """Tells orders. A message that was not taken is sent again, also one whose order is still to come."""

    orders: ServiceClient
    is_reversed: Callable[[UUID], bool]
    """Whether the checkout's payment was called off, so that no order will come."""

    def deliver(self, message: OutboxMessage) -> None:
        """Raises NotDelivered."""
        told = message.payload
        path = f"/checkouts/{told['checkout_id']}/order"
        try:
            if "refund_id" in told:
                notice = RefundUpdate(amount=told["amount"], state=told["state"])
                answer = self.orders.call("PUT", f"{path}/refunds/{told['refund_id']}", notice)
            else:
                answer = self.orders.call("PUT", f"{path}/flag", FlagUpdate(flag=told["flag"]))
        except CallFailed as failure:
            raise NotDelivered(str(failure)) from failure
        if answer.status == 404 and self.is_reversed(UUID(told["checkout_id"])):
            return  # nobody to tell
        if not answer.accepted:
            raise NotDelivered(f"{answer.arrow}: refused: {answer.status} {answer.problem}")
