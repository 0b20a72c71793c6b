"""The orders that a reconciliation compares with payments, read from the orders service."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode
from uuid import UUID

from bookstore.payments.order_notifier import FlagUpdate
from bookstore.platform.http import CallFailed, ServiceAnswer, ServiceClient
from bookstore.platform.money import Currency
from bookstore.platform.schemas import ReplyBody, RequestBody


class OrderSummary(ReplyBody):
    """An order as the orders service knows it; amounts in minor units.

    Gift cards and store credit gave `redeemed` of the grand total and got back a part of `refunded`. Of an
    order whose card is charged at shipment, `held` is not captured; its parcels are `charging` some of it. Of
    an order on invoice, `reduced` was never to be paid.
    """

    checkout_id: UUID
    state: str
    currency: Currency
    grand_total: int
    redeemed: int = 0
    held: int = 0
    charging: int = 0
    reduced: int = 0
    refunded: int
    refunded_to_gift_cards: int = 0

    @property
    def due(self) -> int:
        """What its payment must have captured and not refunded."""
        back = self.refunded - self.refunded_to_gift_cards
        return self.grand_total - self.redeemed - self.held - self.reduced - back


class _Page(ReplyBody):
    orders: tuple[OrderSummary, ...]
    more: bool


class _Cancellation(RequestBody):
    reason: str


@dataclass(frozen=True)
class OrderLedger:
    """The client of the orders service. Every method raises CallFailed where it gets no reliable answer."""

    orders: ServiceClient

    def of_checkout(self, checkout_id: UUID) -> OrderSummary | None:
        """The checkout's order, or None."""
        answer = self.orders.call("GET", f"/checkouts/{checkout_id}/order")
        if answer.status == 404:
            return None
        return _accepted(answer).read(OrderSummary)

    def paid_between(self, since: datetime, until: datetime) -> Iterator[OrderSummary]:
        """Every order that was paid from `since` until before `until`."""
        query, after = {"since": _rfc3339(since), "until": _rfc3339(until)}, dict[str, str]()
        while True:
            answer = self.orders.call("GET", f"/paid-orders?{urlencode(query | after)}")
            page = _accepted(answer).read(_Page)
            yield from page.orders
            if not page.more:
                return
            after = {"after": str(page.orders[-1].checkout_id)}

    def block_order(self, checkout_id: UUID) -> None:
        """Keep this checkout from ever getting an order."""
        body = _Cancellation(reason="the reconciliation found no order")
        _accepted(self.orders.call("POST", f"/checkouts/{checkout_id}/order/cancellation", body))

    def flag(self, checkout_id: UUID, flag: str) -> None:
        """Flag the order for the staff."""
        _accepted(self.orders.call("PUT", f"/checkouts/{checkout_id}/order/flag", FlagUpdate(flag=flag)))


def _accepted(answer: ServiceAnswer) -> ServiceAnswer:
    if not answer.accepted:
        raise CallFailed(f"{answer.arrow}: refused: {answer.problem}")
    return answer


def _rfc3339(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
