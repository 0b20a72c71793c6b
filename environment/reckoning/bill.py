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
    """Copies of one title; amounts in minor units. `tax_rate` is None where the line does not state it."""

    sku: str
    quantity: int
    unit_price: int
    line_total: int
    discount: int
    tax: int
    tax_rate: Fraction | None = None
    title: str = ""


@dataclass(frozen=True)
class Bill:
    """The lines and their totals, in minor units of the currency.

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


def bill_of(totals: Mapping[str, Any], lines: Sequence[Mapping[str, Any]]) -> Bill:
    """A bill from totals, and from its lines; fields that a bill does not have are left out."""
    known = {name: totals[name] for name in Bill.__dataclass_fields__ if name in totals}
    kept = BillLine.__dataclass_fields__
    listed = tuple(
        BillLine(**{name: value for name, value in line.items() if name in kept}) for line in lines
    )
    codes = tuple(
        BillCode(each["code"], each["discount"], tuple(each["skus"]))
        for each in totals.get("discount_codes") or ()
        if isinstance(each, Mapping) and not each["reason"]
    )
    return Bill(**{**known, "lines": listed, "codes": codes})


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
    return replace(
        stated,
        lines=lines,
        subtotal=subtotal,
        discount=discount,
        shipping=shipping,
        tax=tax,
        shipping_tax=None if stated.shipping_tax is None else shipping_tax,
        grand_total=subtotal - discount + shipping + (tax if stated.tax_mode == "added" else 0),
    )


def _discounts(stated: Bill, totals: Sequence[int]) -> list[int]:
    if stated.codes:
        return discounts_by(stated.codes, [line.sku for line in stated.lines], totals, stated.currency)
    return largest_remainder(min(stated.discount, sum(totals)), totals, step_of(stated.currency))


def _taxes(stated: Bill, goods: Sequence[int], shipping: int) -> tuple[list[int], int]:
    """The tax of each line, and that on shipping: one rounded tax for each rate, split over its parts.

    Shipping has no rate of its own; where an order has several, it has the highest.
    """
    taxes = [0] * len(goods)
    shipping_tax = 0
    rates = [line.tax_rate or Fraction(0) for line in stated.lines]
    for rate in dict.fromkeys(rates):
        places = [place for place, one in enumerate(rates) if one == rate]
        taxable = [*(goods[place] for place in places), shipping if rate == max(rates) else 0]
        *parts, on_shipping = _tax_of_one_rate(taxable, rate, stated)
        shipping_tax += on_shipping
        for place, part in zip(places, parts, strict=True):
            taxes[place] = part
    return taxes, shipping_tax


def _tax_of_one_rate(taxable: Sequence[int], rate: Fraction, stated: Bill) -> list[int]:
    """Added tax is charged, so it comes in steps; included tax is told and keeps its single minor units."""
    if stated.tax_mode == "added":
        step = step_of(stated.currency)
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


def _charges(line: BillLine) -> tuple[str, int, int, int, int, int]:
    return (line.sku, line.quantity, line.unit_price, line.line_total, line.discount, line.tax)
