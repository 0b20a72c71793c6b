"""Carts and their rules, without I/O."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from bookstore.cart.errors import CartClosed, CartFull, TooManyCodes
from bookstore.cart.stock import (
    CapReason,
    StockBySku,
    StockStatus,
    TitleStock,
    available_of,
    check_limit,
    not_enough,
    reason_of,
)
from bookstore.platform.auth import Customer, Guest
from bookstore.platform.money import Currency
from bookstore.platform.schemas import MOST_CODES, MOST_TITLES
from bookstore.platform.title_kinds import TitleKind


class CartState(StrEnum):
    """The states of a cart."""

    OPEN = "open"
    CLOSED = "closed"


MOVES: Mapping[CartState, frozenset[CartState]] = {
    CartState.OPEN: frozenset({CartState.CLOSED}),
    CartState.CLOSED: frozenset(),
}


@dataclass(frozen=True)
class CartLine:
    """A number of copies of one title in a cart."""

    sku: str
    title: str
    quantity: int
    kind: TitleKind = TitleKind.PRINTED


@dataclass(frozen=True)
class CappedLine:
    """A title of which fewer copies are in the cart than were `wanted`; `quantity` may be 0."""

    sku: str
    title: str
    wanted: int
    quantity: int
    reason: CapReason


@dataclass(frozen=True)
class Bought:
    """What a checkout has bought: copies by SKU, and the codes that were in the cart when it began."""

    copies: Mapping[str, int]
    discount_codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cart:
    """A cart, its owner, and what closed it. `version` counts its changes.

    `next_cart_id`: the cart with what was added, copies or discount codes, while the checkout ran that has
    bought this one.
    """

    cart_id: UUID
    customer_id: str | None
    token_hash: str | None
    currency: Currency
    lines: tuple[CartLine, ...] = ()
    discount_codes: tuple[str, ...] = ()
    version: int = 1
    state: CartState = CartState.OPEN
    checkout_id: UUID | None = None
    merged_into: UUID | None = None
    capped: tuple[CappedLine, ...] = ()
    next_cart_id: UUID | None = None

    def belongs_to(self, buyer: Customer | Guest) -> bool:
        """Whether this buyer owns the cart."""
        if isinstance(buyer, Customer):
            return self.customer_id == buyer.customer_id
        return self.token_hash == buyer.token_hash

    def quantity_of(self, sku: str) -> int:
        """The copies of this title in the cart."""
        return next((line.quantity for line in self.lines if line.sku == sku), 0)

    def check_open(self) -> None:
        """Raises CartClosed."""
        if CartState.CLOSED not in MOVES[self.state]:
            raise CartClosed(f"cart {self.cart_id} is closed and cannot change")

    def with_line(self, line: CartLine) -> Cart:
        """The cart with this line, in place or at the end; a quantity of 0 removes it. Raises CartFull."""
        if not line.quantity:
            return replace(self, lines=tuple(kept for kept in self.lines if kept.sku != line.sku))
        if self.quantity_of(line.sku):
            return replace(self, lines=tuple(line if old.sku == line.sku else old for old in self.lines))
        if len(self.lines) >= MOST_TITLES:
            raise CartFull(f"a cart may hold {MOST_TITLES} titles", limit=MOST_TITLES)
        return replace(self, lines=(*self.lines, line))

    def without(self, sku: str) -> Cart:
        """The cart without this title."""
        return self.with_line(CartLine(sku, "", 0))

    def with_code(self, code: str) -> Cart:
        """The cart with this discount code as the last, once in any spelling. Raises TooManyCodes."""
        if _has(self.discount_codes, code):
            return self
        if len(self.discount_codes) >= MOST_CODES:
            raise TooManyCodes(f"a cart may have {MOST_CODES} discount codes", limit=MOST_CODES)
        return replace(self, discount_codes=(*self.discount_codes, code))

    def without_code(self, code: str) -> Cart:
        """The cart without this discount code, in whatever spelling."""
        return replace(self, discount_codes=tuple(_others(self.discount_codes, (code,))))

    def closed_by(self, checkout_id: UUID) -> Cart:
        """The cart bought by this checkout; unchanged when repeated. Raises CartClosed for another checkout.

        A cart that was merged while its checkout ran is closed, but not bought yet.
        """
        if self.checkout_id == checkout_id:
            return self
        if self.merged_into is None or self.checkout_id is not None:
            self.check_open()
        return replace(self, state=CartState.CLOSED, checkout_id=checkout_id)

    def not_bought(self, bought: Bought) -> tuple[CartLine, ...]:
        """The copies beyond these: they were added after the checkout had read the cart."""
        left = (replace(line, quantity=line.quantity - bought.copies.get(line.sku, 0)) for line in self.lines)
        return tuple(line for line in left if line.quantity > 0)

    def codes_not_used(self, bought: Bought) -> tuple[str, ...]:
        """The discount codes that were entered after the checkout had read the cart."""
        return tuple(_others(self.discount_codes, bought.discount_codes))

    def without_bought(self, bought: Cart, not_bought: Sequence[CartLine] = ()) -> Cart:
        """The cart without the copies that came from `bought`, which was merged into it.

        The copies that were not bought stay, as far as they fitted in.
        """
        cart, kept = self, {line.sku: line.quantity for line in not_bought}
        for line in bought.lines:
            taken = max(0, bought.copies_merged(line) - kept.get(line.sku, 0))
            left = max(0, self.quantity_of(line.sku) - taken)
            cart = cart.with_line(replace(line, quantity=left)) if self.quantity_of(line.sku) else cart
        return cart

    def copies_merged(self, line: CartLine) -> int:
        """How many copies of this line went into the cart that this one was merged into."""
        for one in self.capped:
            if one.sku == line.sku:
                before = one.wanted - line.quantity
                return max(0, one.quantity - before)
        return line.quantity

    def codes_left_out(self, target: Cart) -> tuple[str, ...]:
        """The discount codes that the cart has and the one that it was merged into has not."""
        return tuple(_others(self.discount_codes, target.discount_codes))

    def merged(self, target: UUID, capped: tuple[CappedLine, ...]) -> Cart:
        """The cart closed by a merge into the target; raises CartClosed."""
        self.check_open()
        return replace(self, state=CartState.CLOSED, merged_into=target, capped=capped)


def with_quantity(cart: Cart, sku: str, quantity: int, stock_by_sku: StockBySku, limit: int) -> Cart:
    """The cart with this quantity of the title; raises LimitPerTitle, NotEnoughCopies, CartFull."""
    check_limit(quantity, limit)
    stock = stock_by_sku.get(sku)
    if stock is None or not stock.has(quantity):
        raise not_enough(sku, quantity, stock)
    stock.check_limit(quantity, limit)
    return cart.with_line(CartLine(sku, stock.title, quantity, stock.kind))


def stock_status(line: CartLine, stock_by_sku: StockBySku | None) -> tuple[StockStatus, int | None]:
    """Whether the line can be bought, and the copies available; unknown without an answer of inventory."""
    stock = stock_by_sku.get(line.sku) if stock_by_sku is not None else None
    if stock is None:
        return StockStatus.UNKNOWN, None
    if stock.withdrawn:
        return StockStatus.WITHDRAWN, 0
    if stock.has(line.quantity):
        return StockStatus.IN_STOCK, stock.available
    return (StockStatus.NOT_ENOUGH_COPIES if stock.available else StockStatus.SOLD_OUT), stock.available


def merge(
    cart: Cart, other: Cart, stock_by_sku: StockBySku, limit: int
) -> tuple[Cart, tuple[CappedLine, ...]]:
    """The first cart with the other's copies, up to limit and stock, and the lines that were capped.

    The other's discount codes come after its own, as far as a cart may have them.
    """
    capped = []
    for line in other.lines:
        wanted = cart.quantity_of(line.sku) + line.quantity
        allowed, reason = _allowed(cart, line.sku, stock_by_sku.get(line.sku), limit)
        quantity = min(wanted, allowed)
        cart = cart.with_line(replace(line, quantity=quantity))
        if quantity < wanted:
            capped.append(CappedLine(line.sku, line.title, wanted, quantity, reason))
    codes = (*cart.discount_codes, *_others(other.discount_codes, cart.discount_codes))
    return replace(cart, discount_codes=codes[:MOST_CODES]), tuple(capped)


def _others(codes: Iterable[str], than: Iterable[str]) -> Iterator[str]:
    """Those of the codes that are not among the others; the spelling does not count, as pricing has it."""
    known = {code.strip().upper() for code in than}
    return (code for code in codes if code.strip().upper() not in known)


def _has(codes: Iterable[str], code: str) -> bool:
    return not list(_others((code,), codes))


def _allowed(cart: Cart, sku: str, stock: TitleStock | None, limit: int) -> tuple[int, CapReason]:
    """The most copies of a title that the cart can hold, and the reason for the bound."""
    if not cart.quantity_of(sku) and len(cart.lines) >= MOST_TITLES:
        return 0, CapReason.CART_FULL
    if stock is None or not stock.has(limit):
        return available_of(stock), reason_of(stock)
    return stock.limit(limit), CapReason.LIMIT_PER_TITLE
