"""The request and response bodies for refunds. Amounts are minor units of the order's currency."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, model_validator

from bookstore.orders.refunds.refund import OrderRefund, OrderRefundState, RefundDestination
from bookstore.orders.rules.refunds import OrderRefundRequest
from bookstore.platform.schemas import (
    MOST_TITLES,
    LongText,
    MinorUnits,
    Quantity,
    ReplyBody,
    RequestBody,
    ShortText,
    Sku,
)


class RefundLine(RequestBody):
    """A number of copies of one title."""

    sku: Sku
    quantity: Quantity


class RefundOrderRequest(RequestBody):
    """Refund copies and shipping, or an amount, or (with neither) all that is left.

    The same refund_id is the same refund, and a repeated request is harmless.
    """

    refund_id: UUID
    reason: LongText
    lines: Annotated[tuple[RefundLine, ...], Field(max_length=MOST_TITLES)] = ()
    shipping: bool = False
    amount: Annotated[MinorUnits, Field(ge=1)] | None = None

    @model_validator(mode="after")
    def copies_or_amount(self) -> RefundOrderRequest:
        """Refuse copies together with an amount: they could contradict each other."""
        if self.amount is not None and (self.lines or self.shipping):
            raise ValueError("name copies and shipping, or an amount, not both")
        if len({line.sku for line in self.lines}) < len(self.lines):
            raise ValueError("each title may be named once only")
        return self

    def refund_request(self) -> OrderRefundRequest:
        """The same as a value of the domain."""
        copies = {line.sku: line.quantity for line in self.lines}
        return OrderRefundRequest(self.refund_id, self.reason, copies, self.shipping, self.amount)


class ShareView(ReplyBody):
    """The share of a line (by SKU) or of shipping: `gross` less `discount`, and its tax."""

    part: str
    quantity: int
    gross: int
    discount: int
    tax: int


class RefundView(ReplyBody):
    """A refund; `pending` is accepted by the gateway, `failed` was sent back to us.

    `reduced` minor units of it do not go back: they were owed on invoice, and are not any more.
    """

    refund_id: UUID
    state: OrderRefundState
    amount: int
    shares: tuple[ShareView, ...]
    destination: RefundDestination
    reduced: MinorUnits

    @classmethod
    def of(cls, refund: OrderRefund) -> RefundView:
        """The refund as staff and customers see it."""
        shares = tuple(ShareView(**vars(share)) for share in refund.shares)
        return cls(
            refund_id=refund.refund_id,
            state=refund.state,
            amount=refund.amount,
            shares=shares,
            destination=refund.destination,
            reduced=refund.reduced,
        )


class RequestedRefundView(RefundView):
    """A refund as it was requested: `beside` goes to gift cards where the payment had not given enough."""

    beside: RefundView | None = None

    @classmethod
    def requested(cls, refund: OrderRefund, all_of_order: Iterable[OrderRefund]) -> RequestedRefundView:
        """The refund with what goes back to gift cards beside it."""
        beside = next((each for each in all_of_order if each.refund_id == refund.companion_id), None)
        view = RefundView.of(refund)
        return cls(**vars(view), beside=RefundView.of(beside) if beside else None)


class RefundNotice(RequestBody):
    """The state of a refund at the gateway. `reduced`: what of it its customer does not owe any more."""

    amount: Annotated[MinorUnits, Field(ge=1)]
    state: Literal["pending", "refunded", "failed"]
    reduced: MinorUnits = 0


class FlagNotice(RequestBody):
    """What is wrong with the payment."""

    flag: ShortText
