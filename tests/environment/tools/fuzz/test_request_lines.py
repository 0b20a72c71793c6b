"""A request of a campaign as one line, from which it can be sent again in another stack."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from environment.tools.fuzz.request import FuzzRequest
from environment.tools.fuzz.seed_data import SeedData
from environment.tools.fuzz.valid_bodies import has_valid_body, valid_body
from steps.world.actors import Actor
from steps.world.world import World

CART = "5f81bfb7-a53e-4248-87ef-03879426be47"
ANOTHER = "0c0a3d4e-1111-4a4a-9b9b-03879426be47"


def seed_data(cart: str) -> SeedData:
    """A shop with this cart and without any service."""
    customer = Actor("customer", "customer@readers.example", {}, None)
    world: World = None  # type: ignore[assignment]
    return SeedData(world, random.Random(1), customer, customer, names={"cart_id": cart})


def request(body: bytes, path: str = f"/carts/{CART}/lines") -> FuzzRequest:
    return FuzzRequest("cart", "POST", path, "customer", (("content-type", "application/json"),), body)


@given(st.binary(max_size=40))
def test_a_line_is_read_as_the_request_it_was_written_from(body: bytes) -> None:
    written = request(body).line(seed_data(CART))
    assert "\n" not in written
    assert FuzzRequest.read(written, seed_data(CART)) == request(body)


def test_a_line_names_the_values_that_differ_from_stack_to_stack() -> None:
    written = request(b"{}").line(seed_data(CART))
    assert CART not in written
    assert FuzzRequest.read(written, seed_data(ANOTHER)).path == f"/carts/{ANOTHER}/lines"


def test_a_text_that_is_no_line_is_refused() -> None:
    with pytest.raises(ValueError, match="Expecting value"):
        FuzzRequest.read("nonsense", seed_data(CART))


def test_new_ids_come_from_the_seed() -> None:
    assert seed_data(CART).new_id() == seed_data(ANOTHER).new_id()
    valid = valid_body("POST /payments/{checkout_id}/refunds", {}, seed_data(CART).new_id)
    assert valid is not None
    assert valid["refund_id"] == seed_data(CART).new_id()


def test_operations_without_a_valid_body_keep_what_is_generated() -> None:
    assert not has_valid_body("GET /carts/{cart_id}")
    assert seed_data(CART).mix_with_valid("GET /carts/{cart_id}", {"a": 1}) == {"a": 1}


def test_existing_values_take_the_place_of_generated_ones_mostly() -> None:
    data = seed_data(CART)
    data.values = {"sku": ["9780000000000"]}
    bodies = [data.with_existing_values({"lines": [{"sku": "x"}]}) for _ in range(100)]
    existing = bodies.count({"lines": [{"sku": "9780000000000"}]})
    assert 50 < existing < 100
    assert existing + bodies.count({"lines": [{"sku": "x"}]}) == 100
