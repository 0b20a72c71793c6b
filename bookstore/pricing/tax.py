"""Tax by destination and class: added to the prices (US sales tax) or included in them (EU VAT)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from bookstore.platform.money import Currency, allocate, round_half_up
from bookstore.platform.schemas import TaxMode
from bookstore.pricing.rounding import split, to_step


class TaxClass(StrEnum):
    """What decides which of a destination's rates a title has."""

    FULL = "full"
    REDUCED = "reduced"


@dataclass(frozen=True)
class TaxRate:
    """The tax of one destination; 0.0825 is 8.25 percent. `on_shipping`: shipping is taxed as well.

    reduced: the rate of the reduced class; None where there is none, and the full rate holds.
    """

    rate: Decimal
    mode: TaxMode
    on_shipping: bool = False
    reduced: Decimal | None = None

    def of(self, tax_class: TaxClass) -> Decimal:
        """The rate of a class."""
        return self.reduced if tax_class is TaxClass.REDUCED and self.reduced is not None else self.rate

    @property
    def exempt(self) -> TaxRate:
        """What a customer pays who is exempt: no tax is added; what prices include, they include for all."""
        return replace(self, rate=Decimal(0), reduced=None) if self.mode is TaxMode.ADDED else self

    def on(
        self, goods: Sequence[int], classes: Sequence[TaxClass], shipping: int, currency: Currency
    ) -> tuple[list[int], int]:
        """The tax of each line and of shipping, in minor units: rounded once for each rate, split exactly.

        Shipping has the highest of the rates of the goods.
        """
        rates = [self.of(each) for each in classes]
        taxes, shipping_tax, highest = [0] * len(goods), 0, max(rates)
        for rate in dict.fromkeys(rates):
            places = [place for place, one in enumerate(rates) if one == rate]
            shipped = shipping if self.on_shipping and rate == highest else 0
            *parts, on_shipped = self._of_one_rate(
                [*(goods[place] for place in places), shipped], rate, currency
            )
            shipping_tax += on_shipped
            for place, part in zip(places, parts, strict=True):
                taxes[place] = part
        return taxes, shipping_tax

    def _of_one_rate(self, taxable: Sequence[int], rate: Decimal, currency: Currency) -> list[int]:
        whole, exact = sum(taxable), Fraction(rate)
        if self.mode is TaxMode.ADDED:
            return split(to_step(whole * exact, currency), taxable, currency)
        # included tax is reported, not charged: it need not be an amount that can be charged
        return allocate(round_half_up(whole * exact / (1 + exact)), taxable)


NO_TAX = TaxRate(Decimal(0), TaxMode.ADDED)
