"""What inventory says about titles, and how many copies a cart may hold for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bookstore.cart.errors import LimitPerTitle, NotEnoughCopies
from bookstore.platform.title_kinds import TitleKind


class CapReason(StrEnum):
    """Why fewer copies are in a cart than were asked for."""

    LIMIT_PER_TITLE = "limit-per-title"
    NOT_ENOUGH_COPIES = "not-enough-copies"
    WITHDRAWN = "withdrawn"
    UNKNOWN_TITLE = "unknown-title"
    CART_FULL = "cart-full"


@dataclass(frozen=True)
class TitleStock:
    """Inventory's answer about one title; `available` is 0 where the title is withdrawn.

    None: as many as are wanted, since they are not counted.
    """

    title: str
    available: int | None
    withdrawn: bool = False
    kind: TitleKind = TitleKind.PRINTED

    def has(self, quantity: int) -> bool:
        """Whether so many copies can be bought."""
        return self.available is None or self.available >= quantity

    def limit(self, limit: int) -> int:
        """The copies that a cart may hold: those of a printed title, or the e-book of one reader."""
        return 1 if self.kind.by_link else limit

    def check_limit(self, quantity: int, limit: int) -> None:
        """Raises LimitPerTitle where a cart may not hold so many."""
        if quantity > self.limit(limit) < limit:
            raise LimitPerTitle("a cart holds an e-book once, since it is for one reader", limit=1)
        check_limit(quantity, limit)


StockBySku = Mapping[str, TitleStock]


class StockStatus(StrEnum):
    """Whether the copies of a cart line can be bought."""

    IN_STOCK = "in-stock"
    NOT_ENOUGH_COPIES = "not-enough-copies"
    SOLD_OUT = "sold-out"
    WITHDRAWN = "withdrawn"
    UNKNOWN = "unknown"


def check_limit(quantity: int, limit: int) -> None:
    """Raises LimitPerTitle where a cart may not hold so many copies of a title."""
    if quantity > limit:
        raise LimitPerTitle(f"a cart may hold {limit} copies of a title, not {quantity}", limit=limit)


def available_of(stock: TitleStock | None) -> int:
    """The copies of a title that can be bought; none of an unknown one."""
    return (stock.available or 0) if stock else 0


def reason_of(stock: TitleStock | None) -> CapReason:
    """Why there are no more of them."""
    if stock is None:
        return CapReason.UNKNOWN_TITLE
    return CapReason.WITHDRAWN if stock.withdrawn else CapReason.NOT_ENOUGH_COPIES


def not_enough(sku: str, quantity: int, stock: TitleStock | None) -> NotEnoughCopies:
    """The refusal of so many copies."""
    available, reason = available_of(stock), reason_of(stock)
    detail = {
        CapReason.UNKNOWN_TITLE: f"no title has the SKU {sku}",
        CapReason.WITHDRAWN: f"{stock.title if stock else sku} is not on sale any more",
    }.get(reason, f"{available} copies of {stock.title if stock else sku} are available, not {quantity}")
    return NotEnoughCopies(detail, sku=sku, requested=quantity, available=available, reason=reason)
