"""The arrows of the bookstore and the acts that cross them, by the words that features use for them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Act:
    """Calls of one kind: the method, and a regular expression searched in the path."""

    method: str
    path: str


# Both are narrow enough that an act is never taken for another on the same arrow.
ACTS: Mapping[str, Mapping[str, Act]] = {
    "customer -> cart": {
        "addition": Act("POST", r"^/carts/[^/]+/lines$"),
        "look": Act("GET", r"^/carts/[^/]+$"),
        "total": Act("GET", r"^/carts/[^/]+/quote"),
    },
    "customer -> checkout": {
        "submission": Act("POST", r"^/checkouts$"),
        "continuation": Act("POST", r"^/checkouts/[^/]+/continuation$"),
    },
    "customer -> orders": {
        "look": Act("GET", r"^/orders/[^/]+$"),
        "cancellation": Act("POST", r"^/orders/[^/]+/cancellation$"),
    },
    "customer -> gateway": {"card": Act("POST", r"^/v1/payment_methods$")},
    "staff -> inventory": {"receipt": Act("POST", r"^/titles/[^/]+/receipts$")},
    "staff -> pricing": {"price": Act("PUT", r"^/prices/")},
    "staff -> orders": {"refund": Act("POST", r"^/orders/[^/]+/refunds$")},
    "staff -> payments": {"reconciliation": Act("POST", r"^/reconciliations$")},
    "staff -> notifications": {
        "look": Act("GET", r"^/mails"),
        "copy": Act("POST", r"^/mails/[^/]+/confirmation/copies$"),
    },
    "cart -> inventory": {"availability": Act("GET", r"^/availability")},
    "cart -> pricing": {"quote": Act("PUT", r"^/quotes/[^/]+$")},
    "checkout -> cart": {
        "look": Act("GET", r"^/carts/[^/]+$"),
        "closing": Act("POST", r"^/carts/[^/]+/closing$"),
    },
    "checkout -> inventory": {
        "reservation": Act("PUT", r"^/reservations/[^/]+$"),
        "confirmation": Act("POST", r"^/reservations/[^/]+/confirmation$"),
        "release": Act("POST", r"^/reservations/[^/]+/release$"),
    },
    "checkout -> pricing": {
        "binding quote": Act("PUT", r"^/quotes/[^/]+$"),
        "release": Act("POST", r"^/quotes/[^/]+/release$"),
    },
    "checkout -> payments": {
        "authorization": Act("PUT", r"^/payments/[^/]+$"),
        "capture": Act("POST", r"^/payments/[^/]+/capture$"),
        "inquiry": Act("POST", r"^/payments/[^/]+/inquiry$"),
        "return": Act("POST", r"^/payments/[^/]+/return$"),
    },
    "checkout -> orders": {
        "order": Act("PUT", r"^/checkouts/[^/]+/order$"),
        "payment notice": Act("POST", r"^/checkouts/[^/]+/order/payment$"),
        "cancellation": Act("POST", r"^/checkouts/[^/]+/order/cancellation$"),
    },
    "orders -> notifications": {"event": Act("POST", r"^/events$")},
    "orders -> payments": {
        "look": Act("GET", r"^/payments/[^/]+$"),
        "return": Act("POST", r"^/payments/[^/]+/return$"),
        "refund": Act("POST", r"^/payments/[^/]+/refunds$"),
    },
    "payments -> orders": {
        "refund notice": Act("PUT", r"^/checkouts/[^/]+/order/refunds/[^/]+$"),
        "look": Act("GET", r"^/checkouts/[^/]+/order$"),
    },
    "orders -> inventory": {"restock": Act("POST", r"^/reservations/[^/]+/restock$")},
    "orders -> pricing": {"cancellation": Act("POST", r"^/quotes/[^/]+/cancellation$")},
    "payments -> gateway": {
        "authorization": Act("POST", r"^/v1/payment_intents$"),
        "capture": Act("POST", r"^/v1/payment_intents/[^/]+/capture$"),
        "void": Act("POST", r"^/v1/payment_intents/[^/]+/cancel$"),
        "refund": Act("POST", r"^/v1/refunds$"),
        "look": Act("GET", r"^/v1/payment_intents/[^/?]+(\?|$)"),
        "search": Act("GET", r"^/v1/payment_intents(\?|$)"),
        "look at the refunds": Act("GET", r"^/v1/refunds"),
    },
    "gateway -> payments": {"webhook": Act("POST", r"^/webhooks/stripe$")},
    "notifications -> mail": {},
}

# What a service stores of a checkout: the statement of the transaction that does its part of the work.
STORES: Mapping[str, str] = {
    "cart": r"^UPDATE carts\b",
    "inventory": r"INSERT INTO reservations\b",
    "pricing": r"INSERT INTO quotes\b",
    "payments": r"INSERT INTO payments\b",
    "orders": r"INSERT INTO orders\b",
    "notifications": r"INSERT INTO mails\b",
    "checkout": r"INSERT INTO checkouts\b",
}

# With these an instance of the checkout takes up what nobody works on: by itself, or as its customer is back.
TAKING_UP = r"^UPDATE checkouts SET owner\b.*\bin_doubt\b"
TAKING_UP_FOR_THE_CUSTOMER = r"^UPDATE checkouts SET owner\b(?!.*\bin_doubt\b)"

ARROWS = frozenset(ACTS) | {f"{service} -> postgres" for service in STORES}


def act_of(arrow: str, method: str, path: str) -> str:
    """The word for a call; "call" on an arrow whose acts have no names.

    ValueError where it has none: a new call is given its word in ACTS.
    """
    acts = ACTS.get(arrow, {})
    found = [word for word, act in acts.items() if act.method == method and re.search(act.path, path)]
    if acts and not found:
        raise ValueError(
            f"there is no word for {method} {path} on {arrow!r}: "
            "add one to environment/topology/operations.py"
        )
    return found[0] if found else "call"
