"""Valid bodies, for operations whose fields must be consistent with each other: chance never makes one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from steps.world.addresses import ADDRESS

Names = Mapping[str, str]
NewId = Callable[[], str]
_TOTAL = {"amount": 950, "currency": "USD"}
_TIME = "2026-01-31T10:00:00Z"
_EMAIL = "reader@readers.example"


def has_valid_body(label: str) -> bool:
    """Whether there is a valid body for this operation."""
    return label in _BODIES


def valid_body(label: str, names: Names, new_id: NewId) -> dict[str, Any] | None:
    """For `PUT /payments/{checkout_id}` and the like; None where generated bodies are often valid."""
    body = _BODIES.get(label)
    return body(names, new_id) if body else None


def _line(names: Names) -> dict[str, Any]:
    return {"sku": names["sku"], "quantity": 1}


def _priced(names: Names) -> dict[str, Any]:
    amounts = {"unit_price": 950, "line_total": 950, "discount": 0, "tax": 0}
    return {**_line(names), "title": "Dune", **amounts}


def _totals(names: Names) -> dict[str, Any]:
    return {
        "email": _EMAIL,
        "locale": "en-US",
        "ship_to": dict(ADDRESS),
        "shipping_method": "standard",
        "lines": [_priced(names)],
        "currency": "USD",
        "subtotal": 950,
        "discount": 0,
        "shipping": 0,
        "tax": 0,
        "tax_mode": "added",
        "grand_total": 950,
        "discount_codes": [],
    }


def _order(names: Names, new_id: NewId) -> dict[str, Any]:
    payment = {"payment_method": "card"}
    return {**_totals(names), "customer_id": names["customer_id"], "guest_token_hash": None, **payment}


def _submission(names: Names, new_id: NewId) -> dict[str, Any]:
    payment = {"method": "card", "token": names["token"]}
    total = {"payment": payment, "expected_total": _TOTAL}
    return {"cart_id": names["cart_id"], "email": _EMAIL, "ship_to": dict(ADDRESS), **total}


def _event(names: Names, new_id: NewId) -> dict[str, Any]:
    number: dict[str, Any] = {
        "order_number": names["order_number"],
        "checkout_id": names["checkout_id"],
        "placed_at": _TIME,
    }
    number |= {"captured": 950, "payment_method": "card"}
    head = {
        "specversion": "1.0",
        "id": new_id(),
        "source": "/orders",
        "type": "order.paid",
        "time": _TIME,
    }
    return {**head, "datacontenttype": "application/json", "data": {**_totals(names), **number}}


def _webhook_event(names: Names, new_id: NewId) -> dict[str, Any]:
    subject = {"id": "pi_fuzz", "object": "payment_intent", "metadata": {"checkout_id": names["checkout_id"]}}
    head = {"id": f"evt_{new_id()}", "object": "event", "type": "payment_intent.succeeded"}
    return {**head, "created": 1_769_853_600, "data": {"object": subject}}


def _payment(names: Names, new_id: NewId) -> dict[str, Any]:
    return {"amount": _TOTAL, "method": "card", "token": names["token"], "email": _EMAIL}


def _quote(names: Names, new_id: NewId) -> dict[str, Any]:
    asked = {"currency": "USD", "destination": {"country": "US"}, "discount_codes": []}
    return {**asked, "lines": [_line(names)], "customer": names["customer_id"], "binding": True}


_BODIES: Mapping[str, Callable[[Names, NewId], dict[str, Any]]] = {
    "POST /checkouts": _submission,
    "PUT /checkouts/{checkout_id}/order": _order,
    "PUT /payments/{checkout_id}": _payment,
    "POST /payments/{checkout_id}/refunds": lambda _, new_id: {"refund_id": new_id(), "amount": _TOTAL},
    "POST /orders/{order_number}/refunds": lambda _, new_id: {
        "refund_id": new_id(),
        "reason": "requested by the customer",
    },
    "PUT /orders/{order_number}/shipments/{shipment_id}": lambda names, _: {"lines": [_line(names)]},
    "PUT /orders/{order_number}/returns/{return_id}": lambda names, _: {
        "lines": [{"sku": names["sku"], "unharmed": 1}]
    },
    "PUT /orders/{order_number}/exchanges/{exchange_id}": lambda names, _: {"lines": [_line(names)]},
    "POST /reservations/{checkout_id}/exchanges": lambda names, new_id: {
        "exchange_id": new_id(),
        "lines": [_line(names)],
    },
    "POST /reservations/{checkout_id}/returns": lambda names, new_id: {
        "return_id": new_id(),
        "lines": [_line(names)],
    },
    "POST /webhooks/stripe": _webhook_event,
    "POST /events": _event,
    "PUT /quotes/{quote_id}": _quote,
    "PUT /reservations/{checkout_id}": lambda names, _: {"lines": [_line(names)]},
    "PUT /discount-codes/{code}": lambda *_: {"kind": "percent", "percent": 10},
}
