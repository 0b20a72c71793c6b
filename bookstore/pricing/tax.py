"""Tax by destination: added to the prices (US sales tax) or included in them (EU VAT)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from bookstore.platform.money import Currency, allocate, round_half_up
from bookstore.platform.schemas import TaxMode
from bookstore.pricing.rounding import split, to_step


@dataclass(frozen=True)
class TaxRate:
    """The tax of one destination; 0.0825 is 8.25 percent. `on_shipping`: shipping is taxed as well."""

    rate: Decimal
    mode: TaxMode
    on_shipping: bool = False

    def on(self, taxable: Sequence[int], currency: Currency) -> list[int]:
        """The tax of each part, in minor units: rounded once for the order, then split exactly."""
        whole, rate = sum(taxable), Fraction(self.rate)
        if self.mode is TaxMode.ADDED:
            return split(to_step(whole * rate, currency), taxable, currency)
        # included tax is reported, not charged: it need not be an amount that can be charged
        return allocate(round_half_up(whole * rate / (1 + rate)), taxable)


NO_TAX = TaxRate(Decimal(0), TaxMode.ADDED)
