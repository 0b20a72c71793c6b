"""Every order that an answer shows is held to the request that placed it."""

from __future__ import annotations

from typing import Any

import pytest

from environment.evidence.recording.exchange import Exchange
from environment.evidence.traffic.breach import ScenarioTraffic
from environment.evidence.traffic.shown_orders import orders_are_shown_as_placed
from tests.environment.evidence.recording.sample_exchanges import exchange

NUMBER, CHECKOUT = "BK-7Q2M-4HXW", "5f0c7a55-92f4-4d0e-8a3c-07f1c2ab9d11"
DUNE = {
    "sku": "9780441172719",
    "title": "Dune",
    "quantity": 2,
    "unit_price": 950,
    "line_total": 1900,
    "discount": 200,
    "tax": 170,
}
ORDER: dict[str, Any] = {
    "lines": [DUNE],
    "currency": "USD",
    "subtotal": 1900,
    "discount": 200,
    "shipping": 400,
    "tax": 170,
    "tax_mode": "added",
    "grand_total": 2270,
    "discount_codes": ["SPRING"],
    "payment_method": "card",
}
SHARE = {"part": "9780441172719", "quantity": 1, "gross": 950, "discount": 100, "tax": 85}
REFUND = {"refund_id": "r-1", "state": "refunded", "amount": 935, "shares": [SHARE]}
VIEW = {
    **ORDER,
    "order_number": NUMBER,
    "paid_at": "2026-01-31T10:00:00Z",
    "captured": 2270,
    "refunded": 935,
    "refunds": [REFUND],
}


def placed(status: int = 201) -> Exchange:
    answer = {"order_number": NUMBER, "state": "placed", "grand_total": 2270}
    summary = f"PUT /checkouts/{CHECKOUT}/order"
    return exchange(
        1,
        "checkout -> orders",
        summary,
        status,
        request_body=ORDER,
        answer_body=answer if status < 400 else {},
    )


def shown(view: dict[str, Any], number: int = 2) -> Exchange:
    return exchange(number, "customer -> orders", f"GET /orders/{NUMBER}", answer_body=view)


def found(*exchanges: Exchange) -> list[str]:
    return [str(breach) for breach in orders_are_shown_as_placed(ScenarioTraffic(exchanges))]


def test_an_order_that_is_shown_as_placed_is_no_breach() -> None:
    listed = exchange(3, "customer -> orders", "GET /orders", answer_body={"orders": [VIEW, VIEW]})
    assert found(placed(), shown(VIEW), listed) == []


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"lines": [DUNE | {"unit_price": 951}]},
            'lists 2 copies of "Dune" at $9.51, expected 2 copies of "Dune" at $9.50',
        ),
        (
            {"lines": [DUNE | {"discount": 201}]},
            'takes off 2 copies of "Dune" at $9.50 $2.01, expected $2.00',
        ),
        ({"lines": []}, 'lacks 2 copies of "Dune" at $9.50'),
        ({"lines": [DUNE | {"title": "Duke"}]}, 'names a title "Duke", expected "Dune"'),
        ({"shipping": 401}, "states $4.01 as its shipping, expected $4.00"),
        ({"currency": "EUR"}, "is in EUR with tax added, expected USD with tax added"),
        ({"discount_codes": []}, "names none as its discount codes, expected SPRING"),
        ({"captured": 0}, "states $0.00 as charged, expected $22.70"),
        ({"paid_at": None}, "states $22.70 as charged, expected $0.00"),
        ({"refunded": 0}, "states $0.00 as refunded, but its refunds sum to $9.35"),
        (
            {"refunds": [REFUND | {"shares": [SHARE | {"tax": 86}]}]},
            "lists a refund of $9.35, whose shares sum to $9.36",
        ),
    ],
)
def test_an_order_page_that_differs_is_one(changes: dict[str, Any], sentence: str) -> None:
    wrong = f"customer -> orders: order {NUMBER}, as orders shows it, {sentence}"
    assert found(placed(), shown(VIEW | changes)) == [wrong]
    listed = exchange(3, "customer -> orders", "GET /orders", answer_body={"orders": [VIEW, VIEW | changes]})
    assert found(placed(), listed) == [wrong]


def test_the_same_difference_is_reported_once_on_an_arrow() -> None:
    wrong = VIEW | {"grand_total": 2271, "captured": 2270}
    said = "states $22.71 as its grand total, expected $22.70"
    assert found(placed(), shown(wrong), shown(wrong, 3)) == [
        f"customer -> orders: order {NUMBER}, as orders shows it, {said}"
    ]


def test_a_checkout_states_the_total_of_its_order() -> None:
    body = {"order_number": NUMBER, "grand_total": {"amount": 2270, "currency": "EUR"}}
    submitted = exchange(2, "customer -> checkout", "POST /checkouts", 201, answer_body=body)
    assert found(placed(), submitted) == [
        f"customer -> checkout: order {NUMBER}, as checkout shows it, "
        "states €22.70 as its grand total, expected $22.70"
    ]


def test_the_state_of_an_order_states_its_total() -> None:
    body = {"order_number": NUMBER, "grand_total": 2271, "currency": "USD", "captured": 0, "paid_at": None}
    looked = exchange(2, "payments -> orders", f"GET /checkouts/{CHECKOUT}/order", answer_body=body)
    assert found(placed(), looked) == [
        f"payments -> orders: order {NUMBER}, as orders shows it, "
        "states $22.71 as its grand total, expected $22.70"
    ]


def test_a_refused_order_and_an_order_from_before_are_not_compared() -> None:
    assert found(placed(409), shown(VIEW | {"shipping": 401})) == []
    assert found(shown(VIEW | {"shipping": 401})) == []
