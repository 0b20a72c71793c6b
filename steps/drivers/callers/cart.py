"""The driver in the place of the cart: it collects what is to be bought, and asks inventory and pricing."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from steps.drivers.callers.cart_owner import CartOwner
from steps.drivers.callers.requests import CallerRequests
from steps.drivers.cart import ShownQuote, shown_quote
from steps.vocabulary.money import Money


@dataclass
class CollectedCart:
    """What one buyer wants; `titles` and `kinds` have what inventory says of each SKU."""

    cart_id: str
    buyer: CartOwner
    currency: str
    copies: dict[str, int] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    codes: tuple[str, ...] = ()
    version: int = 1
    closed: bool = False
    keys: set[str] = field(default_factory=set)

    def lines(self) -> list[dict[str, Any]]:
        """The lines, as requests to other services have them."""
        return [{"sku": sku, "quantity": count} for sku, count in self.copies.items()]


class CartCaller:
    """Has the acts of `CartPort`, and shows nothing: what a cart holds, the cart alone can tell.

    It refuses nothing either. Copies that are too many are for inventory to refuse, at the reservation.
    """

    def __init__(self, requests: CallerRequests) -> None:
        self._requests = requests
        self._carts: dict[str, CollectedCart] = {}

    def open(self, credentials: Mapping[str, str], currency: str) -> tuple[str, str | None]:
        """The open cart of a customer in this currency, or a new one; a guest gets a cart token."""
        buyer, token = CartOwner.of(credentials), None
        if buyer.customer_id is None:
            token = secrets.token_urlsafe(32)
            buyer = CartOwner(None, None, token)
        for cart in self._carts.values():
            if cart.buyer == buyer and cart.currency == currency and not cart.closed:
                return cart.cart_id, None
        made = CollectedCart(str(uuid4()), buyer, currency)
        self._carts[made.cart_id] = made
        return made.cart_id, token

    def add(
        self, credentials: Mapping[str, str], cart_id: str, sku: str, copies: int, key: str | None = None
    ) -> None:
        """Add copies, once for each idempotency key; inventory is asked for the title."""
        cart = self._carts[cart_id]
        if key is None or key not in cart.keys:
            cart.keys |= {key} if key else set()
            self._set(cart, sku, cart.copies.get(sku, 0) + copies)

    def put(self, credentials: Mapping[str, str], cart_id: str, sku: str, copies: int) -> None:
        """Set the number of copies of a title; zero removes it."""
        if copies:
            self._set(self._carts[cart_id], sku, copies)
        else:
            self.remove(credentials, cart_id, sku)

    def remove(self, credentials: Mapping[str, str], cart_id: str, sku: str) -> None:
        """Remove a title."""
        self._carts[cart_id].copies.pop(sku, None)
        self._carts[cart_id].version += 1

    def enter_code(self, credentials: Mapping[str, str], cart_id: str, code: str) -> None:
        """Enter a discount code, once."""
        cart = self._carts[cart_id]
        cart.codes = tuple(dict.fromkeys((*cart.codes, code)))
        cart.version += 1

    def take_code_out(self, credentials: Mapping[str, str], cart_id: str, code: str) -> None:
        """Remove a discount code."""
        cart = self._carts[cart_id]
        cart.codes = tuple(each for each in cart.codes if each != code)
        cart.version += 1

    def total(self, credentials: Mapping[str, str], cart_id: str, address: Mapping[str, Any]) -> Money:
        """The grand total of the quote."""
        return self.quote(credentials, cart_id, address).total

    def quote(self, credentials: Mapping[str, str], cart_id: str, address: Mapping[str, Any]) -> ShownQuote:
        """The quote of pricing for this address. Raises Refused as pricing does."""
        return self._quote(self._carts[cart_id], address)

    def quote_by(
        self, credentials: Mapping[str, str], cart_id: str, address: Mapping[str, Any], way: str
    ) -> ShownQuote:
        """The same, shipped this way."""
        return self._quote(self._carts[cart_id], address, way)

    def _quote(self, cart: CollectedCart, address: Mapping[str, Any], way: str | None = None) -> ShownQuote:
        body = quote_request(cart, cart.buyer, address, binding=False)
        asked = {**body, "shipping_method": way}
        return shown_quote(self._requests.call("pricing", "PUT", f"/quotes/{uuid4()}", asked), cart.version)

    def look(self, cart_id: str, buyer: CartOwner) -> CollectedCart:
        """The cart, for the driver in the place of the checkout."""
        return self._carts[cart_id]

    def close(self, cart: CollectedCart, checkout_id: str) -> None:
        """The checkout has bought the cart."""
        self._carts[cart.cart_id].closed = True

    def _set(self, cart: CollectedCart, sku: str, copies: int) -> None:
        known = self._requests.call("inventory", "GET", "/availability", sku=sku)["titles"]
        cart.titles |= {title["sku"]: title["title"] for title in known}
        cart.kinds |= {title["sku"]: title["kind"] for title in known}
        cart.copies[sku] = copies
        cart.version += 1


def quote_request(
    cart: CollectedCart, buyer: CartOwner, address: Mapping[str, Any], *, binding: bool
) -> dict[str, Any]:
    """The body of a quote, as a cart and a checkout ask for it."""
    bill_to = address.get("bill_to")
    return {
        "currency": cart.currency,
        "lines": [{**line, "kind": cart.kinds[line["sku"]]} for line in cart.lines()],
        "destination": _place(address),
        "billing": _place(bill_to) if bill_to else None,
        "discount_codes": list(cart.codes),
        "customer": buyer.customer_id,
        "account_email": buyer.account_email,
        "binding": binding,
    }


def _place(address: Mapping[str, Any]) -> dict[str, Any]:
    return {"country": address["country"], "region": address.get("region")}
