"""A valid body or query for each request of the topology that has one, by method and path."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

from steps.tasks.requests.unauthorized_requests import REQUESTS, RequestTarget
from steps.vocabulary.gift_card_codes import NO_CARD
from steps.world.addresses import ADDRESS, ELSEWHERE

_TIME = "2020-01-01T00:00:00Z"
_LATER = "2020-01-02T00:00:00Z"
_EMAIL = "stranger@readers.example"
_USD = {"amount": 950, "currency": "USD"}
_AMOUNTS = {"unit_price": 950, "line_total": 950, "discount": 0, "tax": 0}
_TOTALS = {"subtotal": 950, "discount": 0, "shipping": 0, "tax": 0, "tax_mode": "added", "grand_total": 950}
_SHIPPED = {"ship_to": ADDRESS, "shipping_method": "standard"}
Body = Callable[[RequestTarget], dict[str, Any]]


def _of(request: str) -> Body:
    """The body of a request that business features make without permission."""
    body = REQUESTS[request].body
    assert body is not None, f"the request to {request} has no body"
    return body


def _purchase(target: RequestTarget) -> dict[str, Any]:
    line = {"sku": target.sku, "quantity": 1, "title": "Dune", **_AMOUNTS}
    about = {"email": _EMAIL, "locale": "en-US", **_SHIPPED, "currency": "USD", "discount_codes": []}
    return {**about, **_TOTALS, "lines": [line], "payment_method": "card"}


def _order(target: RequestTarget) -> dict[str, Any]:
    return {**_purchase(target), "customer_id": "a-stranger", "guest_token_hash": None}


def _event(target: RequestTarget) -> dict[str, Any]:
    about = {"order_number": target.order, "checkout_id": str(uuid4()), "placed_at": _TIME, "captured": 950}
    head = {
        "specversion": "1.0",
        "id": str(uuid4()),
        "source": "/orders",
        "type": "order.paid",
        "time": _TIME,
    }
    return {**head, "datacontenttype": "application/json", "data": {**_purchase(target), **about}}


def _copies(target: RequestTarget) -> dict[str, Any]:
    return {"lines": [{"sku": target.sku, "quantity": 1}]}


def _came_back(target: RequestTarget) -> dict[str, Any]:
    return {"lines": [{"sku": target.sku, "unharmed": 1}]}


def _exchanged(target: RequestTarget) -> dict[str, Any]:
    return {"exchange_id": str(uuid4()), **_copies(target)}


def with_doubled_lines(body: Mapping[str, Any]) -> dict[str, Any]:
    """The body with each line of titles in it twice."""
    return {
        name: value * 2
        if name == "lines"
        else with_doubled_lines(value)
        if isinstance(value, dict)
        else value
        for name, value in body.items()
    }


BODIES: Mapping[str, Body] = {
    "POST /carts": lambda _: {"currency": "EUR"},
    "POST /carts/{cart_id}/lines": _of("add a copy to the cart"),
    "PUT /carts/{cart_id}/lines/{sku}": _of("change the number of copies"),
    "POST /carts/{cart_id}/discount-codes": _of("enter a discount code"),
    "POST /carts/{cart_id}/closing": _of("close the cart"),
    "POST /checkouts": _of("check out the cart"),
    "PUT /titles/{sku}": lambda _: {"title": "Dune"},
    "POST /titles/{sku}/receipts": _of("receive copies"),
    "PUT /titles/{sku}/on-hand": lambda _: {"copies": 5},
    "POST /reservations/{checkout_id}/returns": _of("report returned copies"),
    "PUT /reservations/{checkout_id}": _of("reserve copies"),
    "PUT /prices/{sku}/{currency}": _of("set the price"),
    "PUT /sale-prices/{sku}/{currency}": lambda _: {"amount": 900, "valid_until": _LATER},
    "PUT /group-prices/{sku}/{currency}/{group}": lambda _: {"amount": 800},
    "PUT /customers/{customer_id}/group": lambda _: {"group": "students"},
    "PUT /weights/{sku}": lambda _: {"grams": 500},
    "PUT /tax-rates/{country}": lambda _: {"rate": "0.05", "mode": "added"},
    "PUT /tax-rates/{country}/{region}": lambda _: {"rate": "0.05", "mode": "added"},
    "PUT /tax-classes/{sku}": lambda _: {"tax_class": "full"},
    "PUT /customers/{customer_id}/tax-exemption": lambda _: {"certificate": "MTC-1"},
    "PUT /shipping-rates/{country}/{currency}": lambda _: {"amount": 500},
    "PUT /shipping-rates/{country}/{currency}/{method}": lambda _: {"amount": 500},
    "PUT /discount-codes/{code}": _of("offer a discount code"),
    "PUT /quotes/{quote_id}": lambda target: {**_of("bind a quote")(target), "binding": False},
    "POST /downloads/opening": lambda _: {"token": "A" * 43},
    "POST /orders/{order_number}/refunds": _of("refund the order"),
    "PUT /orders/{order_number}/shipments/{shipment_id}": _copies,
    "PUT /orders/{order_number}/returns/{return_id}": _came_back,
    "PUT /orders/{order_number}/exchanges/{exchange_id}": _copies,
    "POST /reservations/{checkout_id}/exchanges": _exchanged,
    "PUT /orders/{order_number}/address": lambda _: dict(ELSEWHERE),
    "PUT /checkouts/{checkout_id}/order": _order,
    "POST /checkouts/{checkout_id}/order/payment": lambda _: {"captured": 950},
    "POST /checkouts/{checkout_id}/order/cancellation": _of("cancel the placed order"),
    "PUT /checkouts/{checkout_id}/order/refunds/{refund_id}": lambda _: {"amount": 100, "state": "refunded"},
    "PUT /checkouts/{checkout_id}/order/transfer": lambda _: {"received": 950},
    "PUT /expected-transfers/{checkout_id}": lambda _: {"amount": _USD, "due_at": "2100-01-01T00:00:00Z"},
    "PUT /credit-limits/{customer_id}": lambda _: {"limit": _USD},
    "PUT /transfers/{bank_id}": lambda _: {"amount": _USD, "reference": "books", "booked_at": _TIME},
    "PUT /checkouts/{checkout_id}/order/flag": lambda _: {"flag": "look at this"},
    "POST /reconciliations": lambda _: {"since": _TIME, "until": _LATER},
    "PUT /payments/{checkout_id}": _of("authorize a payment"),
    "POST /payments/{checkout_id}/refunds": _of("refund the payment"),
    "PUT /payments/{checkout_id}/captures/{capture_id}": lambda _: {"amount": _USD, "final": False},
    "PUT /gift-cards/{gift_card_id}": lambda _: {"amount": _USD},
    "POST /gift-cards/balances": lambda _: {"gift_cards": []},
    "PUT /gift-card-sales/{checkout_id}": lambda target: {
        "currency": "USD",
        "lines": [{"sku": target.sku, "quantity": 2, "amount": 950}],
    },
    "POST /gift-card-sales/{checkout_id}/returns": lambda target: {
        "refund_id": str(uuid4()),
        "lines": [{"sku": target.sku, "quantity": 1}],
    },
    "PUT /redemptions/{checkout_id}": lambda _: {"total": _USD, "gift_cards": [NO_CARD]},
    "POST /redemptions/{checkout_id}/refunds": lambda _: {"refund_id": str(uuid4()), "amount": 100},
    "POST /mails/{order_number}/confirmation/copies": lambda _: {"copy_id": str(uuid4())},
    "POST /events": _event,
}
QUERIES: Mapping[str, Callable[[RequestTarget], str]] = {
    "GET /carts/{cart_id}/quote": lambda _: "country=US",
    "DELETE /carts/{cart_id}/discount-codes": lambda _: "code=SPRING",
    "GET /availability": lambda target: f"sku={target.sku}",
    "GET /mails": lambda target: f"order_number={target.order}",
    "GET /paid-orders": lambda _: f"since={_TIME}&until={_TIME}",
}
