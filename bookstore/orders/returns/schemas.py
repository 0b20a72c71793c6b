"""The request and response bodies of returns."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, model_validator

from bookstore.orders.purchase import Purchase
from bookstore.orders.returns.returned import OrderReturn, ReturnedCopies
from bookstore.platform.schemas import EACH_TITLE_ONCE, MOST_TITLES, ReplyBody, RequestBody, Sku


class ReturnedLineBody(RequestBody):
    """Copies of one title that came back: `unharmed` ones are sold again, `damaged` ones are not."""

    sku: Sku
    unharmed: Annotated[int, Field(ge=0, le=1000)] = 0
    damaged: Annotated[int, Field(ge=0, le=1000)] = 0

    @model_validator(mode="after")
    def has_copies(self) -> ReturnedLineBody:
        """Refuse a line of which nothing came back."""
        if not self.unharmed + self.damaged:
            raise ValueError("at least one copy came back, or the title is left out")
        return self


class ReturnReport(RequestBody):
    """The copies of an order that came back together.

    `counted`: a stock count has found the unharmed copies already: the copies on hand stay as they are.
    """

    lines: Annotated[
        tuple[ReturnedLineBody, ...], Field(min_length=1, max_length=MOST_TITLES), EACH_TITLE_ONCE
    ]
    counted: bool = False

    def copies(self) -> Mapping[str, ReturnedCopies]:
        """The copies by SKU."""
        return {line.sku: ReturnedCopies(line.unharmed, line.damaged) for line in self.lines}


class ReturnedLine(ReplyBody):
    """Copies of one title that came back."""

    sku: str
    title: str
    unharmed: int
    damaged: int


class ReturnView(ReplyBody):
    """What came back together, as staff and customers see it."""

    return_id: UUID
    returned_at: datetime
    lines: tuple[ReturnedLine, ...]

    @classmethod
    def of(cls, made: OrderReturn, purchase: Purchase) -> ReturnView:
        """The return with the titles of the order, in the order of its lines."""
        lines = tuple(
            ReturnedLine(sku=line.sku, title=line.title, **vars(made.copies[line.sku]))
            for line in purchase.lines
            if line.sku in made.copies
        )
        return cls(return_id=made.return_id, returned_at=made.returned_at, lines=lines)
