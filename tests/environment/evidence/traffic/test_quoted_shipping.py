"""A quote that ships in another way than was chosen, or at another rate than was set, is a breach."""

from __future__ import annotations

from typing import Any

import pytest

from environment.evidence.recording.exchange import Exchange
from environment.evidence.traffic.quoted_shipping import QuotedShipping
from environment.evidence.traffic.settings import StaffSettings
from tests.environment.evidence.recording.sample_exchanges import exchange

DUNE = "9780441172719"
STANDARD, EXPRESS = {"method": "standard", "amount": 500}, {"method": "express", "amount": 1200}


def staff(at: float, method: str, way: str, terms: dict[str, Any] | None = None) -> Exchange:
    path = f"/shipping-rates/US/USD{way}"
    return exchange(int(at), "staff -> pricing", f"{method} {path}", at=at, request_body=terms or {})


def weight(grams: int) -> Exchange:
    return exchange(40, "staff -> pricing", f"PUT /weights/{DUNE}", at=40, request_body={"grams": grams})


SET = [
    staff(10, "PUT", "", {"amount": 500}),
    staff(20, "PUT", "/express", {"amount": 1200, "free_from": 5000}),
]
WITHDRAWN = staff(30, "DELETE", "/express")


def found(
    chosen: str | None,
    way: str | None,
    cost: int,
    *ways: dict[str, Any],
    goods: int = 1900,
    also: Exchange | None = None,
    rates: list[Exchange] | None = None,
    kind: str = "printed",
) -> tuple[list[str], int]:
    lines = [{"sku": DUNE, "quantity": 2, "kind": kind}]
    request = {"lines": lines, "destination": {"country": "US"}, "currency": "USD", "shipping_method": chosen}
    reply = {"shipping": cost, "shipping_method": way, "shipping_methods": list(ways)}
    settings = StaffSettings([*(rates or SET), *([also] if also else [])])
    asked = exchange(99, "cart -> pricing", "PUT /quotes/q-1", 201, at=1000).started
    shipping = QuotedShipping(settings, asked, asked, request, reply, goods)
    return list(shipping.wrong()), shipping.cost


@pytest.mark.parametrize(("chosen", "way", "cost"), [(None, "standard", 500), ("express", "express", 1200)])
def test_the_way_that_was_chosen_or_the_cheapest_is_right(chosen: str | None, way: str, cost: int) -> None:
    assert found(chosen, way, cost, STANDARD, EXPRESS) == ([], cost)


def test_from_its_total_on_a_way_costs_nothing() -> None:
    free = {"method": "express", "amount": 0}
    assert found(None, "express", 0, free, STANDARD, goods=5000) == ([], 0)
    wrong, cost = found("express", "express", 0, free, STANDARD, goods=4999)
    assert (wrong, cost) == (["offers $0.00 for shipping by express, expected $12.00"], 1200)


def test_another_way_than_the_chosen_one_is_wrong() -> None:
    wrong, _ = found("express", "standard", 500, STANDARD, EXPRESS)
    assert wrong == ["ships by standard, although express was chosen"]


def test_without_a_choice_a_dearer_way_is_wrong() -> None:
    wrong, _ = found(None, "express", 1200, STANDARD, EXPRESS)
    assert wrong == ["ships by express, although another way is cheaper and none was chosen"]


def test_a_way_that_was_withdrawn_is_not_offered() -> None:
    assert found(None, "standard", 500, STANDARD, also=WITHDRAWN) == ([], 500)
    wrong, _ = found(None, "standard", 500, STANDARD, EXPRESS, also=WITHDRAWN)
    assert wrong == ["offers shipping by express, which was withdrawn, or does not carry that much"]


def test_a_way_that_is_set_is_offered() -> None:
    wrong, _ = found(None, "standard", 500, STANDARD)
    assert wrong == ["offers nothing for shipping by express, expected $12.00"]


def test_a_cost_that_is_not_the_offered_one_is_wrong() -> None:
    wrong, cost = found(None, "standard", 0, STANDARD, EXPRESS)
    assert (wrong, cost) == (["ships by standard, which it does not offer at that cost"], 500)


def test_each_kilogram_that_is_begun_counts_up_to_what_is_carried() -> None:
    terms = {"amount": 300, "per_kilogram": 200, "heaviest": 2000}
    rates = [staff(10, "PUT", "", terms)]
    for grams, cost in ((500, 500), (501, 700), (1000, 700)):
        way = {"method": "standard", "amount": cost}
        assert found(None, "standard", cost, way, rates=[*rates, weight(grams)]) == ([], cost)
    wrong, _ = found(
        None, "standard", 700, {"method": "standard", "amount": 700}, rates=[*rates, weight(1001)]
    )
    assert wrong == ["offers shipping by standard, which was withdrawn, or does not carry that much"]


def test_a_way_that_is_not_among_the_offered_ones_is_wrong() -> None:
    wrong, _ = found(None, "overnight", 500, STANDARD, EXPRESS)
    assert wrong == ["ships by overnight, which it does not offer at that cost"]


def test_ebooks_alone_are_not_shipped_whatever_was_chosen() -> None:
    assert found("express", None, 0, kind="ebook") == ([], 0)
    wrong, cost = found(None, "standard", 500, STANDARD, EXPRESS, kind="ebook")
    assert (wrong, cost) == (["ships by standard, although nothing of it is shipped"], 0)


def test_an_ebook_weighs_nothing_in_a_parcel() -> None:
    assert found(None, "standard", 500, STANDARD, EXPRESS, also=weight(9000)) == ([], 500)
