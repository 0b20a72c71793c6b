"""Asks inventory for the copies of an exchange, and records what it says."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from bookstore.orders.exchanges.exchange import ExchangeState
from bookstore.orders.exchanging.service import ExchangeService
from bookstore.platform.http import CallFailed, ServiceClient
from bookstore.platform.outbox import NotDelivered, OutboxMessage
from bookstore.platform.schemas import RequestBody, TitleQuantity


class ExchangeInstruction(RequestBody):
    """Sell these copies in exchange for others; the id makes a repeated request harmless."""

    exchange_id: UUID
    lines: list[TitleQuantity]


@dataclass(frozen=True)
class ExchangeSender:
    """Delivers the requests for exchanges; one that is not answered is repeated."""

    inventory: ServiceClient
    exchanges: ExchangeService

    def __call__(self, message: OutboxMessage) -> None:
        """Ask for the copies of the message; raises NotDelivered."""
        payload = message.payload
        body = ExchangeInstruction(exchange_id=UUID(payload["exchange_id"]), lines=payload["lines"])
        try:
            answer = self.inventory.call("POST", f"/reservations/{payload['checkout_id']}/exchanges", body)
        except CallFailed as failure:
            raise NotDelivered(str(failure)) from failure
        if not answer.accepted and answer.problem != "out-of-stock":
            raise NotDelivered(f"{answer.arrow}: refused: {answer.status} {answer.problem}")
        state = ExchangeState.SOLD if answer.accepted else ExchangeState.SOLD_OUT
        self.exchanges.record_answer(payload["order_number"], body.exchange_id, state)
