"""A request of a fuzzing run as one line, from which it can be sent again in another shop."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from environment.tools.fuzz.asked import Asked
from environment.tools.fuzz.known import Known
from steps.world.actors import Actor
from steps.world.world import World

CART = "5f81bfb7-a53e-4248-87ef-03879426be47"
ANOTHER = "0c0a3d4e-1111-4a4a-9b9b-03879426be47"


def known(cart: str) -> Known:
    """A shop with this cart; nobody is asked anything."""
    nobody = Actor("nobody", "nobody@readers.example", {}, None)
    world: World = None  # type: ignore[assignment]
    return Known(world, random.Random(1), nobody, nobody, names={"cart_id": cart})


def asked(body: bytes, path: str = f"/carts/{CART}/lines") -> Asked:
    return Asked("cart", "POST", path, "customer", (("content-type", "application/json"),), body)


@given(st.binary(max_size=40))
def test_a_line_is_read_as_the_request_it_was_written_from(body: bytes) -> None:
    written = asked(body).line(known(CART))
    assert "\n" not in written
    assert Asked.read(written, known(CART)) == asked(body)


def test_what_differs_from_shop_to_shop_is_named_in_the_line() -> None:
    written = asked(b"{}").line(known(CART))
    assert CART not in written
    assert Asked.read(written, known(ANOTHER)).path == f"/carts/{ANOTHER}/lines"


def test_what_is_no_line_is_refused() -> None:
    with pytest.raises(ValueError, match="Expecting value"):
        Asked.read("nonsense", known(CART))
