"""Carts and the rules of filling them. Nothing here reads or writes anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from bookstore.cart.errors import CartClosed, CartFull, LimitPerTitle, NotEnoughCopies
from bookstore.platform.auth import Customer, Guest
from bookstore.platform.money import Currency

MOST_TITLES = 100  # lines a cart may have; inventory and pricing take no more in one request


class State(StrEnum):
    """Where a cart stands."""

    OPEN = "open"
    CLOSED = "closed"


MOVES: Mapping[State, frozenset[State]] = {
    State.OPEN: frozenset({State.CLOSED}),
    State.CLOSED: frozenset(),
}


class Reason(StrEnum):
    """Why fewer copies go into a cart than were asked for."""

    LIMIT_PER_TITLE = "limit-per-title"
    NOT_ENOUGH_COPIES = "not-enough-copies"
    WITHDRAWN = "withdrawn"
    UNKNOWN_TITLE = "unknown-title"
    CART_FULL = "cart-full"


@dataclass(frozen=True)
class Stock:
    """What the inventory says of one title; `available` is 0 where the title is withdrawn."""

    title: str
    available: int
    withdrawn: bool = False


Shelf = Mapping[str, Stock]


class Standing(StrEnum):
    """How a line of a cart stands to what can be bought."""

    IN_STOCK = "in-stock"
    NOT_ENOUGH_COPIES = "not-enough-copies"
    SOLD_OUT = "sold-out"
    WITHDRAWN = "withdrawn"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Line:
    """So many copies of one title."""

    sku: str
    title: str
    quantity: int


@dataclass(frozen=True)
class Capped:
    """A title of which fewer copies are in the cart than were wanted; none where `quantity` is 0."""

    sku: str
    title: str
    wanted: int
    quantity: int
    reason: Reason


@dataclass(frozen=True)
class Cart:
    """A cart, its owner, and what closed it. `version` counts the changes."""

    cart_id: UUID
    customer_id: str | None
    token_hash: str | None
    currency: Currency
    lines: tuple[Line, ...] = ()
    discount_code: str | None = None
    version: int = 1
    state: State = State.OPEN
    checkout_id: UUID | None = None
    merged_into: UUID | None = None
    capped: tuple[Capped, ...] = ()

    def belongs_to(self, shopper: Customer | Guest) -> bool:
        """Whether this shopper may see it."""
        if isinstance(shopper, Customer):
            return self.customer_id == shopper.customer_id
        return self.token_hash == shopper.token_hash

    def quantity_of(self, sku: str) -> int:
        """Copies of this title in the cart."""
        return next((line.quantity for line in self.lines if line.sku == sku), 0)

    def check_open(self) -> None:
        """Raises CartClosed."""
        if State.CLOSED not in MOVES[self.state]:
            raise CartClosed(f"cart {self.cart_id} is closed and cannot change")

    def with_line(self, line: Line) -> Cart:
        """The line in its place, or at the end; a quantity of 0 takes it out. Raises CartFull."""
        if not line.quantity:
            return replace(self, lines=tuple(kept for kept in self.lines if kept.sku != line.sku))
        if self.quantity_of(line.sku):
            return replace(self, lines=tuple(line if old.sku == line.sku else old for old in self.lines))
        if len(self.lines) >= MOST_TITLES:
            raise CartFull(f"a cart may hold {MOST_TITLES} titles", limit=MOST_TITLES)
        return replace(self, lines=(*self.lines, line))

    def without(self, sku: str) -> Cart:
        """No copy of this title."""
        return self.with_line(Line(sku, "", 0))

    def closed_by(self, checkout_id: UUID) -> Cart:
        """Bought by this checkout; unchanged where it was already, raises CartClosed where by another.

        A cart that was merged while its checkout ran is closed already, and not bought yet.
        """
        if self.checkout_id == checkout_id:
            return self
        if self.merged_into is None or self.checkout_id is not None:
            self.check_open()
        return replace(self, state=State.CLOSED, checkout_id=checkout_id)

    def without_bought(self, bought: Cart) -> Cart:
        """No copy any more that came in when the bought cart was merged into this one."""
        cart = self
        for line in bought.lines:
            left = max(0, self.quantity_of(line.sku) - bought.copies_merged(line))
            cart = cart.with_line(replace(line, quantity=left)) if self.quantity_of(line.sku) else cart
        return cart

    def copies_merged(self, line: Line) -> int:
        """How many copies of its own line went into the cart this one was merged into."""
        for one in self.capped:
            if one.sku == line.sku:
                before = one.wanted - line.quantity
                return max(0, one.quantity - before)
        return line.quantity

    def merged(self, target: UUID, capped: tuple[Capped, ...]) -> Cart:
        """Closed, since its lines went into the target; raises CartClosed."""
        self.check_open()
        return replace(self, state=State.CLOSED, merged_into=target, capped=capped)


def with_quantity(cart: Cart, sku: str, quantity: int, shelf: Shelf, limit: int) -> Cart:
    """The cart with so many copies of the title; raises LimitPerTitle, NotEnoughCopies, CartFull."""
    if quantity > limit:
        raise LimitPerTitle(f"a cart may hold {limit} copies of a title, not {quantity}", limit=limit)
    stock = shelf.get(sku)
    if stock is None or stock.available < quantity:
        raise _not_enough(sku, quantity, stock)
    return cart.with_line(Line(sku, stock.title, quantity))


def standing(line: Line, shelf: Shelf | None) -> tuple[Standing, int | None]:
    """How the line stands, and the copies available; without a word of the inventory both are unknown."""
    stock = shelf.get(line.sku) if shelf is not None else None
    if stock is None:
        return Standing.UNKNOWN, None
    if stock.withdrawn:
        return Standing.WITHDRAWN, 0
    if stock.available >= line.quantity:
        return Standing.IN_STOCK, stock.available
    return (Standing.NOT_ENOUGH_COPIES if stock.available else Standing.SOLD_OUT), stock.available


def merge(cart: Cart, other: Cart, shelf: Shelf, limit: int) -> tuple[Cart, tuple[Capped, ...]]:
    """The first cart with the other's copies, as far as limit and stock allow; and what did not fit."""
    capped = []
    for line in other.lines:
        wanted = cart.quantity_of(line.sku) + line.quantity
        allowed, reason = _allowed(cart, line.sku, shelf.get(line.sku), limit)
        quantity = min(wanted, allowed)
        cart = cart.with_line(replace(line, quantity=quantity))
        if quantity < wanted:
            capped.append(Capped(line.sku, line.title, wanted, quantity, reason))
    return replace(cart, discount_code=cart.discount_code or other.discount_code), tuple(capped)


def _allowed(cart: Cart, sku: str, stock: Stock | None, limit: int) -> tuple[int, Reason]:
    """The most copies of a title the cart can hold, and what the bound is."""
    if not cart.quantity_of(sku) and len(cart.lines) >= MOST_TITLES:
        return 0, Reason.CART_FULL
    if stock is None or stock.available < limit:
        return (stock.available if stock else 0), _reason(stock)
    return limit, Reason.LIMIT_PER_TITLE


def _reason(stock: Stock | None) -> Reason:
    if stock is None:
        return Reason.UNKNOWN_TITLE
    return Reason.WITHDRAWN if stock.withdrawn else Reason.NOT_ENOUGH_COPIES


def _not_enough(sku: str, quantity: int, stock: Stock | None) -> NotEnoughCopies:
    available, reason = (stock.available if stock else 0), _reason(stock)
    told = {
        Reason.UNKNOWN_TITLE: f"no title has the SKU {sku}",
        Reason.WITHDRAWN: f"{stock.title if stock else sku} is not on sale any more",
    }.get(reason, f"{available} copies of {stock.title if stock else sku} are available, not {quantity}")
    return NotEnoughCopies(told, sku=sku, requested=quantity, available=available, reason=reason)
