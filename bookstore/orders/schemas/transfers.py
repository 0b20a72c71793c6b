"""The bodies about the transfer that pays an order. Amounts are minor units of the order's currency."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field

from bookstore.orders.model import Order
from bookstore.orders.states import UNPAID
from bookstore.platform.schemas import (
    CreditorReference,
    MinorUnits,
    Moment,
    ReplyBody,
    RequestBody,
    ShortText,
)


class TransferTermsBody(RequestBody):
    """Where the customer transfers the money to, under which reference, and until when it must be booked."""

    account: ShortText
    reference: CreditorReference
    due_at: Moment


class TransferNotice(RequestBody):
    """How much of the order's transfer has arrived so far."""

    received: Annotated[MinorUnits, Field(ge=1)]


class TransferView(ReplyBody):
    """What the customer transfers: `missing` is still to come, due on `due_at`.

    In advance it must be booked by then; what is bought on invoice is owed after it as well.
    """

    account: ShortText
    reference: CreditorReference
    due_at: datetime
    missing: MinorUnits

    @classmethod
    def of(cls, order: Order) -> TransferView | None:
        """What is still to come for the order; None where it is not paid by transfer."""
        terms = order.purchase.transfer
        if terms is None:
            return None
        missing = order.missing if order.state in UNPAID else 0
        return cls(**vars(terms), missing=missing)
