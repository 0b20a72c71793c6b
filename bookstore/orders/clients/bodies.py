"""What orders sends to other services, and the fields of their answers that it reads."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from pydantic import RootModel

from bookstore.platform.money import Currency
from bookstore.platform.schemas import MoneyBody, ReplyBody, RequestBody, TitleQuantity


class CloudEventBody(RootModel[dict[str, Any]]):
    """A stored event, sent unchanged."""


class PaymentSummary(ReplyBody):
    """The fields of a payment that orders reads. A status that ends in -ing is not settled yet.

    `received`: the minor units of a transfer that have arrived. `reduced`: those that are not owed any more.
    """

    status: str
    captured: int
    refunded: int
    received: int = 0
    reduced: int = 0

    @property
    def settled(self) -> bool:
        """Whether nothing is left to do for a payment whose reversal was requested."""
        return not self.status.endswith("ing") and self.status != "authorized"

    @property
    def fully_reversed(self) -> bool:
        """Whether the payment is settled, and nothing of it is authorized or captured any more."""
        return self.settled and self.captured <= self.refunded

    @property
    def not_captured(self) -> bool:
        """Whether it is certain that nothing is captured; an authorization that remains can be voided."""
        return not self.status.endswith("ing") and self.captured <= self.refunded


class RefundInstruction(RequestBody):
    """Refund this amount; the id makes a repeated request harmless."""

    refund_id: UUID
    amount: MoneyBody


class GiftCardRefundInstruction(RequestBody):
    """Refund so many minor units to gift cards; the id makes a repeated request harmless."""

    refund_id: UUID
    amount: int


class GiftCardLine(RequestBody):
    """So many gift cards over this amount each, in minor units."""

    sku: str
    quantity: int
    amount: int


class GiftCardSaleInstruction(RequestBody):
    """Issue the gift cards that an order has bought. Their ids follow from it: none is issued twice."""

    currency: Currency
    lines: tuple[GiftCardLine, ...]


class GiftCardReturnInstruction(RequestBody):
    """Take so many unspent gift cards of each title back; the id makes a repeated request harmless."""

    refund_id: UUID
    lines: tuple[TitleQuantity, ...]


class RefundAnswer(ReplyBody):
    """The fields of a refund that orders reads: refunding, pending, refunded or failed.

    The amount is less than the requested one where payments has reduced the refund to what was left. Of it,
    `reduced` minor units do not go back, but are not owed any more.
    """

    state: str
    amount: MoneyBody
    reduced: int = 0


class ReturnInstruction(RequestBody):
    """Take back these copies; the id makes a repeated request harmless."""

    return_id: UUID
    lines: list[TitleQuantity]
    counted: bool


class ReservationSummary(ReplyBody):
    """The field of a reservation that orders reads."""

    state: str
