"""Whom the payments service tells by itself: orders, by its outbox."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from bookstore.payments.states import RefundState
from bookstore.platform.http import CallFailed, ServiceClient
from bookstore.platform.outbox import Message, NotDelivered
from bookstore.platform.schemas import Request


class RefundNotice(Request):
    """How a refund fares; `amount` in minor units."""

    amount: int
    state: RefundState


class FlagNotice(Request):
    """What is wrong with the payment of an order that stands."""

    flag: str


@dataclass(frozen=True)
class Teller:
    """Tells orders. A message that was not taken is sent again, also one whose order is still to come."""

    orders: ServiceClient
    called_off: Callable[[UUID], bool]
    """Whether the checkout's payment was called off, so that no order will come."""

    def tell(self, message: Message) -> None:
        """Raises NotDelivered."""
        told = message.payload
        path = f"/checkouts/{told['checkout_id']}/order"
        try:
            if "refund_id" in told:
                notice = RefundNotice(amount=told["amount"], state=told["state"])
                answer = self.orders.call("PUT", f"{path}/refunds/{told['refund_id']}", notice)
            else:
                answer = self.orders.call("PUT", f"{path}/flag", FlagNotice(flag=told["flag"]))
        except CallFailed as failure:
            raise NotDelivered(str(failure)) from failure
        if answer.status == 404 and self.called_off(UUID(told["checkout_id"])):
            return  # nobody to tell
        if not answer.accepted:
            raise NotDelivered(f"{answer.arrow}: refused: {answer.status} {answer.problem}")
