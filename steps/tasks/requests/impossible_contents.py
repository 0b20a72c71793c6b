"""Requests whose own words contradict each other, which no document of an API can say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

from steps.tasks.requests.contradicting_requests import came_back, copies_of
from steps.tasks.requests.request_bodies import BODIES
from steps.tasks.requests.unauthorized_requests import RequestTarget, UnauthorizedRequest

Body = Callable[[RequestTarget], dict[str, Any]]
_FIVE_DOLLARS = {"amount": 500, "currency": "USD"}


def _changed(request: str, **changes: object) -> Body:
    """The valid body of this request, with these fields in the place of its own."""
    return lambda target: {**BODIES[request](target), **changes}


def _copies_and_amount(target: RequestTarget) -> dict[str, Any]:
    return {**BODIES["POST /orders/{order_number}/refunds"](target), **copies_of(target), "amount": 100}


def _two_lines(target: RequestTarget) -> dict[str, Any]:
    lines = copies_of(target)["lines"] * 2
    return {**BODIES["POST /orders/{order_number}/refunds"](target), "lines": lines}


def _no_copy(target: RequestTarget) -> dict[str, Any]:
    return came_back(target, 0)


_R = UnauthorizedRequest
_REFUND, _ORDER = "/orders/{order}/refunds", f"/checkouts/{uuid4()}/order"
_SUBMISSION, _PLACED = "POST /checkouts", "PUT /checkouts/{checkout_id}/order"
_TAX, _CAPTURE = "PUT /tax-rates/{country}", "PUT /payments/{checkout_id}/captures/{capture_id}"
_PERCENT = "PUT /discount-codes/{code}"
# fmt: off
IMPOSSIBLE: Mapping[str, UnauthorizedRequest] = {
    "refund a copy and an amount at once": _R("staff", "orders", "POST", _REFUND, _copies_and_amount),
    "refund one title in two lines": _R("staff", "orders", "POST", _REFUND, _two_lines),
    "report a return without a copy": _R(
        "staff", "orders", "PUT", f"/orders/{{order}}/returns/{uuid4()}", _no_copy),
    "offer a code of 10% and of $5.00": _R(
        "staff", "pricing", "PUT", "/discount-codes/SUMMER", _changed(_PERCENT, percent=10, **_FIVE_DOLLARS)),
    "set a reduced tax above the full one": _R(
        "staff", "pricing", "PUT", "/tax-rates/US", _changed(_TAX, reduced_rate="0.06")),
    "pay by transfer with a card": _R(
        "customer", "checkout", "POST", "/checkouts",
        _changed(_SUBMISSION, payment={"method": "advance", "token": "pm_stranger"})),
    "pay by card without one": _R(
        "customer", "checkout", "POST", "/checkouts", _changed(_SUBMISSION, payment={"method": "card"})),
    "charge nothing for a parcel": _R(
        "orders", "payments", "PUT", f"/payments/{{checkout}}/captures/{uuid4()}",
        _changed(_CAPTURE, amount={"amount": 0, "currency": "USD"})),
    "place an order of nobody": _R(
        "checkout", "orders", "PUT", _ORDER, _changed(_PLACED, customer_id=None)),
    "place an order in advance without its terms": _R(
        "checkout", "orders", "PUT", _ORDER, _changed(_PLACED, payment_method="advance")),
}
# fmt: on
IMPOSSIBLE_REASONS: Mapping[str, tuple[str, str]] = {
    "a refund is of copies or of an amount": (
        "invalid-request",
        "body: name copies and shipping, or",
    ),
    "each title may be named once": ("invalid-request", "body: each title may be named once"),
    "at least one copy came back": ("invalid-request", "body.lines.0: at least one copy came back"),
    "a code has percents or an amount": ("invalid-request", "body: a percent code has a percent"),
    "a reduced rate is at most the full one": ("invalid-request", "body: a reduced rate is at most"),
    "a card has a token, and a transfer none": (
        "invalid-request",
        "body.payment: a card and a wallet",
    ),
    "only the last charge may be of nothing": ("invalid-request", "body: only the last capture may be of"),
    "an order belongs to somebody": ("invalid-request", "body: an order belongs to a customer"),
    "a transfer has terms": ("invalid-request", "body: an order that is paid by transfer has its terms"),
}
"""Why such a request is refused: the slug of the problem, and the beginning of its detail."""
