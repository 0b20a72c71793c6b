"""What a purchase costs, line by line, as one service states it and as record 5 makes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import zip_longest
from typing import Any

from environment.reckoning.discounts import BillCode, discounts_by
from environment.reckoning.rounding import half_up, largest_remainder, step_of


@dataclass(frozen=True)
class BillLine:
    """Copies of one title; amounts in minor units. `tax_rate` is None where the line does not state it.

    `tax_mode` is empty where it is that of the bill. `tax_place` is the country or region whose tax it is.
    """

    sku: str
    quantity: int
    unit_price: int
    line_total: int
    discount: int
    tax: int
    tax_rate: Fraction | None = None
    title: str = ""
    kind: str = "printed"
    tax_mode: str = ""
    tax_place: str | None = None

    @property
    def is_shipped(self) -> bool:
        """Whether its copies are shipped: those of a printed title."""
        return self.kind == "printed"

    @property
    def is_money(self) -> bool:
        """Whether it is a gift card, from which record 48 has no code take anything."""
        return self.kind == "gift_card"


@dataclass(frozen=True)
class Bill:
    """The lines and their totals, in minor units of the currency. `tax_mode` is that of shipping.

    `shipping_tax` is the tax on shipping alone, None where the bill does not state it. `codes` are those that
    make the discount, in the order in which they apply; without any it is one discount on all lines.
    """

    currency: str
    tax_mode: str
    lines: tuple[BillLine, ...]
    subtotal: int
    discount: int
    shipping: int
    tax: int
    grand_total: int
    shipping_tax: int | None = None
    codes: tuple[BillCode, ...] = ()

    @property
    def states_rates(self) -> bool:
        """Whether every line has its tax rate, without which no tax can be reckoned."""
        return all(line.tax_rate is not None for line in self.lines)

    def mode_of(self, part: str) -> str:
        """The mode of the tax on a line, by SKU, or on shipping."""
        modes = {line.sku: line.tax_mode for line in self.lines}
        return modes.get(part) or self.tax_mode

    def added_tax(self, shipping_tax: int) -> int:
        """The tax that is added to the prices, with that on shipping."""
        added = sum(line.tax for line in self.lines if self.mode_of(line.sku) == "added")
        return added + (shipping_tax if self.tax_mode == "added" else 0)


def bill_of(totals: Mapping[str, Any], lines: Sequence[Mapping[str, Any]]) -> Bill:
    """A bill from totals, and from its lines; fields that a bill does not have are left out.

    A line that does not state its tax mode has that of the bill.
    """
    known = {name: totals[name] for name in Bill.__dataclass_fields__ if name in totals}
    kept = BillLine.__dataclass_fields__
    listed = [BillLine(**{name: value for name, value in line.items() if name in kept}) for line in lines]
    moded = tuple(replace(line, tax_mode=line.tax_mode or totals["tax_mode"]) for line in listed)
    codes = tuple(
        BillCode(each["code"], each["discount"], tuple(each["skus"]))
        for each in totals.get("discount_codes") or ()
        if isinstance(each, Mapping) and not each["reason"]
    )
    return Bill(**{**known, "lines": moded, "codes": codes})


def reckoned(stated: Bill, *, shipping_taxed: bool) -> Bill:
    """The bill that record 5 makes of the facts of this one.

    The facts are unit prices, quantities, tax rates, tax mode, codes or discount, and the rate for shipping.
    A discount above the subtotal becomes the subtotal.
    """
    step = step_of(stated.currency)
    totals = [half_up(Fraction(line.unit_price * line.quantity), step) for line in stated.lines]
    subtotal = sum(totals)
    discounts = _discounts(stated, totals)
    discount = sum(discounts)
    shipping = half_up(Fraction(stated.shipping), step)
    goods = [total - off for total, off in zip(totals, discounts, strict=True)]
    taxes, shipping_tax = _taxes(stated, goods, shipping if shipping_taxed else 0)
    tax = sum(taxes) + shipping_tax
    lines = tuple(
        replace(line, line_total=total, discount=off, tax=taxed)
        for line, total, off, taxed in zip(stated.lines, totals, discounts, taxes, strict=True)
    )
    taxed = replace(stated, lines=lines)
    return replace(
        taxed,
        subtotal=subtotal,
        discount=discount,
        shipping=shipping,
        tax=tax,
        shipping_tax=None if stated.shipping_tax is None else shipping_tax,
        grand_total=subtotal - discount + shipping + taxed.added_tax(shipping_tax),
    )


def _discounts(stated: Bill, totals: Sequence[int]) -> list[int]:
    goods = [0 if line.is_money else total for line, total in zip(stated.lines, totals, strict=True)]
    if stated.codes:
        return discounts_by(stated.codes, [line.sku for line in stated.lines], goods, stated.currency)
    return largest_remainder(min(stated.discount, sum(goods)), goods, step_of(stated.currency))


def _taxes(stated: Bill, goods: Sequence[int], shipping: int) -> tuple[list[int], int]:
    """The tax of each line, and that on shipping: one rounded tax for each rate, split over its parts.

    The same rate of two places, or in two modes, is two. Shipping has no rate of its own: of several rates
    of what is shipped it has the highest.
    """
    taxes = [0] * len(goods)
    shipping_tax = 0
    owed = [(line.tax_rate or Fraction(0), stated.mode_of(line.sku), line.tax_place) for line in stated.lines]
    of_parcel = [each for each, line in zip(owed, stated.lines, strict=True) if line.is_shipped]
    highest = max(of_parcel, key=lambda each: each[0], default=None)
    for each in dict.fromkeys(owed):
        places = [place for place, one in enumerate(owed) if one == each]
        taxable = [*(goods[place] for place in places), shipping if each == highest else 0]
        *parts, on_shipping = _tax_of_one_rate(taxable, each[0], each[1], stated.currency)
        shipping_tax += on_shipping
        for place, part in zip(places, parts, strict=True):
            taxes[place] = part
    return taxes, shipping_tax


def _tax_of_one_rate(taxable: Sequence[int], rate: Fraction, mode: str, currency: str) -> list[int]:
    """Added tax is charged, so it comes in steps; included tax is told and keeps its single minor units."""
    if mode == "added":
        step = step_of(currency)
        return largest_remainder(half_up(sum(taxable) * rate, step), taxable, step)
    return largest_remainder(half_up(sum(taxable) * rate / (1 + rate)), taxable)


TOTALS = ("subtotal", "discount", "shipping", "tax", "shipping_tax", "grand_total")


def differing_lines(stated: Bill, expected: Bill) -> list[tuple[BillLine | None, BillLine | None]]:
    """The lines at the same place that differ in what they charge; None where one bill has no such line."""
    return [
        (one, other)
        for one, other in zip_longest(stated.lines, expected.lines)
        if one is None or other is None or _charges(one) != _charges(other)
    ]


def _charges(line: BillLine) -> tuple[object, ...]:
    amounts = (line.unit_price, line.line_total, line.discount, line.tax)
    return (line.sku, line.quantity, *amounts, line.tax_mode)
