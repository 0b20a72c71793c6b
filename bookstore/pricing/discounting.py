"""Several discount codes on one cart: in which order they apply, and what each takes off which line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bookstore.platform.money import Currency, Money
from bookstore.pricing.discounts import CodeRefusal, DiscountCode, Fixed
from bookstore.pricing.model import LineToPrice
from bookstore.pricing.rounding import split


@dataclass(frozen=True)
class CodeOutcome:
    """Whether a code that the customer typed applies, and the `reason` why it does not.

    discount: what it takes off, in minor units. skus: the titles that it is for; none: all.
    """

    code: str
    reason: CodeRefusal | None = None
    discount: int = 0
    skus: tuple[str, ...] = ()

    @property
    def applied(self) -> bool:
        """Whether the quote has the discount."""
        return self.reason is None


@dataclass(frozen=True)
class CartDiscount:
    """What became of each code, and the discount of each line in minor units.

    outcomes: in the order in which they apply, then those that do not.
    """

    outcomes: tuple[CodeOutcome, ...]
    by_line: tuple[int, ...]

    @property
    def applied(self) -> tuple[str, ...]:
        """The codes that apply."""
        return tuple(each.code for each in self.outcomes if each.applied)


def discount_by(
    codes: Sequence[DiscountCode], lines: Sequence[LineToPrice], currency: Currency, now: datetime,
    uses: Mapping[str, int],
) -> CartDiscount:  # fmt: skip
    """What the codes take off together; `uses`: how often the customer has redeemed each.

    Each takes its part of what the codes before it have left of the lines that it is for. Gift cards are
    money: nothing is taken off them, and they do not count for the minimum of a code.
    """
    left = [line.line_total(currency) for line in lines]
    applied, refused = list[CodeOutcome](), list[CodeOutcome]()
    for code in sorted(codes, key=_place):
        skus = tuple(sorted(code.skus))
        places = [
            place for place, line in enumerate(lines) if code.is_for(line.sku) and not line.kind.is_money
        ]
        goods = Money(sum(lines[place].line_total(currency) for place in places), currency)
        rest = Money(sum(left[place] for place in places), currency)
        reason = code.refusal(goods, now, uses.get(code.code, 0))
        if reason is None and not rest.amount:
            reason = CodeRefusal.NOTHING_LEFT
        if reason is not None:
            refused.append(CodeOutcome(code.code, reason, 0, skus))
            continue
        discount = code.discount_on(rest).amount
        parts = split(discount, [left[place] for place in places], currency)
        for place, part in zip(places, parts, strict=True):
            left[place] -= part
        applied.append(CodeOutcome(code.code, None, discount, skus))
    taken = (line.line_total(currency) - rest for line, rest in zip(lines, left, strict=True))
    return CartDiscount((*applied, *refused), tuple(taken))


def _place(code: DiscountCode) -> tuple[bool, bool, str]:
    """Percents before amounts, codes for named titles before those for all, then by their letters."""
    return isinstance(code.takes_off, Fixed), not code.skus, code.code
