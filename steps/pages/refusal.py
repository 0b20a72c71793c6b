"""What a page tells of a refusal, as drivers tell it: its kind by the headline, the rest by its words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from steps.drivers.api import Refused
from steps.pages.shown_money import money_shown

_REFERENCE = "Reference for questions to us: "
_SLUGS = {
    "Not enough copies are left": "not-enough-copies",
    "That is more than a cart may hold of one title": "limit-per-title",
    "The cart is full": "cart-full",
    "The cart has as many discount codes as it may": "too-many-codes",
    "This cart has been bought already": "cart-closed",
    "Your cart is empty": "cart-empty",
    "Your cart is not there any more": "cart-not-found",
    "Your cart has changed": "cart-changed",
    "The total has changed": "total-changed",
    "The order is too large to be paid at once": "amount-too-large",
    "A title is not sold in this currency": "title-not-priced",
    "We do not ship there in this currency": "no-shipping-rate",
    "This way of shipping is not offered any more": "shipping-method-not-offered",
    "The tax depends on the region": "region-needed",
    "Something in the form is not right": "invalid-request",
    "Please look at these fields again": "invalid-request",
    "The payment was declined": "payment-declined",
    "The card details must be entered again": "payment-details-used",
    "The payment was not confirmed": "payment-not-confirmed",
    "A way to pay is needed": "payment-needed",
    "Another submission took its place": "superseded",
    "Payments cannot be taken right now": "payments-unavailable",
    "The order could not be placed": "try-again",
    "You are not signed in yet": "try-again",
    "Your order is still being worked on": "checkout-in-progress",
    "This page was used already": "idempotency-key-reused",
    "Your order is under way": "already-shipped",
    "Only what is shipped is charged at shipment": "not-all-shipped",
    "Your order is canceled": "already-canceled",
    "No parcel of the order is to be sent": "nothing-to-ship",
    "The order was priced for another place": "other-destination",
    "There is no such order": "order-not-found",
    "The order has no invoice": "no-invoice",
    "There is no such checkout": "no-such-checkout",
    "There is no such title": "title-not-found",
    "An order still needs your address": "orders-open",
    "An e-book of it was opened": "ebook-opened",
    "The order has a gift card": "gift-card-sold",
    "A gift card is not paid with gift cards": "gift-card-for-gift-card",
    "There is no such e-book": "download-not-found",
    "The e-book was given back": "download-withdrawn",
    "No gift card has this code": "gift-card-not-found",
    "Nothing is left of the gift card": "gift-card-empty",
    "The gift card is in another currency": "gift-card-currency",
    "There is no store credit to use": "no-store-credit",
    "The order cannot be paid on invoice": "not-on-invoice",
    "The order is too large for an invoice": "credit-limit-exceeded",
    "An earlier invoice is overdue": "invoice-overdue",
    "That is as many gift cards as pay for an order": "too-many-gift-cards",
    "What pays for the order has changed": "payment-page-changed",
}
_OPEN_ORDER = re.compile(r"\b[Oo]rder ([0-9A-Z-]+) ")
_AT_CHECKOUT = ("/payment", "/checkouts/", "/address")
_LINE = re.compile(r"(?P<title>.+?) \((?:(?P<left>\d+) left|not on sale any more)\)(?:, |$)")
_FEWER = re.compile(r"(?P<left>\d+) copies of (?P<title>.+) are available, not \d+$")
_GONE = re.compile(r"(?P<title>.+) is not on sale any more$")
_LIMIT = re.compile(r"a cart may hold (?P<limit>\d+) copies of a title, not \d+$")
_ONE_READER = re.compile(r"a cart holds an e-book once")
_NO_SUCH_WAY = re.compile(r"(?P<way>.+) shipping is not offered; choose one of: (?P<ways>.+)$")
_NEW_TOTAL = re.compile(r"The total is (?P<total>[\d.]+ [A-Z]{3}) now, not ")

_MEMBERS: Mapping[re.Pattern[str], Callable[[re.Match[str]], dict[str, Any]]] = {
    _FEWER: lambda found: {
        "sku": found["title"],
        "available": int(found["left"]),
        "reason": "not-enough-copies",
    },
    _GONE: lambda found: {"sku": found["title"], "available": 0, "reason": "withdrawn"},
    _LIMIT: lambda found: {"limit": int(found["limit"])},
    _ONE_READER: lambda _: {"limit": 1},
    _NO_SUCH_WAY: lambda found: {
        "shipping_method": found["way"],
        "shipping_methods": found["ways"].split(", "),
    },
    _NEW_TOTAL: lambda found: {"grand_total": money_shown(found["total"]).body()},
}
"""What the words of a refusal name, by the names of the services."""


def refusal_told(text: str, place: str) -> Refused:
    """The refusal in the text of an alert, on the page with this path; its first line is the headline."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    headline, detail = lines[0], lines[1] if len(lines) > 1 else lines[0]
    reference = next((line.removeprefix(_REFERENCE) for line in lines if line.startswith(_REFERENCE)), None)
    slug = _SLUGS.get(headline, "refused")
    if slug == "not-enough-copies" and place.startswith(_AT_CHECKOUT):
        slug = "out-of-stock"
    named = _named(slug, detail) | ({"checkout_id": reference} if reference else {})
    return Refused(slug, detail, 409, named)


def gone_title(title: str, detail: str) -> Refused:
    """The refusal of a title whose page says that it is not on sale."""
    return Refused("not-enough-copies", detail, 404, {"sku": title, "available": 0, "reason": "withdrawn"})


def _named(slug: str, detail: str) -> dict[str, Any]:
    """What the words name, by the names of the services. A page names a title by its name alone."""
    if slug == "out-of-stock":
        return {"missing": [_missing(found) for found in _LINE.finditer(detail.partition(": ")[2])]}
    if slug == "orders-open":
        return {"order_numbers": _OPEN_ORDER.findall(detail)}
    for words, members in _MEMBERS.items():
        if found := words.match(detail):
            return members(found)
    return {}


def _missing(found: re.Match[str]) -> dict[str, Any]:
    left = found["left"]
    title = found["title"]
    reason = "withdrawn" if left is None else "not-enough-copies"
    return {"title": title, "sku": title, "available": int(left or 0), "reason": reason}
