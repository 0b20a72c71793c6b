"""A shop gives its books part by part; what it cannot give is left out, and a mistake has a sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from environment.audit.checks import audit
from environment.audit.facts.books import BadBooks, read_books, rows_of_books
from environment.audit.facts.snapshot import Snapshot
from environment.audit.partial_audit import possible_checks

ORDER = {
    "checkout_id": "c1",
    "number": "A1",
    "state": "paid",
    "email": "reader@readers.example",
    "currency": "USD",
    "grand_total": 1900,
    "paid": True,
}
STOCK = {"sku": "9780441013593", "title": "Dune", "on_hand": 0, "sold": 1, "received": 1}


def kinds(**rows: list[dict[str, object]]) -> list[str]:
    """The kinds of breaches in these books."""
    found = rows_of_books(rows)
    snapshot = replace(Snapshot(), **found)  # type: ignore[arg-type]  # rows by part
    return [str(each.kind) for each in audit(snapshot, {}, possible_checks(frozenset(found)))]


def test_each_statement_stands_below_the_name_of_its_part() -> None:
    found = read_books("-- of Acme, 2026\n-- orders\nSELECT 1\n  AS a;\n\n-- lines\nSELECT 2")
    assert found == {"orders": "SELECT 1\n  AS a", "lines": "SELECT 2"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("-- order\nSELECT 1", 'line 1: "order" is no part of `[books]`: is "orders" meant?'),
        ("-- tax\nSELECT 1", '"tax" is no part of `[books]`: there are orders, lines, stock'),
        ("SELECT 1", "line 1: a statement needs its part above it"),
        ("-- orders\n", '"-- orders" has no statement'),
        ("", "there is no statement in it"),
        ("-- refunds\nSELECT 1", '"-- refunds" needs "-- orders"'),
    ],
)
def test_a_mistake_in_the_file_has_a_sentence(text: str, said: str) -> None:
    with pytest.raises(BadBooks) as refused:
        read_books(text)
    assert said in str(refused.value)


def test_a_wrong_column_is_named_with_those_that_there_are() -> None:
    with pytest.raises(BadBooks, match=r"stock has no column sold"):
        rows_of_books({"stock": [{name: value for name, value in STOCK.items() if name != "sold"}]})
    with pytest.raises(BadBooks, match=r'orders has a column "total"; there are checkout_id, number'):
        rows_of_books({"orders": [{**ORDER, "total": 1}]})


def test_a_copy_that_two_orders_have_is_oversold() -> None:
    lines = [{"checkout_id": each, "sku": STOCK["sku"], "quantity": 1} for each in ("c1", "c2")]
    orders = [ORDER, {**ORDER, "checkout_id": "c2", "number": "A2"}]
    assert kinds(orders=orders, lines=lines, stock=[STOCK]) == ["oversold"]
    assert kinds(orders=orders[:1], lines=lines[:1], stock=[STOCK]) == []


def test_a_count_that_does_not_follow_its_movements_is_miscounted() -> None:
    assert kinds(stock=[STOCK], movements=[STOCK]) == []
    assert kinds(stock=[STOCK], movements=[{**STOCK, "on_hand": -1, "sold": 2}]) == ["stock miscounted"]


def test_refunds_are_counted_with_their_order() -> None:
    refunds = [
        {"checkout_id": "c1", "state": "refunded", "amount": 500},
        {"checkout_id": "c1", "state": "failed", "amount": 300},
        {"checkout_id": "c2", "state": "refunded", "amount": 100},
    ]
    (order,) = rows_of_books({"orders": [ORDER], "refunds": refunds})["orders"]
    assert (order.refunds, order.failed_refunds, order.refunded) == (2, 1, 500)
