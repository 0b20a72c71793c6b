"""Bodies that make sense, for operations whose fields must fit each other: chance alone never gets there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

from steps.world.actors import ADDRESS

Names = Mapping[str, str]
_TOTAL = {"amount": 950, "currency": "USD"}
_TIME = "2026-01-31T10:00:00Z"
_EMAIL = "reader@readers.example"


def makes_sense(label: str) -> bool:
    """Whether there is a sensible body for this operation."""
    return label in _BODIES


def sensible_body(label: str, names: Names) -> dict[str, Any] | None:
    """For `PUT /payments/{checkout_id}` and the like; None where chance does well enough."""
    made = _BODIES.get(label)
    return made(names) if made else None


def _line(names: Names) -> dict[str, Any]:
    return {"sku": names["sku"], "quantity": 1}


def _priced(names: Names) -> dict[str, Any]:
    amounts = {"unit_price": 950, "line_total": 950, "discount": 0, "tax": 0}
    return {**_line(names), "title": "Dune", **amounts}


def _totals(names: Names) -> dict[str, Any]:
    return {
        "email": _EMAIL,
        "locale": "en-US",
        "ship_to": ADDRESS,
        "lines": [_priced(names)],
        "currency": "USD",
        "subtotal": 950,
        "discount": 0,
        "shipping": 0,
        "tax": 0,
        "tax_mode": "added",
        "grand_total": 950,
        "discount_code": None,
    }


def _order(names: Names) -> dict[str, Any]:
    payment = {"payment_method": "card"}
    return {**_totals(names), "customer_id": names["customer_id"], "guest_token_hash": None, **payment}


def _submission(names: Names) -> dict[str, Any]:
    payment = {"method": "card", "token": names["token"]}
    total = {"payment": payment, "expected_total": _TOTAL}
    return {"cart_id": names["cart_id"], "email": _EMAIL, "ship_to": ADDRESS, **total}


def _event(names: Names) -> dict[str, Any]:
    number: dict[str, Any] = {
        "order_number": names["order_number"],
        "checkout_id": names["checkout_id"],
        "placed_at": _TIME,
    }
    number |= {"captured": 950, "payment_method": "card"}
    head = {
        "specversion": "1.0",
        "id": str(uuid4()),
        "source": "/orders",
        "type": "order.paid",
        "time": _TIME,
    }
    return {**head, "datacontenttype": "application/json", "data": {**_totals(names), **number}}


def _news(names: Names) -> dict[str, Any]:
    subject = {"id": "pi_fuzz", "object": "payment_intent", "metadata": {"checkout_id": names["checkout_id"]}}
    head = {"id": f"evt_{uuid4().hex}", "object": "event", "type": "payment_intent.succeeded"}
    return {**head, "created": 1_769_853_600, "data": {"object": subject}}


def _payment(names: Names) -> dict[str, Any]:
    return {"amount": _TOTAL, "method": "card", "token": names["token"], "email": _EMAIL}


def _quote(names: Names) -> dict[str, Any]:
    asked = {"currency": "USD", "destination": {"country": "US"}, "discount_code": None}
    return {**asked, "lines": [_line(names)], "customer": names["customer_id"], "binding": True}


_BODIES: Mapping[str, Callable[[Names], dict[str, Any]]] = {
    "POST /checkouts": _submission,
    "PUT /checkouts/{checkout_id}/order": _order,
    "PUT /payments/{checkout_id}": _payment,
    "POST /payments/{checkout_id}/refunds": lambda _: {"refund_id": str(uuid4()), "amount": _TOTAL},
    "POST /orders/{order_number}/refunds": lambda _: {"refund_id": str(uuid4()), "reason": "a wish"},
    "POST /webhooks/stripe": _news,
    "POST /events": _event,
    "PUT /quotes/{quote_id}": _quote,
    "PUT /reservations/{checkout_id}": lambda names: {"lines": [_line(names)]},
    "PUT /discount-codes/{code}": lambda _: {"kind": "percent", "percent": 10},
}
