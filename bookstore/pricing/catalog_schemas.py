"""The request and response bodies for prices, shipping rates and discount codes."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field, StringConstraints, model_validator

from bookstore.platform.money import Currency
from bookstore.platform.schemas import (
    MOST_TITLES,
    MinorUnits,
    MoneyBody,
    ReplyBody,
    RequestBody,
    Sku,
)
from bookstore.pricing.discounts import DiscountCode, Fixed, Percent, RedemptionLimits

CodeText = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$")]

Price = Annotated[int, Field(ge=1, le=99_999_999, strict=True)]
Grams = Annotated[int, Field(ge=1, le=1_000_000, strict=True)]
_Limit = Annotated[int, Field(ge=1, le=1_000_000, strict=True)]


def _positive_percent(text: str) -> str:
    if not 0 < Decimal(text) <= 100:
        raise ValueError("a discount is more than 0 and at most 100 percent")
    return text


def _text(value: object) -> object:
    if not isinstance(value, str):
        raise ValueError("a time is text, as in 2026-01-31T10:00:00Z")
    return value


def _storable_time(moment: datetime) -> datetime:
    if not 2000 <= moment.year < 2200:
        raise ValueError("the year is not between 2000 and 2199")
    return moment


_PercentText = Annotated[
    str, StringConstraints(pattern=r"^[0-9]{1,3}(\.[0-9]{1,2})?$"), AfterValidator(_positive_percent)
]
Moment = Annotated[AwareDatetime, BeforeValidator(_text), AfterValidator(_storable_time)]


class PriceRequest(RequestBody):
    """The list price of one copy, in minor units of the currency in the path."""

    amount: Price


class PriceReply(ReplyBody):
    """The list price of one copy, in minor units."""

    sku: str
    currency: Currency
    amount: int


class TitlePrice(ReplyBody):
    """The list price of one copy of a title, in minor units."""

    sku: str
    amount: int


class ListPrices(ReplyBody):
    """What a copy costs now in one currency; a title that is not sold in it is left out."""

    currency: Currency
    prices: list[TitlePrice]


class PricesReply(ReplyBody):
    """The list prices of a title, one per currency."""

    sku: str
    prices: list[MoneyBody]


class SalePriceRequest(RequestBody):
    """The price of one copy from a moment on, or at once, until another one, at which it has ended."""

    amount: Price
    valid_from: Moment | None = None
    valid_until: Moment

    @model_validator(mode="after")
    def _begins_before_it_ends(self) -> Self:
        if self.valid_from is not None and self.valid_from >= self.valid_until:
            raise ValueError("a sale begins before it ends")
        return self


class SalePriceReply(ReplyBody):
    """The price of one copy for a time, in minor units of the currency."""

    sku: str
    currency: Currency
    amount: int
    valid_from: datetime | None
    valid_until: datetime


class WeightRequest(RequestBody):
    """The weight of one copy."""

    grams: Grams


class WeightReply(ReplyBody):
    """The weight of one copy."""

    sku: str
    grams: int


class ShippingRateRequest(RequestBody):
    """The cost of shipping an order, in minor units of the currency in the path; 0 is free.

    With `free_from`, it costs nothing where the goods cost that much or more after the discount.
    `per_kilogram` is added for each kilogram that is begun; more than `heaviest` grams are not carried.
    """

    amount: MinorUnits
    free_from: Price | None = None
    per_kilogram: MinorUnits = 0
    heaviest: Grams | None = None


class ShippingRateReply(ReplyBody):
    """The cost of shipping an order to the country by the method, in minor units."""

    country: str
    currency: Currency
    method: str
    amount: int
    free_from: int | None
    per_kilogram: int
    heaviest: int | None


class WithdrawnMethodReply(ReplyBody):
    """Nothing is shipped to the country by the method any more."""

    country: str
    currency: Currency
    method: str
    state: Literal["withdrawn"]


class DiscountCodeRequest(RequestBody):
    """The terms of a code; amounts in minor units of its currency. Without a currency it applies in all.

    With `skus` it is for these titles alone, and `minimum` is what they cost together.
    """

    kind: Literal["percent", "fixed"]
    percent: Annotated[int, Field(ge=1, le=100, strict=True)] | _PercentText | None = None
    amount: Price | None = None
    currency: Currency | None = None
    minimum: MinorUnits = 0
    valid_from: Moment | None = None
    valid_until: Moment | None = None
    limit: _Limit | None = None
    limit_per_customer: _Limit | None = None
    canceled_orders_count: Annotated[bool, Field(strict=True)] = False
    skus: Annotated[list[Sku], Field(min_length=1, max_length=MOST_TITLES)] | None = None

    @model_validator(mode="after")
    def _whole(self) -> Self:
        given = {"percent": self.percent is not None, "fixed": self.amount is not None}
        if [kind for kind, is_given in given.items() if is_given] != [self.kind]:
            raise ValueError("a percent code has a percent, a fixed code an amount, and neither has both")
        if self.currency is None and (self.amount is not None or self.minimum):
            raise ValueError("an amount or a minimum needs a currency")
        if self.valid_from and self.valid_until and self.valid_from >= self.valid_until:
            raise ValueError("the code would end before it begins")
        return self

    def named(self, code: str) -> DiscountCode:
        """The code with these terms."""
        takes_off = Fixed(self.amount) if self.amount is not None else Percent(Decimal(self.percent or 0))
        limits = RedemptionLimits(self.limit, self.limit_per_customer, self.canceled_orders_count)
        return DiscountCode(
            code, takes_off, self.currency, self.minimum, self.valid_from, self.valid_until, limits,
            skus=frozenset(self.skus or ()),
        )  # fmt: skip


class DiscountCodeTerms(ReplyBody):
    """A code, its terms, and how often it is redeemed at present."""

    code: str
    kind: Literal["percent", "fixed"]
    percent: str | None
    amount: int | None
    currency: Currency | None
    minimum: int
    valid_from: datetime | None
    valid_until: datetime | None
    limit: int | None
    limit_per_customer: int | None
    canceled_orders_count: bool
    redeemed: int
    skus: list[str]

    @classmethod
    def of(cls, code: DiscountCode) -> DiscountCodeTerms:
        """The JSON form of this code."""
        percent = code.takes_off.percent if isinstance(code.takes_off, Percent) else None
        return cls(
            code=code.code,
            kind="fixed" if percent is None else "percent",
            percent=None if percent is None else format(percent, "f"),
            amount=code.takes_off.amount if isinstance(code.takes_off, Fixed) else None,
            currency=code.currency,
            minimum=code.minimum,
            valid_from=code.valid_from,
            valid_until=code.valid_until,
            limit=code.limits.in_all,
            limit_per_customer=code.limits.per_customer,
            canceled_orders_count=code.limits.canceled_orders_count,
            redeemed=code.redeemed,
            skus=sorted(code.skus),
        )


class WithdrawnCodeReply(ReplyBody):
    """The code is offered no longer."""

    code: str
    state: Literal["withdrawn"]
