"""Merges the cart of a guest into the customer's own cart when the guest signs in."""

from __future__ import annotations

from uuid import UUID, uuid4

from bookstore.cart import store
from bookstore.cart.clients import InventoryClient
from bookstore.cart.errors import CartBusy
from bookstore.cart.model import Cart, merge
from bookstore.cart.service import require_owned, save_if_changed
from bookstore.cart.stock import StockBySku
from bookstore.platform.auth import Customer, Guest
from bookstore.platform.clock import Clock
from bookstore.platform.database import Database

_ATTEMPTS = 3  # each with a new request to inventory, since the guest's cart has changed


class ClaimService:
    """The use case of claiming a guest's cart."""

    def __init__(self, database: Database, clock: Clock, inventory: InventoryClient, limit: int) -> None:
        self._database = database
        self._clock = clock
        self._inventory = inventory
        self._limit = limit

    def claim(self, cart_id: UUID, guest: Guest, customer: Customer) -> tuple[Cart, Cart]:
        """The customer's cart with the guest's lines, and the guest's cart with the lines that were capped.

        Harmless when repeated.

        Raises CartNotFound for a token of another cart or a cart claimed by another customer, CartClosed for
        a cart that was bought, CartBusy, and CallFailed where inventory does not answer. Then nothing is
        changed. Of a cart that was bought and is followed by another, that other cart is claimed.
        """
        for _ in range(_ATTEMPTS):
            seen = self._latest(cart_id, guest)
            stock_by_sku = (
                {} if seen.merged_into else self._inventory.stock([line.sku for line in seen.lines])
            )
            merged = self._merge(seen, customer, stock_by_sku)
            if merged is not None:
                return merged
        raise CartBusy(f"cart {cart_id} kept changing while it was being merged")

    def _latest(self, cart_id: UUID, guest: Guest) -> Cart:
        """The guest's cart, or the last of those that follow it. Raises CartNotFound."""
        with self._database.reading() as connection:
            cart = require_owned(store.find(connection, cart_id), cart_id, guest)
            while cart.next_cart_id is not None:
                cart = require_owned(store.find(connection, cart.next_cart_id), cart_id, guest)
        return cart

    def _merge(self, seen: Cart, customer: Customer, stock_by_sku: StockBySku) -> tuple[Cart, Cart] | None:
        """None where the guest's cart has changed since. A guest's cart is locked before a customer's."""
        with self._database.transaction() as connection:
            guest_cart = store.lock(connection, seen.cart_id)
            if guest_cart != seen:
                return None
            if guest_cart.merged_into:
                customers_cart = store.find(connection, guest_cart.merged_into)
                return require_owned(customers_cart, guest_cart.cart_id, customer), guest_cart
            guest_cart.check_open()
            new = Cart(uuid4(), customer.customer_id, None, guest_cart.currency)
            customers_cart = store.add_or_find(connection, new, self._clock.now())
            merged, capped = merge(customers_cart, guest_cart, stock_by_sku, self._limit)
            claimed = guest_cart.merged(customers_cart.cart_id, capped)
            save_if_changed(connection, guest_cart, claimed, self._clock)
            return save_if_changed(connection, customers_cart, merged, self._clock), claimed
