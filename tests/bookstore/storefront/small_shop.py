"""A shop with one title, for tests of the pages: what its services answer."""

from __future__ import annotations

from typing import Any

from .scripted_services import ScriptedServices
from .shopper import Shopper

DUNE = "9780441172719"
CART = "0a1b2c3d-0000-4000-8000-000000000001"
CHECKOUT = "0a1b2c3d-0000-4000-8000-000000000002"
ORDER = "BK-7Q2M-4HXW"
ADDRESS = {
    "email": "ada@readers.example",
    "name": "Ada Reader",
    "line1": "12 Library Lane",
    "city": "Portland",
    "region": "OR",
    "postal_code": "97201",
    "country": "US",
}


def cart(*, state: str = "open", copies: int = 2, **more: Any) -> dict[str, Any]:
    """The cart as its service shows it."""
    lines = [{"sku": DUNE, "title": "Dune", "kind": "printed", "quantity": copies}] if copies else []
    known = {"cart_id": CART, "currency": "USD", "state": state, "lines": lines, "version": 3}
    return {**known, "discount_codes": [], "next_cart_id": None, **more}


def quote(total: int = 1900) -> dict[str, Any]:
    """What the cart costs."""
    line = {"sku": DUNE, "quantity": 2, "unit_price": 950, "line_total": 1900}
    parts = {"subtotal": 1900, "discount": 0, "shipping": total - 1900, "tax": 0, "tax_mode": "added"}
    parts |= {
        "shipping_method": "standard",
        "shipping_methods": [{"method": "standard", "amount": total - 1900}],
    }
    return {**parts, "currency": "USD", "lines": [line], "grand_total": total, "cart_version": 3}


def order(state: str = "paid") -> dict[str, Any]:
    """The order of the cart."""
    at = "2026-03-04T10:20:30Z"
    ship_to = {name: text for name, text in ADDRESS.items() if name != "email"}
    known = {"order_number": ORDER, "state": state, "placed_at": at, "paid_at": at, "ship_to": ship_to}
    copies = {"sku": DUNE, "title": "Dune", "kind": "printed", "quantity": 2}
    line = {**copies, "unit_price": 950, "line_total": 1900}
    return {**quote(), **known, "email": ADDRESS["email"], "lines": [line], "refunds": []}


def open_for_business(services: ScriptedServices, title: str = "Dune", available: int = 5) -> None:
    """Let every service answer as it does when nothing goes wrong."""
    on_sale = {"sku": DUNE, "title": title, "kind": "printed", "available": available}
    services.answer(r"GET /titles.*", {"titles": [on_sale]})
    services.answer(r"GET /prices\?.*", {"prices": [{"sku": DUNE, "amount": 950}]})
    services.answer(r"POST /carts", cart(copies=0, cart_token="the-guest-token"), 201)
    services.answer(r"GET /carts/[^/?]+", cart())
    in_stock = {"sku": DUNE, "title": title, "quantity": 2, "standing": "in-stock", "available": available}
    services.answer(r"GET /carts/[^/]+/availability", {"lines": [in_stock]})
    services.answer(r"POST /carts/[^/]+/lines", cart())
    services.answer(r"GET /carts/[^/]+/quote\?.*", quote())
    completed = {"checkout_id": CHECKOUT, "state": "completed", "order_number": ORDER}
    services.answer(r"POST /checkouts", completed, 201)
    services.answer(r"GET /checkouts/[^/]+", completed)
    services.answer(r"GET /orders/[^/]+", order())


def fill_cart(shopper: Shopper) -> None:
    """Add two copies on the page of the title."""
    shopper.open(f"/titles/{DUNE}")
    assert shopper.send("/cart/lines", quantity="2").status_code == 200


def go_to_payment(shopper: Shopper) -> None:
    """From an empty cart to the payment page."""
    fill_cart(shopper)
    shopper.open("/address")
    paid = shopper.send("/address", **ADDRESS)
    assert paid.url.endswith("/payment"), paid.text
