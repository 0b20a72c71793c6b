"""Where a bill differs from the expected one, as the second half of a sentence about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from environment.reckoning.bill import TOTALS, Bill, BillLine, differing_lines
from steps.vocabulary.money import Money


def differences(stated: Bill, expected: Bill, titles: Mapping[str, str]) -> Iterator[str]:
    """Each difference, such as `states a tax of $1.01, expected $1.00`."""
    if (stated.currency, stated.tax_mode) != (expected.currency, expected.tax_mode):
        told = f"is in {stated.currency} with tax {stated.tax_mode}"
        yield f"{told}, expected {expected.currency} with tax {expected.tax_mode}"
        return
    for one, other in differing_lines(stated, expected):
        yield from _of_lines(one, other, stated.currency, titles)
    for name in TOTALS:
        told, wanted = getattr(stated, name), getattr(expected, name)
        if None not in (told, wanted) and told != wanted:
            word = {"shipping_tax": "tax on shipping", "grand_total": "grand total"}.get(name, name)
            yield f"states {_money(told, stated)} as its {word}, expected {_money(wanted, stated)}"


def _of_lines(
    stated: BillLine | None, expected: BillLine | None, currency: str, titles: Mapping[str, str]
) -> Iterator[str]:
    if stated is None or expected is None:
        (line,) = (each for each in (stated, expected) if each)
        yield f"{'lacks' if stated is None else 'also lists'} {_copies(line, currency, titles)}"
        return
    copies, wanted = _copies(stated, currency, titles), _copies(expected, currency, titles)
    if copies != wanted:
        yield f"lists {copies}, expected {wanted}"
        return
    if stated.tax_mode != expected.tax_mode:
        yield f"taxes {copies} as {stated.tax_mode}, expected {expected.tax_mode}"
    for name, told in (
        ("line_total", f"lists {copies} as"),
        ("discount", f"takes off {copies}"),
        ("tax", f"states as the tax of {copies}"),
    ):
        amount, due = getattr(stated, name), getattr(expected, name)
        if amount != due:
            yield f"{told} {Money(amount, currency)}, expected {Money(due, currency)}"


def _copies(line: BillLine, currency: str, titles: Mapping[str, str]) -> str:
    title = titles.get(line.sku) or line.title or line.sku
    counted = "1 copy" if line.quantity == 1 else f"{line.quantity} copies"
    return f'{counted} of "{title}" at {Money(line.unit_price, currency)}'


def _money(amount: int, bill: Bill) -> str:
    return str(Money(amount, bill.currency))
