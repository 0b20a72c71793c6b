"""Codes are reckoned one after the other, each off what is left of the titles that it is for."""

from __future__ import annotations

import pytest

from environment.reckoning.discounts import BillCode, GoodsLeft, discount_due, discounts_by, place_of


def test_a_code_is_split_over_what_is_left_of_its_own_titles() -> None:
    codes = [BillCode("DUNE", 1000, ("a",)), BillCode("TENTH", 150), BillCode("TWO", 200)]
    assert discounts_by(codes, ["a", "b"], [2000, 500], "USD") == [1233, 117]


def test_no_code_takes_more_than_is_left() -> None:
    assert discounts_by([BillCode("A", 900, ("b",)), BillCode("B", 9000)], ["a", "b"], [100, 500], "USD") == [
        100,
        500,
    ]


def test_goods_know_what_titles_cost_and_what_is_left_of_them() -> None:
    goods = GoodsLeft(["a", "b"], [1000, 500], "USD")
    goods.take_off(600, ["a"])
    assert (goods.cost_of([]), goods.rest_of([]), goods.cost_of(["a"]), goods.rest_of(["a"])) == (
        1500,
        900,
        1000,
        400,
    )


@pytest.mark.parametrize(
    ("terms", "currency", "due"),
    [
        ({"kind": "percent", "percent": "12.5"}, "USD", 238),
        ({"kind": "fixed", "amount": 200}, "USD", 200),
        ({"kind": "fixed", "amount": 5000}, "USD", 1900),
        ({"kind": "percent", "percent": 10}, "KWD", 190),
    ],
)
def test_what_a_code_takes_off_by_its_terms(terms: dict[str, object], currency: str, due: int) -> None:
    assert discount_due(terms, 1900, currency) == due


def test_percents_come_before_amounts_and_named_titles_before_all() -> None:
    terms: dict[str, dict[str, object]] = {
        "B": {"kind": "fixed"},
        "C": {"kind": "percent"},
        "A": {"kind": "percent"},
        "D": {"kind": "percent", "skus": ["x"]},
    }
    assert sorted(terms, key=lambda code: place_of(code, terms[code])) == ["D", "A", "C", "B"]
