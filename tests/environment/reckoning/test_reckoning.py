"""The reckoning gives the amounts that record 5 states as examples."""

from __future__ import annotations

from fractions import Fraction

import pytest

from environment.reckoning.bill import Bill, BillLine, reckoned
from environment.reckoning.refund import RefundShare, amounts_by_part, left_of, of_copies
from environment.reckoning.rounding import half_up, largest_remainder
from environment.reckoning.wording import differences

DUNE = "9780441172719"


def bill(
    currency: str, *lines: tuple[int, int, str], mode: str = "added", discount: int = 0, shipping: int = 0
) -> Bill:
    """A bill of lines of copies, unit price and tax rate; the amounts that follow from them are 0."""
    listed = tuple(
        BillLine(f"{DUNE}-{place}", copies, price, 0, 0, 0, Fraction(rate))
        for place, (copies, price, rate) in enumerate(lines)
    )
    return Bill(currency, mode, listed, 0, discount, shipping, 0, 0, 0)


@pytest.mark.parametrize(
    ("exact", "step", "rounded"),
    [
        ("1/2", 1, 1),
        ("3/2", 1, 2),
        ("5/2", 1, 3),
        ("-1/2", 1, -1),
        ("49/100", 1, 0),
        ("105", 10, 110),
        ("104", 10, 100),
    ],
)
def test_a_half_goes_away_from_zero(exact: str, step: int, rounded: int) -> None:
    assert half_up(Fraction(exact), step) == rounded


def test_the_largest_fractions_get_what_is_left_over_and_the_earlier_one_first() -> None:
    assert largest_remainder(217, [999, 999, 999]) == [73, 72, 72]
    assert largest_remainder(20, [1, 1, 1], 10) == [10, 10, 0]
    assert largest_remainder(0, [0, 0]) == [0, 0]


def test_copies_are_never_rounded_one_by_one() -> None:
    found = reckoned(bill("USD", (2, 852, "0"), discount=341), shipping_taxed=False)
    assert (found.subtotal, found.grand_total) == (1704, 1363)
    assert reckoned(bill("KWD", (2, 6816, "0")), shipping_taxed=False).subtotal == 13630


def test_tax_is_rounded_for_the_order_and_split_over_its_lines() -> None:
    found = reckoned(bill("USD", *[(1, 999, "0.0725")] * 3), shipping_taxed=False)
    assert (found.tax, [line.tax for line in found.lines]) == (217, [73, 72, 72])
    assert found.grand_total == 2997 + 217


def test_included_tax_is_told_and_not_added() -> None:
    found = reckoned(bill("EUR", (2, 999, "0.07"), mode="included"), shipping_taxed=False)
    assert (found.tax, found.grand_total) == (131, 1998)


def test_shipping_is_taxed_where_the_region_says_so() -> None:
    facts = bill("USD", (2, 950, "0.1"), shipping=500)
    assert reckoned(facts, shipping_taxed=False).grand_total == 2590
    taxed = reckoned(facts, shipping_taxed=True)
    assert (taxed.grand_total, taxed.shipping_tax) == (2640, 50)


def test_each_tax_rate_of_an_order_is_rounded_for_itself() -> None:
    found = reckoned(
        bill("EUR", (1, 110, "0.05"), (1, 110, "0.05"), (1, 130, "0.05"), (1, 110, "0.25")),
        shipping_taxed=False,
    )
    assert found.tax == half_up(Fraction(35, 2)) + half_up(Fraction(55, 2))
    assert sum(line.tax for line in found.lines) == found.tax


def test_shipping_has_the_highest_rate_of_its_goods() -> None:
    found = reckoned(bill("USD", (1, 1000, "0.02"), (1, 500, "0.1"), shipping=500), shipping_taxed=True)
    assert (found.shipping_tax, found.tax) == (50, 120)


def test_a_discount_is_at_most_the_subtotal() -> None:
    found = reckoned(bill("USD", (1, 950, "0"), discount=5000), shipping_taxed=False)
    assert (found.discount, found.grand_total) == (950, 0)


def test_a_difference_says_what_was_expected() -> None:
    stated = reckoned(bill("USD", (2, 950, "0")), shipping_taxed=False)
    (line,) = stated.lines
    wrong = Bill("USD", "added", (BillLine(line.sku, 2, 950, 1901, 0, 0),), 1900, 0, 0, 0, 1900, 0)
    assert list(differences(wrong, stated, {line.sku: "Dune"})) == [
        'lists 2 copies of "Dune" at $9.50 as $19.01, expected $19.00'
    ]


def test_copies_of_a_refund_begin_at_the_beginning_of_the_line() -> None:
    order = reckoned(bill("USD", (3, 333, "0"), discount=100), shipping_taxed=False)
    (whole, _) = left_of(order, [])
    first = of_copies(order, RefundShare(whole.part, 0, 0, 0, 1), 0)
    assert first == RefundShare(whole.part, 333, 34, 0, 1)
    assert of_copies(order, RefundShare(whole.part, 0, 0, 0, 2), 2) is None


def test_an_amount_is_split_over_what_is_left() -> None:
    order = reckoned(bill("USD", (1, 1000, "0"), (1, 500, "0"), shipping=500), shipping_taxed=False)
    split = amounts_by_part(order, 100, left_of(order, []))
    assert list(split.values()) == [50, 25, 25]
