"""The clients of the services that the cart calls: inventory and pricing."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Literal
from urllib.parse import urlencode
from uuid import UUID, uuid4

from pydantic import BaseModel, Field

from bookstore.cart.errors import CartRefusal, MethodNotOffered, NoShippingRate, RegionNeeded, TitleNotPriced
from bookstore.cart.model import Cart
from bookstore.cart.stock import StockBySku, TitleStock
from bookstore.platform.http import Deadlines, OutcomeUnknown, ServiceAnswer, ServiceClient
from bookstore.platform.money import Currency
from bookstore.platform.quote_check import Amount, CopyCount, check_quote
from bookstore.platform.schemas import CountryCode, OptionalText, ReplyBody, ShortText, Sku, TitleToQuote
from bookstore.platform.title_kinds import TitleKind

# Seconds. The buyer waits for these answers: "try again" is better than a longer wait.
DEADLINES = Deadlines(connect=0.4, read=1.0, total=1.2)
# The refusals of a quote that the buyer can do something about, by slug, with the members that say what.
_QUOTE_REFUSALS: Mapping[str, tuple[type[CartRefusal], tuple[str, ...]]] = {
    "title-not-priced": (TitleNotPriced, ("skus",)),
    "no-shipping-rate": (NoShippingRate, ("country", "currency")),
    "shipping-method-not-offered": (MethodNotOffered, ("shipping_method", "shipping_methods")),
    "region-needed": (RegionNeeded, ("country", "regions", "address")),
}
_log = logging.getLogger(__name__)


class _Title(ReplyBody):
    sku: Sku
    title: str
    kind: TitleKind
    available: Annotated[int, Field(ge=0, strict=True)] | None
    withdrawn: bool


class _Availabilities(ReplyBody):
    titles: list[_Title]


class InventoryClient:
    """The client of inventory."""

    def __init__(self, client: ServiceClient) -> None:
        self._client = client

    def stock(self, skus: Sequence[str]) -> StockBySku:
        """The stock of the titles that exist, by SKU; raises CallFailed where there is no reliable answer."""
        if not skus:
            return {}
        answer = self._client.call("GET", "/availability?" + urlencode([("sku", sku) for sku in skus]))
        if not answer.accepted:
            raise _unexpected(answer)
        found = answer.read(_Availabilities).titles
        return {one.sku: TitleStock(one.title, one.available, one.withdrawn, one.kind) for one in found}


class QuoteDestination(BaseModel):
    """Where the copies are shipped, or where the bill goes."""

    country: CountryCode
    region: OptionalText = None


class ShippingWish(QuoteDestination):
    """Where the copies are shipped and how; without a method, by the cheapest.

    Without a `billing_country` the bill goes there as well. E-books are taxed by it.
    """

    shipping_method: ShortText | None = None
    billing_country: CountryCode | None = None
    billing_region: OptionalText = None

    @property
    def billing(self) -> QuoteDestination | None:
        """Where the bill goes, where that is another address."""
        if self.billing_country is None:
            return None
        return QuoteDestination(country=self.billing_country, region=self.billing_region)


class _QuoteRequest(BaseModel):
    currency: Currency
    lines: list[TitleToQuote]
    destination: QuoteDestination
    billing: QuoteDestination | None
    shipping_method: str | None
    discount_codes: tuple[str, ...]
    customer: str | None
    account_email: str | None
    binding: bool = False


class PricingQuoteLine(ReplyBody):
    """A priced line; amounts in minor units."""

    sku: Sku
    quantity: CopyCount
    list_price: CopyCount
    unit_price: CopyCount
    line_total: Amount
    discount: Amount
    tax: Amount
    tax_rate: str
    tax_mode: Literal["added", "included"]
    tax_place: str | None


class DiscountCodeOutcome(ReplyBody):
    """Whether a discount code applies, and the `reason` why it does not.

    `discount` is what it takes off, in minor units; `skus` are the titles that it is for, none for all.
    """

    code: str
    applied: bool
    reason: str | None = None
    discount: Amount
    skus: list[str]


class QuotedMethod(ReplyBody):
    """A shipping method and what it costs for this cart, in minor units."""

    method: str
    amount: Amount


class PricingQuote(ReplyBody):
    """A priced cart; amounts in minor units of the currency."""

    quote_id: UUID
    currency: Currency
    lines: list[PricingQuoteLine]
    subtotal: Amount
    discount: Amount
    shipping: Amount
    shipping_method: str | None
    shipping_methods: list[QuotedMethod]
    tax: Amount
    tax_mode: str
    grand_total: Amount
    discount_codes: list[DiscountCodeOutcome]
    created_at: datetime
    valid_until: datetime


class CartQuote(PricingQuote):
    """A quote for one version of the cart; a submission names the version that the customer saw."""

    cart_version: int


class PricingClient:
    """The client of pricing."""

    def __init__(self, client: ServiceClient) -> None:
        self._client = client

    def quote(self, cart: Cart, shipment: ShippingWish, account_email: str | None) -> CartQuote:
        """A new quote for display; raises what it is refused with, and CallFailed."""
        body = _QuoteRequest(
            currency=cart.currency,
            lines=[TitleToQuote(sku=line.sku, quantity=line.quantity, kind=line.kind) for line in cart.lines],
            destination=QuoteDestination(country=shipment.country, region=shipment.region),
            billing=shipment.billing,
            shipping_method=shipment.shipping_method,
            discount_codes=cart.discount_codes,
            customer=cart.customer_id,
            account_email=account_email,
        )
        answer = self._client.call("PUT", f"/quotes/{uuid4()}", body)
        if answer.problem in _QUOTE_REFUSALS:
            refusal, members = _QUOTE_REFUSALS[answer.problem]
            named = {name: answer.body.get(name) for name in members}
            raise refusal(str(answer.body.get("detail", "")), **named)
        if not answer.accepted:
            raise _unexpected(answer)
        quote = answer.read(PricingQuote)
        check_quote(answer.arrow, quote, cart.currency, [(line.sku, line.quantity) for line in cart.lines])
        return CartQuote(**vars(quote), cart_version=cart.version)


def _unexpected(answer: ServiceAnswer) -> OutcomeUnknown:
    """A refusal that a correct cart never meets; it is logged as an error."""
    _log.error(
        "a call was refused unexpectedly",
        extra={"arrow": answer.arrow, "status": answer.status, "problem": answer.problem},
    )
    return OutcomeUnknown(f"{answer.arrow}: refused with {answer.status} {answer.problem}")
