"""The phrases of business features for services and for the requests between them."""

from __future__ import annotations

from collections.abc import Mapping

from steps.vocabulary.fault_spec import CallPattern
from steps.vocabulary.faults import parse_calls
from steps.vocabulary.lookup import lookup

EDGES_BY_CALLEE: Mapping[str, str] = {
    "the payment gateway": "payments -> gateway",
    "the payment service": "checkout -> payments",
    "the order service": "checkout -> orders",
    "inventory": "checkout -> inventory",
    "pricing": "checkout -> pricing",
    "the mail server": "notifications -> mail",
}
"""By callee, the edge on which a checkout calls it."""

REQUESTS: Mapping[str, str] = {
    "read the availability": "the availability from cart to inventory",
    "reserve the copies": "the reservation from checkout to inventory",
    "price the order": "the binding quote from checkout to pricing",
    "place the hold": "the authorization from payments to gateway",
    "create the order": "the order from checkout to orders",
    "charge the card": "the capture from payments to gateway",
    "refund the card": "the refund from payments to gateway",
    "release the copies": "the release from checkout to inventory",
    "request the charge": "the capture from checkout to payments",
    "mark the order as paid": "the payment notice from checkout to orders",
    "restock the copies": "the restock from orders to inventory",
    "announce the order": "the event from orders to notifications",
    "send the payment page": "the submission from customer to storefront",
    "submit the checkout": "the submission from storefront to checkout",
}
"""By purpose of a request, the call that makes it."""

SERVICES: Mapping[str, str] = {
    "inventory": "inventory",
    "the order service": "orders",
    "the payment service": "payments",
    "the checkout": "checkout",
}
"""Services of the bookstore with a database of their own, by their name in business features."""


def edge_to(callee: str) -> str:
    """The edge on which a checkout calls this callee; ValueError lists the callees."""
    return lookup("callee", callee, EDGES_BY_CALLEE)


def requested_calls(request: str) -> CallPattern:
    """The next call with this purpose; ValueError lists the purposes."""
    return parse_calls(lookup("request", request, REQUESTS))


def service_called(name: str) -> str:
    """The service with this name in business features; ValueError lists the names."""
    return lookup("service", name, SERVICES)
