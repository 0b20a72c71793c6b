"""Order numbers, ids and tokens of a run that follow from each other."""

import pytest

from environment.evidence.recording.exchange import Exchange
from environment.evidence.traffic.breach import ScenarioTraffic
from environment.evidence.traffic.unguessable import Unguessable

from .purchase import CART, CHECKOUT, answer, call, purchase

TOKEN = "qV3xR8wL0pZt5YhN2mKc7JdG1sFb9UaEoIyTiWuMvXk"


def _order(number: str, checkout: str = CHECKOUT) -> Exchange:
    placed = answer("201 Created", {"order_number": number})
    return call("checkout -> orders", f"PUT /checkouts/{checkout}/order", placed)


def _cart(cart: str = CART) -> Exchange:
    return call("customer -> cart", "POST /carts", answer("201 Created", {"cart_id": cart}))


def _found(*scenarios: ScenarioTraffic) -> list[str]:
    check = Unguessable()
    return [str(breach) for traffic in scenarios for breach in check(traffic)]


def _token(token: str) -> ScenarioTraffic:
    return ScenarioTraffic([_cart()], secrets={"the cart token of the guest": token})


def test_random_values_are_sound() -> None:
    assert _found(purchase(), ScenarioTraffic([_order("BK-0M3N-9ZXC")]), _token(TOKEN)) == []


def test_the_same_values_seen_again_are_sound() -> None:
    assert _found(purchase(), purchase(), _token(TOKEN), _token(TOKEN)) == []


def test_order_numbers_that_follow_each_other_are_found_over_scenarios() -> None:
    one, next_one = ScenarioTraffic([_order("BK-0000-001Z")]), ScenarioTraffic([_order("BK-0000-0020")])

    assert _found(one, next_one) == [
        "checkout -> orders: an order number follows from the one before: it tells how much the shop sells"
    ]


def test_an_order_number_made_of_an_id_is_found() -> None:
    made = f"BK-{CART[:4]}-{CART[4:8]}".upper()

    assert _found(ScenarioTraffic([_cart(), _order(made)])) == [
        "checkout -> orders: an order number is a part of an id of the same scenario"
    ]


@pytest.mark.parametrize("version", ["1", "5", "7"])
def test_an_id_that_is_not_random_is_found(version: str) -> None:
    assert _found(ScenarioTraffic([_cart(f"{CART[:14]}{version}{CART[15:]}")])) == [
        "customer -> cart: the answer to POST /carts gives an id that is not random: "
        f"a UUID of version {version} (RFC 9562)"
    ]


def test_an_id_that_follows_the_one_before_is_found() -> None:
    assert _found(ScenarioTraffic([_cart()]), ScenarioTraffic([_cart(f"{CART[:-1]}c")])) == [
        "customer -> cart: the answer to POST /carts gives an id that follows from the one before"
    ]


@pytest.mark.parametrize(
    ("token", "why"),
    [
        (TOKEN[:21], "has fewer than 128 random bits"),
        (f"{CART}{TOKEN[:8]}", "has a part in common with an id, which opens nothing"),
    ],
)
def test_a_token_that_can_be_guessed_is_found(token: str, why: str) -> None:
    assert _found(_token(token)) == [f"customer -> cart: the cart token of the guest {why}"]


def test_two_tokens_with_a_common_part_are_found() -> None:
    assert _found(_token(TOKEN), _token(f"{TOKEN[:30]}0123456789abc")) == [
        "customer -> cart: the cart token of the guest has a part in common with another token"
    ]
