"""The request and response bodies for quotes."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from bookstore.platform.mail_addresses import person
from bookstore.platform.money import Currency
from bookstore.platform.schemas import (
    EACH_TITLE_ONCE,
    MOST_TITLES,
    CountryCode,
    DiscountCodes,
    EmailAddress,
    LongText,
    OptionalText,
    ReplyBody,
    RequestBody,
    ShortText,
    TaxMode,
    TitleToQuote,
)
from bookstore.platform.title_kinds import TitleKind
from bookstore.pricing.discounting import CodeOutcome
from bookstore.pricing.discounts import CodeRefusal, Redeemer
from bookstore.pricing.model import PricedLine
from bookstore.pricing.quote import Quote


class Destination(BaseModel):
    """Where the copies are shipped, or where the bill goes."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    country: CountryCode
    region: OptionalText = None


class QuoteRequest(RequestBody):
    """The cart to price. `binding` redeems the discount codes.

    The `destination` of the copies decides about shipping and their tax, that of the bill, `billing`, about
    the tax of e-books. Without `billing` the bill goes to the destination.

    `customer` is the id of an account and `account_email` its address; `email` is the address that the buyer
    typed at the checkout. Codes that are limited by customer count all three. Without a `shipping_method` the
    cheapest one is meant.
    """

    currency: Currency
    lines: Annotated[list[TitleToQuote], Field(min_length=1, max_length=MOST_TITLES), EACH_TITLE_ONCE]
    destination: Destination
    billing: Destination | None = None
    shipping_method: ShortText | None = None
    discount_codes: DiscountCodes = ()
    customer: LongText | None = None
    email: EmailAddress | None = None
    account_email: EmailAddress | None = None
    binding: bool = False

    @property
    def redeemer(self) -> Redeemer:
        """Who redeems the discount codes."""
        addresses = (self.email, self.account_email)
        return Redeemer(self.customer, frozenset(person(address) for address in addresses if address))


class LineReply(ReplyBody):
    """A priced line; amounts in minor units.

    `tax_place` is the country ("DE") or the region ("US-WA") whose tax it is, null where there is none.
    """

    sku: str
    kind: TitleKind
    quantity: int
    list_price: int
    unit_price: int
    line_total: int
    discount: int
    tax: int
    tax_rate: str
    tax_mode: TaxMode
    tax_place: str | None

    @classmethod
    def of(cls, line: PricedLine) -> LineReply:
        """The JSON form of this line."""
        return cls(**vars(line))


class DiscountCodeReply(ReplyBody):
    """Whether a discount code applies, and the `reason` why it does not.

    `discount` is what it takes off, in minor units; `skus` are the titles that it is for, none for all.
    """

    code: str
    applied: bool
    reason: CodeRefusal | None
    discount: int
    skus: list[str]

    @classmethod
    def of(cls, outcome: CodeOutcome) -> DiscountCodeReply:
        """The JSON form of this outcome."""
        return cls(**{**vars(outcome), "skus": list(outcome.skus)}, applied=outcome.applied)


class OfferedMethodReply(ReplyBody):
    """A shipping method and what it costs, in minor units."""

    method: str
    amount: int


class QuoteReply(ReplyBody):
    """A quote; amounts in minor units of the currency, the tax rate as a fraction ("0.0825" is 8.25 %).

    `shipping_tax` is the part of the tax that is on shipping. The `tax_mode` is that of shipping; each line
    has its own. `shipping_methods` are all that the customer can choose, the cheapest first, with what each
    costs for this cart; none where nothing of it is shipped.
    `discount_codes` come in the order in which they apply, then those that do not.
    """

    quote_id: UUID
    currency: Currency
    lines: list[LineReply]
    subtotal: int
    discount: int
    shipping: int
    shipping_method: str | None
    shipping_methods: list[OfferedMethodReply]
    tax: int
    shipping_tax: int
    tax_mode: TaxMode
    grand_total: int
    discount_codes: list[DiscountCodeReply]
    created_at: datetime
    valid_until: datetime

    @classmethod
    def of(cls, quote: Quote) -> QuoteReply:
        """The JSON form of this quote."""
        priced_cart = quote.priced_cart
        return cls(
            quote_id=quote.quote_id,
            currency=priced_cart.currency,
            lines=[LineReply.of(line) for line in priced_cart.lines],
            subtotal=priced_cart.subtotal,
            discount=priced_cart.discount,
            shipping=priced_cart.shipping,
            shipping_method=quote.shipping.method,
            shipping_methods=[OfferedMethodReply(**vars(one)) for one in quote.shipping.offered],
            tax=priced_cart.tax,
            shipping_tax=priced_cart.shipping_tax,
            tax_mode=priced_cart.tax_rate.mode,
            grand_total=priced_cart.grand_total,
            discount_codes=[DiscountCodeReply.of(each) for each in quote.codes],
            created_at=quote.created_at,
            valid_until=quote.valid_until,
        )


class ReleaseReply(ReplyBody):
    """The quote is released: another checkout may redeem its discount codes."""

    quote_id: UUID
    state: Literal["released"]


class ErasureReply(ReplyBody):
    """The redemptions of the quote name no person."""

    quote_id: UUID
    state: Literal["erased"]


class CancellationReply(ReplyBody):
    """The quote's order is canceled; `code_counts`: it still counts as a redemption of a discount code."""

    quote_id: UUID
    code_counts: bool
