"""The cart service."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from steps.drivers.api import Api
from steps.vocabulary.money import Money


@dataclass(frozen=True)
class CappedCopies:
    """A title of which the cart kept fewer copies than were wanted."""

    wanted: int
    kept: int
    reason: str


@dataclass(frozen=True)
class MergedCart:
    """The customer's cart after a guest's cart was merged into it; what did not fit, by SKU.

    `codes_left_out`: the guest's discount codes for which the cart has no room.
    """

    cart_id: str
    capped: Mapping[str, CappedCopies]
    codes_left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class ShownAvailability:
    """The availability of a line; the number of copies is None where it is unknown."""

    kind: str
    available: int | None


@dataclass(frozen=True)
class ShownQuote:
    """The quote of a cart. `version` counts the changes of the cart.

    codes: by discount code the reason why it does not apply, None where it does.
    """

    quote_id: str
    total: Money
    version: int
    codes: Mapping[str, str | None] = field(default_factory=dict)
    ways: Mapping[str, Money] = field(default_factory=dict)
    """The ways of shipping that the customer can choose, with what each costs."""


def shown_quote(quote: Mapping[str, Any], version: int) -> ShownQuote:
    """What a buyer is shown of a quote as pricing and cart answer it."""
    codes = {code["code"]: code["reason"] for code in quote["discount_codes"]}
    currency = quote["currency"]
    ways = {way["method"]: Money(way["amount"], currency) for way in quote["shipping_methods"]}
    total = Money(quote["grand_total"], currency)
    return ShownQuote(quote["quote_id"], total, version, codes, ways)


@dataclass(frozen=True)
class CartDriver:
    """Opens, changes, reads and claims carts."""

    api: Api

    def open(self, credentials: Mapping[str, str], currency: str) -> tuple[str, str | None]:
        """Open a cart in this currency; its id, and the cart token of a guest."""
        found = self.api.call("POST", "/carts", credentials, {"currency": currency})
        return str(found["cart_id"]), found.get("cart_token")

    def add(
        self, credentials: Mapping[str, str], cart_id: str, sku: str, copies: int, key: str | None = None
    ) -> None:
        """Add copies, once for each idempotency key. Raises Refused where they exceed stock or limit."""
        headers = {**credentials, "Idempotency-Key": key} if key else credentials
        self.api.call("POST", f"/carts/{cart_id}/lines", headers, {"sku": sku, "quantity": copies})

    def lines(self, credentials: Mapping[str, str], cart_id: str) -> dict[str, int]:
        """Copies by SKU."""
        found = self.api.call("GET", f"/carts/{cart_id}", credentials)
        return {line["sku"]: line["quantity"] for line in found["lines"]}

    def next_cart(self, credentials: Mapping[str, str], cart_id: str) -> str | None:
        """The cart that follows a bought one, with what was added in the meantime; None where none does."""
        found = self.api.call("GET", f"/carts/{cart_id}", credentials).get("next_cart_id")
        return None if found is None else str(found)

    def remove(self, credentials: Mapping[str, str], cart_id: str, sku: str) -> None:
        """Remove a title."""
        self.api.call("DELETE", f"/carts/{cart_id}/lines/{sku}", credentials)

    def line_availability(self, credentials: Mapping[str, str], cart_id: str) -> dict[str, ShownAvailability]:
        """The availability of each line, by SKU."""
        found = self.api.call("GET", f"/carts/{cart_id}/availability", credentials)
        return {
            line["sku"]: ShownAvailability(line["standing"], line["available"]) for line in found["lines"]
        }

    def claim(self, customer: Mapping[str, str], guest: Mapping[str, str], cart_id: str) -> MergedCart:
        """Merge a guest's cart into the customer's. Raises Refused where the token is not the cart's."""
        found = self.api.call("POST", f"/carts/{cart_id}/claim", {**customer, **guest})
        capped = {
            one["sku"]: CappedCopies(one["wanted"], one["quantity"], one["reason"]) for one in found["capped"]
        }
        return MergedCart(str(found["cart_id"]), capped, tuple(found["codes_left_out"]))

    def codes(self, credentials: Mapping[str, str], cart_id: str) -> list[str]:
        """The discount codes in the cart, as they were entered."""
        return [*map(str, self.api.call("GET", f"/carts/{cart_id}", credentials)["discount_codes"])]

    def enter_code(self, credentials: Mapping[str, str], cart_id: str, code: str) -> None:
        """Enter a discount code beside those that are there. Raises Refused: too-many-codes."""
        self.api.call("POST", f"/carts/{cart_id}/discount-codes", credentials, {"code": code})

    def take_code_out(self, credentials: Mapping[str, str], cart_id: str, code: str) -> None:
        """Remove a discount code."""
        self.api.call("DELETE", f"/carts/{cart_id}/discount-codes", credentials, None, code=code)

    def total(self, credentials: Mapping[str, str], cart_id: str, address: Mapping[str, Any]) -> Money:
        """The grand total of the quote."""
        return self.quote(credentials, cart_id, address).total

    def quote(self, credentials: Mapping[str, str], cart_id: str, address: Mapping[str, Any]) -> ShownQuote:
        """The quote for this address, as the customer sees it before the checkout.

        Under `bill_to` it has the billing address, where that is another one.
        """
        return self._quote(credentials, cart_id, address)

    def quote_by(
        self, credentials: Mapping[str, str], cart_id: str, address: Mapping[str, Any], way: str
    ) -> ShownQuote:
        """The same, shipped this way. Raises Refused where it is not offered."""
        return self._quote(credentials, cart_id, address, shipping_method=way)

    def _quote(
        self, credentials: Mapping[str, str], cart_id: str, address: Mapping[str, Any], **chosen: str
    ) -> ShownQuote:
        bill_to = address.get("bill_to") or {}
        asked = {
            "country": address["country"],
            "region": address.get("region"),
            "billing_country": bill_to.get("country"),
            "billing_region": bill_to.get("region"),
            **chosen,
        }
        query = {key: value for key, value in asked.items() if value}
        quote = self.api.call("GET", f"/carts/{cart_id}/quote", credentials, None, **query)
        return shown_quote(quote, quote["cart_version"])

    def put(self, credentials: Mapping[str, str], cart_id: str, sku: str, copies: int) -> None:
        """Set the number of copies of a title; zero removes it. Raises Refused."""
        if copies:
            self.api.call("PUT", f"/carts/{cart_id}/lines/{sku}", credentials, {"quantity": copies})
        else:
            self.remove(credentials, cart_id, sku)
