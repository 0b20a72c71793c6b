"""Tax by place, class and kind: added to the prices (US sales tax) or included in them (EU VAT)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from bookstore.platform.money import Currency, allocate, round_half_up
from bookstore.platform.schemas import TaxMode
from bookstore.platform.title_kinds import TitleKind
from bookstore.pricing.rounding import split, to_step


class TaxClass(StrEnum):
    """What decides which of a place's rates a title has."""

    FULL = "full"
    REDUCED = "reduced"


@dataclass(frozen=True)
class Levy:
    """The tax on a title: what has the same levy is rounded together.

    place: the country ("DE") or the region ("US-WA") whose tax it is; None where there is none.
    """

    rate: Decimal
    mode: TaxMode
    place: str | None = None

    def on(self, taxable: Sequence[int], currency: Currency) -> list[int]:
        """The tax of each part, in minor units: rounded once, split exactly."""
        whole, exact = sum(taxable), Fraction(self.rate)
        if self.mode is TaxMode.ADDED:
            return split(to_step(whole * exact, currency), taxable, currency)
        # included tax is reported, not charged: it need not be an amount that can be charged
        return allocate(round_half_up(whole * exact / (1 + exact)), taxable)


UNTAXED = Levy(Decimal(0), TaxMode.ADDED)
"""On a gift card: it is taxed when it is spent, with what it is spent on, and nowhere before."""


@dataclass(frozen=True)
class TaxRate:
    """The tax of one place; 0.0825 is 8.25 percent. `on_shipping`: shipping is taxed as well.

    reduced: the rate of the reduced class; None where there is none, and the full rate holds.
    ebooks: the rate of e-books of either class; None where they have the rate of printed titles.
    """

    rate: Decimal
    mode: TaxMode
    on_shipping: bool = False
    reduced: Decimal | None = None
    ebooks: Decimal | None = None
    place: str | None = None

    def levy(self, tax_class: TaxClass, kind: TitleKind = TitleKind.PRINTED) -> Levy:
        """The tax on titles of a class and a kind."""
        if kind.is_money:
            return UNTAXED
        rate = self.rate
        if not kind.in_copies and self.ebooks is not None:
            rate = self.ebooks
        elif tax_class is TaxClass.REDUCED and self.reduced is not None:
            rate = self.reduced
        return Levy(rate, self.mode, self.place)

    @property
    def exempt(self) -> TaxRate:
        """What a customer pays who is exempt: no tax is added; what prices include, they include for all."""
        untaxed = replace(self, rate=Decimal(0), reduced=None, ebooks=None)
        return untaxed if self.mode is TaxMode.ADDED else self


def taxes_on(
    goods: Sequence[int], levies: Sequence[Levy], shipping: int, on_shipping: Levy | None, currency: Currency
) -> tuple[list[int], int]:
    """The tax of each line and of shipping, in minor units: rounded once for each levy, split exactly.

    on_shipping: the levy on shipping, which is one of those on the lines; None where it is not taxed.
    """
    taxes, shipping_tax = [0] * len(goods), 0
    for levy in dict.fromkeys(levies):
        places = [place for place, one in enumerate(levies) if one == levy]
        shipped = shipping if levy == on_shipping else 0
        *parts, on_shipped = levy.on([*(goods[place] for place in places), shipped], currency)
        shipping_tax += on_shipped
        for place, part in zip(places, parts, strict=True):
            taxes[place] = part
    return taxes, shipping_tax


NO_TAX = TaxRate(Decimal(0), TaxMode.ADDED)
