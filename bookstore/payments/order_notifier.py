"""The messages of the outbox to the orders service."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from bookstore.payments.states import PaymentRefundState
from bookstore.platform.http import CallFailed, ServiceClient
from bookstore.platform.outbox import NotDelivered, OutboxMessage
from bookstore.platform.schemas import RequestBody


class RefundUpdate(RequestBody):
    """The state of a refund; `amount` in minor units, of which `reduced` were taken off what is owed."""

    amount: int
    state: PaymentRefundState
    reduced: int


class TransferUpdate(RequestBody):
    """How much of the expected transfer has arrived, in minor units."""

    received: int


class FlagUpdate(RequestBody):
    """What is wrong with the payment of an order."""

    flag: str


@dataclass(frozen=True)
class OrderNotifier:
    """Delivers messages to orders; one that is not accepted is retried, also before its order exists."""

    orders: ServiceClient
    is_reversed: Callable[[UUID], bool]
    """Whether the checkout's payment was reversed, so that it gets no order."""

    def deliver(self, message: OutboxMessage) -> None:
        """Raises NotDelivered."""
        payload = message.payload
        path = f"/checkouts/{payload['checkout_id']}/order"
        try:
            if "refund_id" in payload:
                reduced = payload.get("reduced", 0)
                notice = RefundUpdate(amount=payload["amount"], state=payload["state"], reduced=reduced)
                answer = self.orders.call("PUT", f"{path}/refunds/{payload['refund_id']}", notice)
            elif "received" in payload:
                answer = self.orders.call(
                    "PUT", f"{path}/transfer", TransferUpdate(received=payload["received"])
                )
                if answer.problem == "already-canceled":
                    return  # the order ends the expectation as well, and the money goes back
            else:
                answer = self.orders.call("PUT", f"{path}/flag", FlagUpdate(flag=payload["flag"]))
        except CallFailed as failure:
            raise NotDelivered(str(failure)) from failure
        if answer.status == 404 and self.is_reversed(UUID(payload["checkout_id"])):
            return  # there is no order to notify
        if not answer.accepted:
            raise NotDelivered(f"{answer.arrow}: refused: {answer.status} {answer.problem}")
