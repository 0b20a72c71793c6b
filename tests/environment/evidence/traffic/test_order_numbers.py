"""The number of an order is told when its checkout is completed."""

import json
from dataclasses import replace

import pytest

from environment.evidence.traffic.breach import ScenarioTraffic
from environment.evidence.traffic.order_numbers import numbers_are_told_of_certain_orders

from .purchase import CHECKOUT, NUMBER, answer, call, purchase


def _told(state: str, number: str | None, edge: str = "customer -> checkout") -> list[str]:
    shown = answer("200 OK", {"checkout_id": CHECKOUT, "state": state, "order_number": number})
    calls = [call(edge, f"GET /checkouts/{CHECKOUT}", shown, number=each) for each in (1, 2)]
    return [*map(str, numbers_are_told_of_certain_orders(ScenarioTraffic(calls)))]


@pytest.mark.parametrize("state", ["running", "waiting", "compensating", "refused"])
def test_the_number_of_an_order_that_may_be_canceled_is_found_once(state: str) -> None:
    assert _told(state, NUMBER) == [
        "customer -> checkout: the answer to GET /checkouts/{id} tells the number of an order whose checkout "
        f"is {state}"
    ]


def test_the_number_of_a_completed_order_is_told() -> None:
    assert _told("completed", NUMBER) == []


def test_an_unfinished_checkout_without_a_number_is_sound() -> None:
    assert _told("running", None) == []


def test_orders_shows_its_own_orders_in_every_state() -> None:
    assert _told("placed", NUMBER, "customer -> orders") == []


@pytest.mark.parametrize("body", [{"properties": {"order_number": {}}}, ["order_number"], None])
def test_a_document_that_only_describes_numbers_tells_none(body: object) -> None:
    described = replace(
        answer("200 OK", body), body='{"order_number": "BK' if body is None else json.dumps(body)
    )
    asked = call("customer -> checkout", "GET /openapi.json", described)
    assert [*numbers_are_told_of_certain_orders(ScenarioTraffic([asked]))] == []


def test_a_purchase_tells_its_number_when_it_is_certain() -> None:
    assert [*numbers_are_told_of_certain_orders(purchase())] == []
