"""The request and response bodies of the inventory service."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

from pydantic import Field

from bookstore.inventory import model
from bookstore.platform.schemas import (
    EACH_TITLE_ONCE,
    MOST_TITLES,
    HoldSeconds,
    LongText,
    ReplyBody,
    RequestBody,
    Sku,
    TitleQuantity,
)
from bookstore.platform.title_kinds import TitleKind

Copies = Annotated[int, Field(ge=0, le=1_000_000, strict=True)]


class TitleBody(RequestBody):
    """The name of a title, and its kind, which never changes; without it, printed where the title is new."""

    title: LongText
    kind: TitleKind | None = None


class ReceiptBody(RequestBody):
    """Received copies; the id makes a repeated request harmless."""

    receipt_id: UUID
    copies: Annotated[Copies, Field(ge=1)]


class CountBody(RequestBody):
    """The number of copies counted, reserved ones included."""

    copies: Copies


class ReservationBody(RequestBody):
    """The lines a checkout reserves: all of them or none.

    `hold_seconds`: how long, where it is longer than usual; a transfer by bank takes days.
    """

    lines: Annotated[list[TitleQuantity], Field(min_length=1, max_length=MOST_TITLES), EACH_TITLE_ONCE]
    hold_seconds: HoldSeconds | None = None

    def wanted(self) -> tuple[model.ReservedLine, ...]:
        """The lines in the order in which their titles are locked."""
        return model.in_sku_order(model.ReservedLine(line.sku, line.quantity) for line in self.lines)

    def lifetime(self) -> timedelta | None:
        """How long the copies are reserved; None for the usual time."""
        return None if self.hold_seconds is None else timedelta(seconds=self.hold_seconds)


class ReturnBody(RequestBody):
    """Sold copies that came back; the id makes a repeated request harmless.

    `counted`: a stock count has counted them in already, so that the copies on hand stay as they are.
    """

    return_id: UUID
    lines: Annotated[list[TitleQuantity], Field(min_length=1, max_length=MOST_TITLES), EACH_TITLE_ONCE]
    counted: bool = False

    def copies(self) -> tuple[model.ReservedLine, ...]:
        """The lines in the order in which their titles are locked."""
        return model.in_sku_order(model.ReservedLine(line.sku, line.quantity) for line in self.lines)


class TitleAvailability(ReplyBody):
    """The copies of a title: `available` can be bought, 0 where the title is withdrawn.

    null: as many as are wanted, since a title of this kind does not exist in copies.
    """

    sku: Sku
    title: str
    kind: TitleKind
    on_hand: int
    reserved: int
    available: int | None
    withdrawn: bool

    @classmethod
    def of(cls, title: model.Title) -> TitleAvailability:
        """The JSON form of this title."""
        return cls(
            sku=title.sku,
            title=title.title,
            kind=title.kind,
            on_hand=title.on_hand,
            reserved=title.reserved,
            available=title.available,
            withdrawn=title.withdrawn,
        )


class TitleAvailabilities(ReplyBody):
    """The titles asked for, in SKU order; a title that does not exist is left out."""

    titles: list[TitleAvailability]


class TitleOnSale(ReplyBody):
    """A title that can be bought, as the shop's pages show it: `available` copies, 0 where it is sold out.

    null: as many as are wanted, since a title of this kind does not exist in copies.
    """

    sku: Sku
    title: str
    kind: TitleKind
    available: int | None

    @classmethod
    def of(cls, title: model.Title) -> TitleOnSale:
        """The JSON form of this title."""
        return cls(sku=title.sku, title=title.title, kind=title.kind, available=title.available)


class TitlesOnSale(ReplyBody):
    """Titles on sale, by name."""

    titles: Annotated[list[TitleOnSale], Field(max_length=MOST_TITLES)]


class ReservationReply(ReplyBody):
    """The reservation of a checkout; without lines where it was released before it was made.

    Titles that do not exist in copies are not among its lines.

    `returned`: the sold copies that came back. `exchanged`: those that were sold in exchange.
    """

    checkout_id: UUID
    state: model.ReservationState
    lines: list[TitleQuantity]
    expires_at: datetime
    returned: list[TitleQuantity]
    exchanged: list[TitleQuantity]

    @classmethod
    def of(cls, reservation: model.Reservation) -> ReservationReply:
        """The JSON form of this reservation."""
        return cls(
            checkout_id=reservation.checkout_id,
            state=reservation.state,
            lines=[TitleQuantity(sku=line.sku, quantity=line.quantity) for line in reservation.lines],
            expires_at=reservation.expires_at,
            returned=_lines(reservation.returned),
            exchanged=_lines(reservation.exchanged),
        )


def _lines(copies: Mapping[str, int]) -> list[TitleQuantity]:
    return [TitleQuantity(sku=sku, quantity=count) for sku, count in copies.items()]
