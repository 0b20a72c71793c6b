"""Journeys by name: what an actor does at the bookstore, and the integration points that this crosses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from steps.drivers.checkout import PaymentChoice
from steps.tasks.journeys import of_checkouts, of_orders, of_parcels, of_prepaid, of_the_shelf, unfinished
from steps.world.journey import JourneyRun
from steps.world.world import World


@dataclass(frozen=True)
class Journey:
    """`begin` prepares it for one scenario. `crosses` are the integration points that its requests cross."""

    name: str
    begin: Callable[[World], JourneyRun]
    crosses: frozenset[str]


def journey(name: str) -> Journey:
    """The journey of this name; ValueError lists them."""
    if name not in JOURNEYS:
        raise ValueError(f"there is no journey {name!r}; there are: {', '.join(JOURNEYS)}")
    return JOURNEYS[name]


_ASKED = frozenset({"customer -> checkout", "checkout -> cart", "cart -> postgres", "checkout -> postgres"})
_BOUGHT = _ASKED | {
    "customer -> cart",
    "cart -> pricing",
    "customer -> gateway",
    "checkout -> inventory",
    "checkout -> pricing",
    "checkout -> payments",
    "checkout -> orders",
    "payments -> gateway",
    "gateway -> payments",
    "orders -> notifications",
    "notifications -> mail",
    *(
        f"{service} -> postgres"
        for service in ("inventory", "pricing", "payments", "orders", "notifications")
    ),
}
_UNSENT = {"orders -> notifications", "notifications -> mail", "notifications -> postgres"}

_CALLED_OFF = {
    "orders -> payments",
    "orders -> inventory",
    "orders -> pricing",
    "payments -> postgres",
    "inventory -> postgres",
    "pricing -> postgres",
}

_PRICED = {"orders -> pricing", "pricing -> postgres"}
_AT_GATEWAY = {"customer -> gateway", "payments -> gateway", "gateway -> payments"}
_REPORTED = {*_UNSENT, "staff -> orders", "orders -> postgres"}


def _all(*journeys: tuple[str, Callable[[World], JourneyRun], Iterable[str]]) -> Mapping[str, Journey]:
    return {name: Journey(name, begin, frozenset(crosses)) for name, begin, crosses in journeys}


JOURNEYS = _all(
    ("a card checkout", of_checkouts.checkout(PaymentChoice("card", "visa")), _BOUGHT),
    ("a wallet checkout", of_checkouts.checkout(PaymentChoice("wallet", "visa")), _BOUGHT),
    ("a 3-D Secure checkout", of_checkouts.challenged, _BOUGHT),
    (
        "a declined checkout",
        of_checkouts.declined,
        _BOUGHT - _UNSENT - {"checkout -> orders", "orders -> postgres"},
    ),
    (
        "a cancellation",
        of_orders.cancellation,
        (
            "customer -> orders",
            "orders -> payments",
            "orders -> inventory",
            "orders -> pricing",
            "orders -> postgres",
            "payments -> gateway",
            "gateway -> payments",
            "payments -> postgres",
            "inventory -> postgres",
            "pricing -> postgres",
            *_UNSENT,
        ),
    ),
    (
        "a checkout refused after its confirmation",
        unfinished.compensated,
        _BOUGHT - _UNSENT,
    ),
    ("a checkout whose customer stays away", unfinished.confirmed_without_return, _BOUGHT),
    (
        "an unpaid order",
        unfinished.unpaid_order,
        (*_CALLED_OFF, "orders -> postgres", "payments -> gateway"),
    ),
    (
        "a cancellation with a refused restock",
        of_orders.cancellation_with_refused_restock,
        (*_CALLED_OFF, *_UNSENT, "customer -> orders", "orders -> postgres", "payments -> gateway"),
    ),
    (
        "a dispute",
        of_orders.dispute,
        ("payments -> orders", "payments -> postgres", "orders -> postgres"),
    ),
    (
        "a refund",
        of_orders.refund,
        (
            "staff -> orders",
            "orders -> payments",
            "payments -> orders",
            "orders -> postgres",
            "payments -> gateway",
            "gateway -> payments",
            "payments -> postgres",
            *_UNSENT,
        ),
    ),
    (
        "a reconciliation",
        of_orders.comparison,
        ("staff -> payments", "payments -> orders", "payments -> gateway", "payments -> postgres"),
    ),
    (
        "a reconciliation after a lost refund",
        of_orders.comparison_after_lost_refund,
        (
            "staff -> payments",
            "payments -> orders",
            "payments -> gateway",
            "payments -> postgres",
            "orders -> postgres",
        ),
    ),
    (
        "a parcel that is charged",
        of_parcels.charged_parcel,
        (*_REPORTED, "orders -> payments", "payments -> gateway", "payments -> postgres"),
    ),
    (
        "a return",
        of_parcels.returned_copies,
        (*_REPORTED, "orders -> inventory", "inventory -> postgres"),
    ),
    (
        "an exchange",
        of_parcels.exchanged_copies,
        (*_REPORTED, "orders -> inventory", "inventory -> postgres"),
    ),
    (
        "a transfer",
        of_parcels.arriving_transfer,
        (
            *_UNSENT,
            "staff -> payments",
            "payments -> orders",
            "payments -> postgres",
            "orders -> inventory",
            "orders -> postgres",
            "inventory -> postgres",
        ),
    ),
    ("a checkout in advance", of_prepaid.in_advance, _BOUGHT - _AT_GATEWAY),
    ("a checkout with a gift card", of_prepaid.with_gift_card, _BOUGHT),
    (
        "a cancellation with a gift card",
        of_prepaid.canceled_with_gift_card,
        _CALLED_OFF - _PRICED | _UNSENT | {"customer -> orders", "orders -> postgres", "payments -> gateway"},
    ),
    ("a sale of gift cards", of_prepaid.sale_of_gift_cards, _BOUGHT | {"orders -> payments"}),
    ("a look at an order", of_orders.order_seen, ("customer -> orders", "orders -> postgres")),
    (
        "a look at the mails",
        of_orders.mails_seen,
        ("staff -> notifications", "notifications -> postgres"),
    ),
    (
        "an addition to a cart",
        of_the_shelf.addition,
        ("customer -> cart", "cart -> inventory", "cart -> postgres", "inventory -> postgres"),
    ),
    (
        "a look at the total",
        of_the_shelf.total_seen,
        ("customer -> cart", "cart -> pricing", "cart -> postgres", "pricing -> postgres"),
    ),
    ("a card for the gateway", of_the_shelf.card_given, ("customer -> gateway",)),
    ("a delivery to the warehouse", of_the_shelf.delivery, ("staff -> inventory", "inventory -> postgres")),
    ("a new price", of_the_shelf.price_set, ("staff -> pricing", "pricing -> postgres")),
)
