"""The services the cart asks: what is available, and what it costs."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated
from urllib.parse import urlencode
from uuid import UUID, uuid4

from pydantic import BaseModel, Field

from bookstore.cart.errors import TitleNotPriced
from bookstore.cart.model import Cart, Shelf, Stock
from bookstore.platform.http import Answer, Deadlines, OutcomeUnknown, ServiceClient
from bookstore.platform.money import Currency
from bookstore.platform.quote_check import Amount, Count, check_quote
from bookstore.platform.schemas import CountryCode, Line, Reply, ShortText, Sku

# Seconds. A shopper waits for these answers, so the cart rather says "try again" than let them wait longer.
PATIENCE = Deadlines(connect=0.4, read=1.0, total=1.2)
_log = logging.getLogger(__name__)


class _Title(Reply):
    sku: Sku
    title: str
    available: Annotated[int, Field(ge=0, strict=True)]
    withdrawn: bool


class _Availabilities(Reply):
    titles: list[_Title]


class Inventory:
    """Knows how many copies can be bought."""

    def __init__(self, client: ServiceClient) -> None:
        self._client = client

    def stock(self, skus: Sequence[str]) -> Shelf:
        """What is available of the titles that exist; raises CallFailed where it is not known."""
        if not skus:
            return {}
        answer = self._client.call("GET", "/availability?" + urlencode([("sku", sku) for sku in skus]))
        if not answer.accepted:
            raise _unexpected(answer)
        found = answer.read(_Availabilities).titles
        return {one.sku: Stock(one.title, one.available, one.withdrawn) for one in found}


class Destination(BaseModel):
    """Where the copies would go; decides tax and shipping."""

    country: CountryCode
    region: ShortText | None = None


class _AskQuote(BaseModel):
    currency: Currency
    lines: list[Line]
    destination: Destination
    discount_code: str | None
    customer: str | None
    binding: bool = False


class QuoteLine(Reply):
    """A priced line; amounts in minor units."""

    sku: Sku
    quantity: Count
    list_price: Count
    unit_price: Count
    line_total: Amount
    discount: Amount
    tax: Amount
    tax_rate: str


class CodeVerdict(Reply):
    """What became of the discount code; `reason` says why it does not apply."""

    code: str
    applied: bool
    reason: str | None = None


class Quote(Reply):
    """A priced cart; amounts in minor units of the currency."""

    quote_id: UUID
    currency: Currency
    lines: list[QuoteLine]
    subtotal: Amount
    discount: Amount
    shipping: Amount
    tax: Amount
    tax_mode: str
    grand_total: Amount
    discount_code: CodeVerdict | None
    created_at: datetime
    valid_until: datetime


class CartQuote(Quote):
    """What the cart costs as it was at this version of it; whoever buys it says which one they saw."""

    cart_version: int


class Pricing:
    """Knows what a cart would cost."""

    def __init__(self, client: ServiceClient) -> None:
        self._client = client

    def quote(self, cart: Cart, destination: Destination) -> CartQuote:
        """A fresh quote for display; raises TitleNotPriced, and CallFailed where the price is not known."""
        body = _AskQuote(
            currency=cart.currency,
            lines=[Line(sku=line.sku, quantity=line.quantity) for line in cart.lines],
            destination=destination,
            discount_code=cart.discount_code,
            customer=cart.customer_id,
        )
        answer = self._client.call("PUT", f"/quotes/{uuid4()}", body)
        if answer.problem == "title-not-priced":
            raise TitleNotPriced(str(answer.body.get("detail", "")), skus=answer.body.get("skus", []))
        if not answer.accepted:
            raise _unexpected(answer)
        quote = answer.read(Quote)
        check_quote(answer.arrow, quote, cart.currency, [(line.sku, line.quantity) for line in cart.lines])
        return CartQuote(**vars(quote), cart_version=cart.version)


def _unexpected(answer: Answer) -> OutcomeUnknown:
    """A refusal that a correct cart does not meet."""
    _log.error(
        "a call was refused unexpectedly",
        extra={"arrow": answer.arrow, "status": answer.status, "problem": answer.problem},
    )
    return OutcomeUnknown(f"{answer.arrow}: refused with {answer.status} {answer.problem}")
