"""The prices and rates of the stub of pricing, and the facts of a quote that follow from them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction
from typing import Any

from environment.reckoning.bill import Bill, BillLine
from environment.reckoning.prices import unit_price
from environment.reckoning.rounding import half_up, step_of
from environment.reckoning.shipping import is_shipped, shipping_cost
from environment.stubs.stub import StubRefusal
from environment.stubs.taxes import StubbedTaxes

GIFT_CARD = "gift_card"
_KINDS = ("printed", "ebook", GIFT_CARD)
"""The tax of shipping is that of the first kind that a quote has."""


class StubbedPriceList:
    """What the staff has set."""

    def __init__(self) -> None:
        self._prices: dict[tuple[str, str], int] = {}
        self._sales: dict[tuple[str, str], Mapping[str, Any]] = {}
        self._group_prices: dict[tuple[str, str, str], int] = {}
        self._groups: dict[str, str] = {}
        self.taxes = StubbedTaxes()
        self._weights: dict[str, int] = {}
        self._shipping: dict[tuple[str, str], dict[str, Mapping[str, Any]]] = {}

    def set_price(self, sku: str, currency: str, amount: int) -> None:
        """Set the price of one copy. Raises StubRefusal."""
        _demand_chargeable(currency, amount)
        self._prices[sku, currency] = amount

    def set_weight(self, sku: str, grams: int) -> None:
        """Set the weight of one copy."""
        self._weights[sku] = grams

    def prices(self, sku: str) -> list[Mapping[str, Any]]:
        """The prices of a title, one for each currency."""
        known = sorted((currency, amount) for (of, currency), amount in self._prices.items() if of == sku)
        return [{"amount": amount, "currency": currency} for currency, amount in known]

    def set_shipping(
        self, place: Mapping[str, str], method: str, given: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        """Offer a way of shipping, and set its rate; returns all of its terms."""
        terms = {"free_from": None, "per_kilogram": 0, "heaviest": None, "method": method, **given}
        self._shipping.setdefault((place["country"], place["currency"]), {})[method] = terms
        return {**place, **terms}

    def withdraw_shipping(self, country: str, currency: str, method: str) -> None:
        """Offer this way of shipping no longer."""
        self._shipping.get((country, currency), {}).pop(method, None)

    def shipping(
        self, request: Mapping[str, Any], goods: int
    ) -> tuple[Mapping[str, Any], list[Mapping[str, Any]]]:
        """The way in which printed goods of this total are shipped, and all ways. Raises StubRefusal."""
        parcel = [line for line in request["lines"] if is_shipped(line)]
        if not parcel:
            return {"method": None, "amount": 0}, []
        country, currency = request["destination"]["country"], request["currency"]
        rates, named = self._shipping.get((country, currency), {}), request["shipping_method"]
        grams = sum(self._weights.get(line["sku"], 0) * line["quantity"] for line in parcel)
        costs = {
            name: half_up(Fraction(cost), step_of(currency))
            for name, terms in rates.items()
            if (cost := shipping_cost(terms, goods, grams)) is not None
        }
        ways: list[Mapping[str, Any]] = [
            {"method": name, "amount": cost} for cost, name in sorted((b, a) for a, b in costs.items())
        ]
        if not ways:
            unset = f"no shipping rate is set for {country} in {currency}"
            detail = f"nothing of {grams} g is shipped to {country}" if rates else unset
            raise StubRefusal("no-shipping-rate", detail, country=country, currency=currency)
        if named is not None and named not in costs:
            members = {"shipping_method": named, "shipping_methods": [way["method"] for way in ways]}
            detail = f"{named} shipping is not offered; choose one of: {', '.join(costs)}"
            raise StubRefusal("shipping-method-not-offered", detail, **members)
        return next(way for way in ways if named in (None, way["method"])), ways

    def set_sale(self, sku: str, currency: str, sale: Mapping[str, Any]) -> None:
        """Set the price of one copy for a time. Raises StubRefusal."""
        _demand_chargeable(currency, sale["amount"])
        self._sales[sku, currency] = sale

    def set_group_price(self, sku: str, currency: str, group: str, amount: int) -> None:
        """Set the price of one copy for the members of a group. Raises StubRefusal."""
        _demand_chargeable(currency, amount)
        self._group_prices[sku, currency, group] = amount

    def set_group(self, customer: str, group: str | None) -> None:
        """Put the customer into a group, or out of it."""
        if group is None:
            self._groups.pop(customer, None)
        else:
            self._groups[customer] = group

    def list_price(self, sku: str, currency: str) -> int:
        """The list price of one copy."""
        return self._prices[sku, currency]

    def _is_priced(self, line: Mapping[str, Any], currency: str) -> bool:
        """Whether it has a price; a gift card has one that can be paid out."""
        price = self._prices.get((line["sku"], currency))
        return price is not None and not (kind_of(line) == GIFT_CARD and price % step_of(currency))

    def _unit_price(self, asked: Mapping[str, Any], request: Mapping[str, Any], now: datetime) -> int:
        place = (asked["sku"], request["currency"])
        if kind_of(asked) == GIFT_CARD:
            return self._prices[place]
        group = self._groups.get(request["customer"] or "", "")
        return unit_price(
            self._prices[place], self._sales.get(place), now, self._group_prices.get((*place, group))
        )

    def facts(self, request: Mapping[str, Any], now: datetime) -> tuple[Bill, Mapping[str, Any]]:
        """The bill before its discount, its shipping and its sums, and the terms of tax by kind of title.

        Raises StubRefusal.
        """
        currency, wanted = request["currency"], request["lines"]
        missing = [line["sku"] for line in wanted if not self._is_priced(line, currency)]
        if missing:
            detail = f"no price in {currency} for {', '.join(missing)}"
            raise StubRefusal("title-not-priced", detail, skus=missing)
        self.shipping(request, goods=0)  # which ways there are depends on no total
        kinds = sorted({kind_of(line) for line in wanted}, key=_KINDS.index)
        taxes = {kind: self.taxes.of(kind, request, now) for kind in kinds}
        lines = tuple(self._line(line, request, taxes[kind_of(line)], now) for line in wanted)
        return Bill(currency, taxes[kinds[0]]["mode"], lines, 0, 0, 0, 0, 0, shipping_tax=0), taxes

    def _line(
        self, asked: Mapping[str, Any], request: Mapping[str, Any], tax: Mapping[str, Any], now: datetime
    ) -> BillLine:
        sku, kind = asked["sku"], kind_of(asked)
        rate, price = self.taxes.rate(tax, sku, kind), self._unit_price(asked, request, now)
        taxed = {"kind": kind, "tax_mode": tax["mode"], "tax_place": tax["place"]}
        return BillLine(sku, asked["quantity"], price, 0, 0, 0, rate, **taxed)


def _demand_chargeable(currency: str, amount: int) -> None:
    smallest = step_of(currency)
    if amount < smallest:
        detail = f"{amount} minor units are less than can be charged"
        raise StubRefusal("price-too-small", detail, smallest=smallest)


def kind_of(line: Mapping[str, Any]) -> str:
    """The kind of title of a line to price, which it may not say."""
    return str(line.get("kind", "printed"))
