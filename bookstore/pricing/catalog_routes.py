"""The routes for prices and discount codes, for staff."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from bookstore.platform.access import Staff
from bookstore.platform.money import Currency, Money
from bookstore.platform.problem import refused_with
from bookstore.platform.schemas import MOST_TITLES, MoneyBody, Sku
from bookstore.platform.server import ThreadedRouter
from bookstore.pricing import catalog_schemas as schemas
from bookstore.pricing.catalog import CatalogService
from bookstore.pricing.errors import PROBLEMS, LimitBelowRedeemed, PriceTooSmall
from bookstore.pricing.prices import SalePrice

Skus = Annotated[list[Sku], Query(min_length=1, max_length=MOST_TITLES)]
_UNPRICED = refused_with(PROBLEMS[PriceTooSmall])
_UNOFFERED = refused_with(PROBLEMS[LimitBelowRedeemed])


def price_routes(catalog: CatalogService) -> APIRouter:
    """The routes under /prices."""
    router = ThreadedRouter(tags=["prices"])

    @router.put("/prices/{sku}/{currency}", responses=_UNPRICED)
    def put_price(sku: Sku, currency: Currency, body: schemas.PriceRequest, _: Staff) -> schemas.PriceReply:
        """Set the list price of a title in one currency."""
        catalog.set_price(sku, Money(body.amount, currency))
        return schemas.PriceReply(sku=sku, currency=currency, amount=body.amount)

    @router.get("/prices")
    def get_list_prices(currency: Currency, sku: Skus) -> schemas.ListPrices:
        """What a copy of each title costs now in one currency: for the pages of the shop."""
        found = catalog.current_prices(currency, sku)
        prices = [schemas.TitlePrice(sku=each, amount=amount) for each, amount in sorted(found.items())]
        return schemas.ListPrices(currency=currency, prices=prices)

    @router.put("/sale-prices/{sku}/{currency}", responses=_UNPRICED)
    def put_sale_price(
        sku: Sku, currency: Currency, body: schemas.SalePriceRequest, _: Staff
    ) -> schemas.SalePriceReply:
        """Set the price of one copy for a time; the list price counts where it is lower."""
        sale = SalePrice(Money(body.amount, currency), body.valid_from, body.valid_until)
        catalog.set_sale_price(sku, sale)
        return schemas.SalePriceReply(sku=sku, currency=currency, **body.model_dump())

    @router.get("/prices/{sku}")
    def get_prices(sku: Sku, _: Staff) -> schemas.PricesReply:
        """The list prices of a title, one per currency."""
        prices = [MoneyBody.of(price) for price in catalog.prices(sku)]
        return schemas.PricesReply(sku=sku, prices=prices)

    return router


def discount_code_routes(catalog: CatalogService) -> APIRouter:
    """The routes under /discount-codes."""
    router = ThreadedRouter(tags=["discount codes"])

    @router.put("/discount-codes/{code}", responses=_UNOFFERED)
    def put_discount_code(
        code: schemas.CodeText, body: schemas.DiscountCodeRequest, _: Staff
    ) -> schemas.DiscountCodeTerms:
        """Offer a discount code on these terms; the count of its redemptions stays."""
        return schemas.DiscountCodeTerms.of(catalog.set_code(body.named(code.upper())))

    @router.delete("/discount-codes/{code}")
    def withdraw_discount_code(code: schemas.CodeText, _: Staff) -> schemas.WithdrawnCodeReply:
        """Offer the code no longer; orders keep their discount. Harmless when repeated."""
        catalog.withdraw_code(code.upper())
        return schemas.WithdrawnCodeReply(code=code.upper(), state="withdrawn")

    return router
