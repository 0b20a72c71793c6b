"""A driver of a team reaches a cart whose API differs from ours."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from steps.drivers.api import Api, ScenarioCorrelation, keep_alive_session
from steps.vocabulary.money import Money
from tests.environment.attach.another_cart import with_another_cart
from tests.environment.attach.basket_driver import BasketDriver
from tests.environment.attach.renamed_cart import renamed_cart

QUOTE = {
    "quote_id": "q-1",
    "grand_total": 950,
    "currency": "USD",
    "cart_version": 3,
    "discount_codes": [],
    "lines": [],
}


@pytest.fixture
def cart() -> Iterator[tuple[str, list[tuple[str, Any]]]]:
    """The address of a cart with our API, and the requests that it has received."""
    received: list[tuple[str, Any]] = []

    class CartApi(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            received.append((f"POST {self.path}", body))
            self._respond(201, {"cart_id": "c-1", "cart_token": "s-1", "lines": []})

        def do_GET(self) -> None:
            received.append((f"GET {self.path}", None))
            self._respond(200, QUOTE)

        def _respond(self, status: int, said: dict[str, Any]) -> None:
            answer = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *args: Any) -> None:
            """No line on the console."""

    with ThreadingHTTPServer(("127.0.0.1", 0), CartApi) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", received
        server.shutdown()


def test_the_driver_calls_the_other_api_and_returns_what_ours_returns(
    cart: tuple[str, list[tuple[str, Any]]],
) -> None:
    cart_url, received = cart
    with renamed_cart(cart_url) as address, keep_alive_session() as session:
        driver = BasketDriver(Api(address, session, ScenarioCorrelation()))
        assert driver.open({}, "USD") == ("c-1", "s-1")
        driver.add({}, "c-1", "9780000000002", 2)
        assert driver.total({}, "c-1", {"country": "US"}) == Money(950, "USD")
    assert received == [
        ("POST /carts", {"currency": "USD"}),
        ("POST /carts/c-1/lines", {"sku": "9780000000002", "quantity": 2}),
        ("GET /carts/c-1/quote?country=US", None),
    ]


def test_a_target_file_names_the_driver_of_the_team() -> None:
    file = '[addresses]\ncart = "http://127.0.0.1:1"\n[databases]\ncart = "postgresql+psycopg://db/cart"\n'
    changed = with_another_cart(file, "http://127.0.0.1:2")
    assert changed.count("cart =") == 2
    assert 'cart = "http://127.0.0.1:2"' in changed
    assert 'cart = "tests.environment.attach.basket_driver:BasketDriver"' in changed
