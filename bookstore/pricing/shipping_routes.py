"""The routes of what decides about shipping, for the staff: its rates, and the weight of titles."""

from __future__ import annotations

from fastapi import APIRouter

from bookstore.platform.access import Staff
from bookstore.platform.money import Currency
from bookstore.platform.schemas import STANDARD_SHIPPING, CountryCode, ShortText, Sku
from bookstore.platform.server import ThreadedRouter
from bookstore.pricing import catalog_schemas as schemas
from bookstore.pricing.catalog import CatalogService
from bookstore.pricing.shipping import ShippingRate


def shipping_routes(catalog: CatalogService) -> APIRouter:
    """The routes under /shipping-rates and /weights."""
    router = ThreadedRouter(tags=["shipping"])

    @router.put("/shipping-rates/{country}/{currency}")
    def put_shipping_rate(
        country: CountryCode, currency: Currency, body: schemas.ShippingRateRequest, _: Staff
    ) -> schemas.ShippingRateReply:
        """Set the cost of shipping an order to a country, by the standard method."""
        return _set_rate(catalog, country, currency, _rate(STANDARD_SHIPPING, body))

    @router.put("/shipping-rates/{country}/{currency}/{method}")
    def put_method(
        country: CountryCode,
        currency: Currency,
        method: ShortText,
        body: schemas.ShippingRateRequest,
        _: Staff,
    ) -> schemas.ShippingRateReply:
        """Offer a method of shipping to a country, and set its cost."""
        return _set_rate(catalog, country, currency, _rate(method, body))

    @router.delete("/shipping-rates/{country}/{currency}/{method}")
    def withdraw_method(
        country: CountryCode, currency: Currency, method: ShortText, _: Staff
    ) -> schemas.WithdrawnMethodReply:
        """Offer this method no longer. Harmless when repeated."""
        catalog.withdraw_shipping(country, currency, method)
        return schemas.WithdrawnMethodReply(
            country=country, currency=currency, method=method, state="withdrawn"
        )

    @router.put("/weights/{sku}")
    def put_weight(sku: Sku, body: schemas.WeightRequest, _: Staff) -> schemas.WeightReply:
        """Set the weight of one copy of a title; without it the copy weighs nothing."""
        catalog.set_weight(sku, body.grams)
        return schemas.WeightReply(sku=sku, grams=body.grams)

    return router


def _rate(method: str, body: schemas.ShippingRateRequest) -> ShippingRate:
    return ShippingRate(method, body.amount, body.free_from, body.per_kilogram, body.heaviest)


def _set_rate(
    catalog: CatalogService, country: str, currency: Currency, rate: ShippingRate
) -> schemas.ShippingRateReply:
    catalog.set_shipping_rate(country, currency, rate)
    return schemas.ShippingRateReply(country=country, currency=currency, **vars(rate))
