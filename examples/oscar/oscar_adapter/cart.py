"""The basket: a browser has one, which has no name of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from oscar_adapter.accounts import Credentials, Visitors
from oscar_adapter.stock import product_id
from oscar_adapter.texts import alerts, money
from steps.drivers.api import NotOffered, Refused
from steps.drivers.cart import ShownQuote
from steps.drivers.pages import Browser, Page, text_of
from steps.vocabulary.money import Money

_BASKET, _PREVIEW = "/basket/", "/checkout/preview/"
_GONE = re.compile(r"'([^']*)' is no longer available to buy \(([^)]*)\)")
_MAXIMUM = re.compile(r"a maximum of (\d+) can be bought")


@dataclass(frozen=True)
class OscarCart:
    """Fills the basket, and goes through the pages before the last click."""

    visitors: Visitors

    def open(self, credentials: Credentials, currency: str) -> tuple[str, str | None]:
        """Nothing is sent: a basket begins with the first title, and has that title's currency."""
        handle = f"cart-{uuid4()}"
        self.visitors.context.memory[handle] = dict(credentials)
        return handle, None

    def own(self, credentials: Credentials, cart_id: str) -> Browser:
        """The browser with this cart. Raises NotOffered for another one: no page can name its basket."""
        if self.visitors.context.memory[cart_id] != dict(credentials):
            raise NotOffered("Oscar has no way to name the cart of another customer")
        return self.visitors.of(credentials)

    def add(
        self, credentials: Credentials, cart_id: str, sku: str, copies: int, key: str | None = None
    ) -> None:
        """Without the key: Oscar knows none for an addition, and adds again."""
        product = product_id(self.visitors.context, sku)
        page = self.own(credentials, cart_id).post(f"/basket/add/{product}/", {"quantity": copies})
        _demand_copies(page, sku)

    def put(self, credentials: Credentials, cart_id: str, sku: str, copies: int) -> None:
        """Set the copies in the basket's form; a title that has none is added."""
        visitor = self.own(credentials, cart_id)
        page = visitor.get(_BASKET)
        place = next((place for place, each in enumerate(self._shown(page)) if each == sku), None)
        if place is None:
            self.add(credentials, cart_id, sku, copies)
            return
        fields = page.form("basket_formset")
        _demand_copies(visitor.post(_BASKET, {**fields, f"form-{place}-quantity": copies}), sku)

    def remove(self, credentials: Credentials, cart_id: str, sku: str) -> None:
        """Set the copies to zero."""
        self.put(credentials, cart_id, sku, 0)

    def lines(self, credentials: Credentials, cart_id: str) -> dict[str, int]:
        """Copies by SKU."""
        page = self.own(credentials, cart_id).get(_BASKET)
        skus = self._shown(page)
        fields = page.form("basket_formset") if skus else {}
        return {sku: int(fields[f"form-{place}-quantity"]) for place, sku in enumerate(skus)}

    def quote(self, credentials: Credentials, cart_id: str, address: Mapping[str, Any]) -> ShownQuote:
        """The pages before the last click: mail address of a guest, delivery address, preview."""
        visitor, kept = self.own(credentials, cart_id), self.visitors.context.memory
        if f"account of {credentials['visitor']}" not in kept:
            name_guest(visitor, "guest@readers.example")
        page = visitor.post("/checkout/shipping-address/", _address(address))
        if page.path.startswith(_BASKET):
            if "add some items" not in alerts(page):
                raise refused_by(page, self.visitors, {})
            if f"total of {cart_id}" not in kept:
                raise Refused("cart-empty", alerts(page), 409)
            # Bought already: a second tab shows what it showed before.
            return _shown_before(kept[f"total of {cart_id}"])
        form = page.find("form", id="card_form")
        kept[f"number of {cart_id}"] = form.get("data-order-number", "") if form is not None else ""
        kept[f"total of {cart_id}"] = money(visitor.get(_PREVIEW).row("Order total")[-1])
        return _shown_before(kept[f"total of {cart_id}"])

    def total(self, credentials: Credentials, cart_id: str, address: Mapping[str, Any]) -> Money:
        """The grand total of the quote."""
        return self.quote(credentials, cart_id, address).total

    def _shown(self, page: Page) -> list[str]:
        """The SKUs of the basket's lines, in the order of its form."""
        found = page.find("form", id="basket_formset")
        titles = [] if found is None else [text_of(each) for each in found.iter("h3")]
        return [self.visitors.context.memory[f"sku of {title}"] for title in titles]


def name_guest(visitor: Browser, email: str) -> None:
    """The first page of a guest's checkout."""
    visitor.post("/checkout/", {"username": email, "options": "anonymous", "password": ""})


def refused_by(page: Page, visitors: Visitors, named: Mapping[str, str]) -> Refused:
    """Why the checkout has sent the customer back to the basket."""
    why, kept = alerts(page), visitors.context.memory
    missing = [
        {"sku": kept[f"sku of {title}"], "title": title, "available": _left(reason)}
        for title, reason in _GONE.findall(why)
    ]
    if missing:
        return Refused("out-of-stock", why, 409, {**named, "missing": missing})
    slug = "cart-closed" if "add some items" in why else "try-again"
    return Refused(slug, why or "the checkout went back to the basket", 409, named)


def _shown_before(total: Money) -> ShownQuote:
    return ShownQuote("", total, 0)


def _left(reason: str) -> int:
    found = _MAXIMUM.search(reason)
    return int(found[1]) if found else 0


def _demand_copies(page: Page, sku: str) -> None:
    errors = [text_of(each) for each in page.with_class("error-block")]
    why = "; ".join([alerts(page), *errors])
    if _MAXIMUM.search(why) or "no stock available" in why:
        raise Refused("not-enough-copies", why, 409, {"sku": sku, "available": _left(why)})


def _address(to: Mapping[str, Any]) -> dict[str, str]:
    first, _, last = str(to["name"]).partition(" ")
    return {
        "first_name": first,
        "last_name": last or first,
        "line1": to["line1"],
        "line2": to.get("line2") or "",
        "line4": to["city"],
        "state": to.get("region") or "",
        "postcode": to["postal_code"],
        "country": to["country"],
    }
