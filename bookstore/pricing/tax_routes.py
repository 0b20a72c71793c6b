"""The routes of taxes, for the staff: rates, the classes of titles, and customers who are exempt."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Literal, Self

from fastapi import APIRouter
from pydantic import Field, StringConstraints, model_validator

from bookstore.platform.access import Staff
from bookstore.platform.problem import refused_with
from bookstore.platform.schemas import (
    CountryCode,
    CustomerId,
    ReplyBody,
    RequestBody,
    ShortText,
    Sku,
    TaxMode,
)
from bookstore.platform.server import ThreadedRouter
from bookstore.pricing.catalog_schemas import Moment
from bookstore.pricing.destinations import region_to_tax
from bookstore.pricing.errors import PROBLEMS, UnknownRegion
from bookstore.pricing.tax import TaxClass, TaxRate
from bookstore.pricing.taxes import TaxService

RateText = Annotated[str, StringConstraints(pattern=r"^(0(\.[0-9]{1,6})?|1)$")]
_UNTAXED = refused_with(PROBLEMS[UnknownRegion])


class TaxRateRequest(RequestBody):
    """The rate as a fraction ("0.0825" is 8.25 %), added to the prices or included in them.

    With `on_shipping` shipping is taxed as well. Titles of the reduced class have the `reduced_rate`, where
    there is one, and e-books of either class the `ebook_rate`, where there is one. The rate holds from
    `begins_at` on, or since ever, until a later one begins.
    """

    rate: RateText
    mode: TaxMode
    on_shipping: Annotated[bool, Field(strict=True)] = False
    reduced_rate: RateText | None = None
    ebook_rate: RateText | None = None
    begins_at: Moment | None = None

    @model_validator(mode="after")
    def _is_reduced(self) -> Self:
        if self.reduced_rate is not None and Decimal(self.reduced_rate) > Decimal(self.rate):
            raise ValueError("a reduced rate is at most the full rate")
        return self

    @property
    def tax_rate(self) -> TaxRate:
        """The rate that is set."""
        reduced, ebooks = (
            None if each is None else Decimal(each) for each in (self.reduced_rate, self.ebook_rate)
        )
        return TaxRate(Decimal(self.rate), self.mode, self.on_shipping, reduced, ebooks)


class TaxRateReply(ReplyBody):
    """The tax rate of a country, or of one of its regions."""

    country: str
    region: str | None
    rate: str
    mode: TaxMode
    on_shipping: bool
    reduced_rate: str | None
    ebook_rate: str | None
    begins_at: datetime | None


class TaxClassRequest(RequestBody):
    """Which of the rates of a destination a title has."""

    tax_class: TaxClass


class TaxClassReply(ReplyBody):
    """The tax class of a title."""

    sku: str
    tax_class: TaxClass


class ExemptionRequest(RequestBody):
    """The certificate for which a customer pays no tax that is added to prices."""

    certificate: ShortText


class ExemptionReply(ReplyBody):
    """Whether the customer is exempt from tax that is added to prices."""

    customer: str
    state: Literal["exempt", "taxed"]


def tax_routes(taxes: TaxService) -> APIRouter:
    """The routes under /tax-rates, /tax-classes and /customers."""
    router = ThreadedRouter(tags=["taxes"])

    def set_rate(country: str, region: str, body: TaxRateRequest) -> TaxRateReply:
        taxes.set_rate(country, region, body.tax_rate, body.begins_at)
        return TaxRateReply(country=country, region=region or None, **body.model_dump())

    @router.put("/tax-rates/{country}")
    def put_tax_rate(country: CountryCode, body: TaxRateRequest, _: Staff) -> TaxRateReply:
        """Set the tax rate of a country."""
        return set_rate(country, "", body)

    @router.put("/tax-rates/{country}/{region}", responses=_UNTAXED)
    def put_regional_tax_rate(
        country: CountryCode, region: ShortText, body: TaxRateRequest, _: Staff
    ) -> TaxRateReply:
        """Set the tax rate of a region, which replaces the rate of its country."""
        return set_rate(country, region_to_tax(country, region), body)

    @router.put("/tax-classes/{sku}")
    def put_tax_class(sku: Sku, body: TaxClassRequest, _: Staff) -> TaxClassReply:
        """Set the tax class of a title; without it the title has the full rate."""
        taxes.set_class(sku, body.tax_class)
        return TaxClassReply(sku=sku, tax_class=body.tax_class)

    @router.put("/customers/{customer_id}/tax-exemption")
    def put_exemption(customer_id: CustomerId, body: ExemptionRequest, _: Staff) -> ExemptionReply:
        """Exempt a customer from tax that is added to prices."""
        taxes.exempt(customer_id, body.certificate)
        return ExemptionReply(customer=customer_id, state="exempt")

    @router.delete("/customers/{customer_id}/tax-exemption")
    def end_exemption(customer_id: CustomerId, _: Staff) -> ExemptionReply:
        """Tax a customer again. Harmless when repeated."""
        taxes.end_exemption(customer_id)
        return ExemptionReply(customer=customer_id, state="taxed")

    return router
