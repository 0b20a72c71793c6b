"""The shelf: the titles on sale, with their prices in the buyer's currency."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from pydantic import Field

from bookstore.platform.money import Currency
from bookstore.platform.schemas import ReplyBody
from bookstore.platform.title_kinds import TitleKind
from bookstore.storefront.calls import BuyerClient

_NO_CREDENTIALS: dict[str, str] = {}
Count = Annotated[int, Field(ge=0, strict=True)]


class _TitleOnSale(ReplyBody):
    sku: str
    title: str
    kind: TitleKind
    available: Count | None


class _TitlesOnSale(ReplyBody):
    titles: list[_TitleOnSale]


class _TitlePrice(ReplyBody):
    sku: str
    amount: Count


class _TitlePrices(ReplyBody):
    prices: list[_TitlePrice]


@dataclass(frozen=True)
class ShelfTitle:
    """A title on sale. `price` is in minor units; None where it is not sold in the buyer's currency.

    `available` is None where copies are not counted.
    """

    sku: str
    title: str
    kind: TitleKind
    available: int | None
    price: int | None


class Shelf:
    """What inventory and pricing say of the titles on sale; both answer anyone."""

    def __init__(self, inventory: BuyerClient, pricing: BuyerClient) -> None:
        self._inventory = inventory
        self._pricing = pricing

    def titles(self, currency: Currency, skus: Sequence[str] = ()) -> list[ShelfTitle]:
        """The titles on sale, or those of them with these SKUs; raises CallFailed."""
        query = "?" + urlencode([("sku", sku) for sku in skus]) if skus else ""
        found = self._inventory.ask("GET", f"/titles{query}", _NO_CREDENTIALS).read(_TitlesOnSale).titles
        prices = self._prices(currency, [each.sku for each in found])
        return [
            ShelfTitle(each.sku, each.title, each.kind, each.available, prices.get(each.sku))
            for each in found
        ]

    def _prices(self, currency: Currency, skus: Sequence[str]) -> dict[str, int]:
        if not skus:
            return {}
        query = urlencode([("currency", currency.value), *(("sku", sku) for sku in skus)])
        found = self._pricing.ask("GET", f"/prices?{query}", _NO_CREDENTIALS).read(_TitlePrices)
        return {each.sku: each.amount for each in found.prices}
