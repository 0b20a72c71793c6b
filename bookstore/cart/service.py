"""The use cases of carts.

No transaction is open during a call to another service. The answer is applied to the cart under its lock, so
that no concurrent change is lost.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from uuid import UUID, uuid4

from sqlalchemy import Connection

from bookstore.cart import store
from bookstore.cart.clients import CartQuote, InventoryClient, PricingClient, ShippingWish
from bookstore.cart.errors import CartEmpty, CartNotFound, KeyReused
from bookstore.cart.model import Bought, Cart, CartLine, CartState, with_quantity
from bookstore.cart.stock import StockBySku, check_limit
from bookstore.platform.auth import Customer, Guest, token_hash
from bookstore.platform.clock import Clock
from bookstore.platform.database import Database
from bookstore.platform.http import CallFailed
from bookstore.platform.mail_addresses import mailable_or_none
from bookstore.platform.money import Currency

Buyer = Customer | Guest
_TOKEN_BYTES = 32
_log = logging.getLogger(__name__)


class CartService:
    """The carts of all buyers; each holds at most `limit` copies of a title."""

    def __init__(
        self, database: Database, clock: Clock, inventory: InventoryClient, pricing: PricingClient, limit: int
    ) -> None:
        self._database = database
        self._clock = clock
        self._inventory = inventory
        self._pricing = pricing
        self._limit = limit

    def open_for_guest(self, currency: Currency) -> tuple[Cart, str]:
        """A new cart and its token, which is returned only here."""
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        cart = Cart(uuid4(), None, token_hash(token), currency)
        with self._database.transaction() as connection:
            store.add(connection, cart, self._clock.now())
        return cart, token

    def open_for_customer(self, customer: Customer, currency: Currency) -> tuple[Cart, bool]:
        """The customer's open cart in this currency; True where it is new."""
        new = Cart(uuid4(), customer.customer_id, None, currency)
        with self._database.transaction() as connection:
            cart = store.add_or_find(connection, new, self._clock.now())
        return cart, cart.cart_id == new.cart_id

    def read(self, cart_id: UUID, buyer: Buyer) -> Cart:
        """The buyer's cart; raises CartNotFound."""
        with self._database.reading() as connection:
            return require_owned(store.find(connection, cart_id), cart_id, buyer)

    def add(self, cart_id: UUID, buyer: Buyer, sku: str, quantity: int, key: str | None) -> Cart:
        """Add copies of a title; with an idempotency key, once.

        Raises CartNotFound, CartClosed, CartFull, LimitPerTitle, NotEnoughCopies, KeyReused, and CallFailed
        where inventory does not answer. Then nothing is changed.
        """
        cart = self.read(cart_id, buyer)
        check_limit(quantity, self._limit)
        if key and self._added_before(cart_id, key, sku, quantity):
            return cart
        cart.check_open()
        stock_by_sku = self._inventory.stock([sku])

        def with_addition(cart: Cart, connection: Connection) -> Cart:
            if key and not store.add_addition(connection, cart_id, key, sku, quantity):
                _check_same(store.same_addition(connection, cart_id, key, sku, quantity))
                return cart
            return with_quantity(cart, sku, cart.quantity_of(sku) + quantity, stock_by_sku, self._limit)

        return self._change(cart_id, buyer, with_addition)

    def set_quantity(self, cart_id: UUID, buyer: Buyer, sku: str, quantity: int) -> Cart:
        """Set the number of copies of a title; raises what `add` raises."""
        self.read(cart_id, buyer).check_open()
        check_limit(quantity, self._limit)
        stock_by_sku = self._inventory.stock([sku])
        return self._change(
            cart_id, buyer, lambda cart, _: with_quantity(cart, sku, quantity, stock_by_sku, self._limit)
        )

    def remove(self, cart_id: UUID, buyer: Buyer, sku: str) -> Cart:
        """Remove the title; raises CartNotFound, CartClosed."""
        return self._change(cart_id, buyer, lambda cart, _: cart.without(sku))

    def add_discount_code(self, cart_id: UUID, buyer: Buyer, code: str) -> Cart:
        """Add a discount code, which pricing checks later.

        Raises CartNotFound, CartClosed, TooManyCodes.
        """
        return self._change(cart_id, buyer, lambda cart, _: cart.with_code(code))

    def remove_discount_code(self, cart_id: UUID, buyer: Buyer, code: str) -> Cart:
        """Remove a discount code; raises CartNotFound, CartClosed."""
        return self._change(cart_id, buyer, lambda cart, _: cart.without_code(code))

    def quote(self, cart_id: UUID, buyer: Buyer, shipment: ShippingWish) -> CartQuote:
        """A quote for the cart; raises CartNotFound, CartEmpty, a refusal of pricing, CallFailed."""
        cart = self.read(cart_id, buyer)
        if not cart.lines:
            raise CartEmpty(f"cart {cart_id} holds nothing to price")
        account_email = mailable_or_none(buyer.email) if isinstance(buyer, Customer) else None
        return self._pricing.quote(cart, shipment, account_email)

    def availability(self, cart_id: UUID, buyer: Buyer) -> tuple[Cart, StockBySku | None]:
        """The cart and the stock of its titles, None where inventory does not answer.

        Raises CartNotFound.
        """
        cart = self.read(cart_id, buyer)
        try:
            return cart, self._inventory.stock([line.sku for line in cart.lines])
        except CallFailed as failure:
            _log.warning("availability is shown as unknown", extra={"why": str(failure)})
            return cart, None

    def close(self, cart_id: UUID, checkout_id: UUID, bought: Bought | None = None) -> Cart:
        """Close the cart for this checkout; raises CartNotFound, and CartClosed for another checkout.

        `bought`: None for all of the cart. What was added while the checkout ran, copies or discount codes,
        goes to the next cart of the same buyer. Where the cart was merged into a customer's cart in the
        meantime, the bought copies leave that cart too.
        """
        with self._database.transaction() as connection:
            cart = store.lock(connection, cart_id)
            if cart is None:
                raise cart_not_found(cart_id)
            closed = cart.closed_by(checkout_id)
            if closed == cart:
                return cart
            left = () if bought is None else cart.not_bought(bought)
            if cart.merged_into is not None:
                self._remove_bought(connection, cart, left, cart.merged_into)
            saved = self._save(connection, cart, closed)
            codes = () if bought is None else cart.codes_not_used(bought)
            waits = (left or codes) and not cart.merged_into
            return self._followed(connection, saved, left, codes) if waits else saved

    def _remove_bought(
        self, connection: Connection, bought: Cart, left: Sequence[CartLine], merged_into: UUID
    ) -> None:
        """Carts of guests are locked before carts of customers."""
        customers_cart = store.lock(connection, merged_into)
        if customers_cart is not None and customers_cart.state is CartState.OPEN:
            self._save(connection, customers_cart, customers_cart.without_bought(bought, left))

    def _followed(
        self, connection: Connection, closed: Cart, left: tuple[CartLine, ...], codes: tuple[str, ...]
    ) -> Cart:
        """The closed cart, followed by an open cart of the same buyer with these lines and codes."""
        now = self._clock.now()
        following = Cart(uuid4(), closed.customer_id, closed.token_hash, closed.currency, left, codes)
        store.add(connection, following, now)
        store.save(connection, replace(following, lines=()), following, now)
        store.follow(connection, closed.cart_id, following.cart_id)
        return replace(closed, next_cart_id=following.cart_id)

    def _added_before(self, cart_id: UUID, key: str, sku: str, quantity: int) -> bool:
        """Whether this addition was made before: then inventory need not be asked. Raises KeyReused."""
        with self._database.reading() as connection:
            same = store.same_addition(connection, cart_id, key, sku, quantity)
        if same is not None:
            _check_same(same)
        return same is not None

    def _change(self, cart_id: UUID, buyer: Buyer, change: Callable[[Cart, Connection], Cart]) -> Cart:
        with self._database.transaction() as connection:
            cart = require_owned(store.lock(connection, cart_id), cart_id, buyer)
            cart.check_open()
            return self._save(connection, cart, change(cart, connection))

    def _save(self, connection: Connection, before: Cart, after: Cart) -> Cart:
        return save_if_changed(connection, before, after, self._clock)


def _check_same(same: bool | None) -> None:
    if not same:
        raise KeyReused("the idempotency key was used for another addition to this cart")


def save_if_changed(connection: Connection, before: Cart, after: Cart, clock: Clock) -> Cart:
    """Store the cart as its next version, where it differs from `before`."""
    if after == before:
        return before
    changed = replace(after, version=before.version + 1)
    store.save(connection, before, changed, clock.now())
    return changed


def require_owned(cart: Cart | None, cart_id: UUID, buyer: Buyer) -> Cart:
    """The cart, where this buyer owns it; raises CartNotFound."""
    if cart is None or not cart.belongs_to(buyer):
        raise cart_not_found(cart_id)
    return cart


def cart_not_found(cart_id: UUID) -> CartNotFound:
    """The refusal for a cart that does not exist, or that the caller may not see."""
    return CartNotFound(f"there is no cart {cart_id}")
