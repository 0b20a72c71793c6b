"""One rule for the Idempotency-Key: what one service takes, no other refuses."""

from __future__ import annotations

from typing import Any, cast

import pytest
from fastapi import FastAPI

from bookstore.cart.errors import PROBLEMS as CART_PROBLEMS
from bookstore.cart.routes import routes as cart_routes
from bookstore.checkout.errors import PROBLEMS as CHECKOUT_PROBLEMS
from bookstore.checkout.routes import routes as checkout_routes
from bookstore.platform.idempotency import KeyInvalid, idempotency_key


@pytest.mark.parametrize("key", ["a", "a" * 255, "7b1d4a52-0000-4000-8000-000000000000", "a b", "~!"])
def test_a_key_is_taken(key: str) -> None:
    assert idempotency_key(key) == key


@pytest.mark.parametrize("key", ["", " ", "a" * 256, "é", "\x7f", "\t", " a", "a ", "a\xa0b", "愛"])
def test_a_key_is_refused(key: str) -> None:
    with pytest.raises(KeyInvalid):
        idempotency_key(key)


def test_a_request_without_a_key_has_none() -> None:
    assert idempotency_key(None) is None


def test_every_service_has_the_same_rule_and_the_same_refusal() -> None:
    app = FastAPI()
    app.include_router(cart_routes)
    app.include_router(checkout_routes(cast(Any, None)))
    paths = app.openapi()["paths"]
    declared = [
        parameter
        for operations in paths.values()
        for operation in operations.values()
        for parameter in operation.get("parameters", ())
        if parameter["name"] == "Idempotency-Key"
    ]
    assert len(declared) == 2
    assert declared[0] == declared[1]
    assert CART_PROBLEMS[KeyInvalid] == CHECKOUT_PROBLEMS[KeyInvalid]
    assert CART_PROBLEMS[KeyInvalid].status == 400
