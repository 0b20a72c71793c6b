"""The carts of buyers, as the cart service keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal
from urllib.parse import urlencode

from pydantic import Field

from bookstore.platform.money import Currency
from bookstore.platform.schemas import ReplyBody, RequestBody
from bookstore.platform.title_kinds import TitleKind
from bookstore.storefront.calls import BuyerClient
from bookstore.storefront.session import Billing, Delivery

Credentials = Mapping[str, str]
Amount = Annotated[int, Field(ge=0, strict=True)]


class CartPageLine(ReplyBody):
    """A number of copies of one title."""

    sku: str
    title: str
    kind: TitleKind
    quantity: int


class CartPage(ReplyBody):
    """A cart; `cart_token` is there for a guest's new cart alone."""

    cart_id: str
    currency: Currency
    state: Literal["open", "closed"]
    lines: list[CartPageLine]
    discount_codes: list[str] = Field(default_factory=list)
    version: int
    next_cart_id: str | None = None
    cart_token: str | None = None

    @property
    def has_ebooks(self) -> bool:
        """Whether a title of it is not shipped."""
        return not all(line.kind.in_copies for line in self.lines)


class _LineStock(ReplyBody):
    sku: str
    standing: str
    available: int | None = None


class _CartStock(ReplyBody):
    lines: list[_LineStock]


class ShownLine(ReplyBody):
    """A priced line of a quote, in minor units."""

    sku: str
    quantity: int
    unit_price: Amount
    line_total: Amount


class ShownCode(ReplyBody):
    """Whether a discount code applies, and why it does not; what it takes off, in minor units."""

    code: str
    applied: bool
    reason: str | None = None
    discount: Amount


class OfferedWay(ReplyBody):
    """A way of shipping and what it costs, in minor units."""

    method: str
    amount: Amount


class ShownTotals(ReplyBody):
    """The totals of a quote, an order or an invoice, in minor units. `tax_mode` is that of shipping."""

    subtotal: Amount
    discount: Amount
    shipping: Amount
    tax: Amount
    tax_mode: str
    grand_total: Amount

    @property
    def added_tax(self) -> int:
        """The part of the tax that is added to the prices: what the grand total has beside them."""
        return self.grand_total - (self.subtotal - self.discount + self.shipping)

    @property
    def taxes(self) -> dict[str, int]:
        """The tax by its mode; without any, a tax of nothing in the mode of shipping."""
        taxes = {"added": self.added_tax, "included": self.tax - self.added_tax}
        return {mode: tax for mode, tax in taxes.items() if tax} or {self.tax_mode: 0}


class QuotePage(ShownTotals):
    """What the buyer pays for a cart, and the version of the cart that it is for."""

    currency: Currency
    lines: list[ShownLine]
    shipping_method: str | None
    shipping_methods: list[OfferedWay]
    discount_codes: list[ShownCode] = Field(default_factory=list)
    cart_version: int


class CappedTitle(ReplyBody):
    """A title of which fewer copies are in the cart than in the two carts that were merged."""

    title: str
    wanted: int
    quantity: int


class _ClaimedCart(CartPage):
    capped: list[CappedTitle]


class _NewCart(RequestBody):
    currency: Currency


class _Addition(RequestBody):
    sku: str
    quantity: int


class _Copies(RequestBody):
    quantity: int


class _Code(RequestBody):
    code: str


class Carts:
    """The client of the cart service. Each method raises ServiceRefused, SessionEnded or CallFailed."""

    def __init__(self, client: BuyerClient) -> None:
        self._client = client

    def open(self, credentials: Credentials, currency: Currency) -> CartPage:
        """A guest's new cart, or the customer's open cart in this currency."""
        return self._client.ask("POST", "/carts", credentials, _NewCart(currency=currency)).read(CartPage)

    def read(self, cart_id: str, credentials: Credentials) -> CartPage:
        """The cart."""
        return self._client.ask("GET", f"/carts/{cart_id}", credentials).read(CartPage)

    def stock(self, cart_id: str, credentials: Credentials) -> dict[str, tuple[str, int | None]]:
        """By SKU, whether the copies of a line can be bought, and how many; None where that is unknown."""
        answer = self._client.ask("GET", f"/carts/{cart_id}/availability", credentials)
        return {line.sku: (line.standing, line.available) for line in answer.read(_CartStock).lines}

    def add(self, cart_id: str, credentials: Credentials, sku: str, quantity: int, key: str) -> CartPage:
        """The cart with these copies more; a repeated key adds them once."""
        body = _Addition(sku=sku, quantity=quantity)
        return self._client.ask("POST", f"/carts/{cart_id}/lines", credentials, body, key).read(CartPage)

    def change(self, cart_id: str, credentials: Credentials, sku: str, quantity: int) -> None:
        """Set the copies of a title; 0 removes it."""
        path = f"/carts/{cart_id}/lines/{sku}"
        if quantity == 0:
            self._client.ask("DELETE", path, credentials)
        else:
            self._client.ask("PUT", path, credentials, _Copies(quantity=quantity))

    def add_code(self, cart_id: str, credentials: Credentials, code: str) -> None:
        """Add a discount code."""
        self._client.ask("POST", f"/carts/{cart_id}/discount-codes", credentials, _Code(code=code))

    def remove_code(self, cart_id: str, credentials: Credentials, code: str) -> None:
        """Remove a discount code."""
        query = urlencode({"code": code})
        self._client.ask("DELETE", f"/carts/{cart_id}/discount-codes?{query}", credentials)

    def quote(self, cart_id: str, credentials: Credentials, to: Delivery, bill_to: Billing) -> QuotePage:
        """What the cart costs when it is shipped there, in the way that was chosen, and billed there."""
        told = {
            "region": to.fields.get("region"),
            "shipping_method": to.shipping_method,
            "billing_country": bill_to.fields.get("country"),
            "billing_region": bill_to.fields.get("region"),
        }
        given = {name: text for name, text in told.items() if text}
        query = urlencode({"country": to.fields["country"], **given})
        return self._client.ask("GET", f"/carts/{cart_id}/quote?{query}", credentials).read(QuotePage)

    def claim(self, cart_id: str, token: str, customer: Credentials) -> tuple[CartPage, list[CappedTitle]]:
        """The customer's cart with the lines of a guest's cart, and what did not fit."""
        credentials = {**customer, "cart-token": token}
        claimed = self._client.ask("POST", f"/carts/{cart_id}/claim", credentials).read(_ClaimedCart)
        return claimed, claimed.capped
