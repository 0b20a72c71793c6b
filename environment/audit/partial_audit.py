"""An audit that cannot read everything: what it can check all the same, and what is not its business."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from environment.audit import discount_codes, in_flight, inside, mails, money, orders, stock
from environment.audit.checks import CHECKS, Check
from environment.audit.snapshot import Books

# By the parts of the books that a check compares. One that is not listed is made only when all can be read.
NEEDS: Mapping[Check, frozenset[str]] = {
    check: frozenset(parts.split())
    for check, parts in {
        money.money_is_what_orders_cost: "orders charges",
        money.charged_once: "charges",
        money.refunded_once: "refunds",
        money.nothing_left_held: "charges",
        money.payments_knows_the_gateway: "payments charges",
        orders.every_checkout_has_its_order: "checkouts orders",
        orders.whoever_was_told_of_an_order_has_it: "checkouts told",
        orders.every_order_has_its_checkout: "checkouts orders",
        orders.carts_are_bought_once: "checkouts carts",
        orders.bought_carts_are_closed: "checkouts carts",
        orders.orders_cost_what_was_agreed: "checkouts orders",
        orders.orders_cost_what_was_bound: "orders quotes",
        stock.no_copy_is_sold_twice: "orders lines titles",
        stock.counts_add_up: "titles",
        stock.counts_follow_reservations: "titles reservations reserved",
        stock.counts_follow_movements: "titles movements",
        stock.copies_follow_orders: "orders lines reservations reserved",
        stock.no_reservation_is_overdue: "reservations",
        mails.every_order_is_told_once: "orders mails",
        mails.no_mail_is_needless: "orders mails",
        mails.mails_are_right: "orders mails",
        discount_codes.redemptions_are_counted: "codes redemptions",
        discount_codes.redemptions_have_orders: "redemptions orders",
        in_flight.checkouts_have_ended: "checkouts",
        in_flight.payments_are_settled: "payments",
        in_flight.orders_have_settled: "orders checkouts",
        in_flight.messages_are_sent: "messages",
        in_flight.mails_are_sent: "posts",
        in_flight.webhooks_are_delivered: "webhooks",
        inside.no_unhandled_exception: "troubles",
        inside.no_unexpected_call: "unexpected_calls",
    }.items()
}
ALL_PARTS = frozenset(part.name for part in fields(Books)) - {"now"}

# What a row is known by. A row that was there before the scenario is not its business.
_KNOWN_BY: Mapping[str, tuple[str, ...]] = {
    "checkout_id": (
        *("checkouts", "orders", "told", "lines", "messages", "payments"),
        *("reservations", "reserved", "redemptions", "quotes"),
    ),
    "cart_id": ("carts",),
    "payment_id": ("charges", "refunds"),
    "sku": ("titles", "movements"),
    "code": ("codes",),
    "order_number": ("posts",),
}


def possible(read: frozenset[str]) -> tuple[Check, ...]:
    """The checks that can be made when these parts of the books are read."""
    return tuple(check for check in CHECKS if NEEDS.get(check, ALL_PARTS) <= read)


def left_out(read: frozenset[str]) -> list[str]:
    """What cannot be checked, each in a sentence: what should hold."""
    made = possible(read)
    return [_sentence(check) for check in CHECKS if check not in made]


def since(before: Books, now: Books) -> Books:
    """The books without what was there before."""
    kept: dict[str, Any] = {
        name: _new(key, getattr(before, name), getattr(now, name))
        for key, names in _KNOWN_BY.items()
        for name in names
    }
    kept["mails"] = now.mails[len(before.mails) :]
    return replace(now, **kept, webhooks=max(0, now.webhooks - before.webhooks))


def _new(key: str, before: Sequence[Any], now: Sequence[Any]) -> tuple[Any, ...]:
    known = {getattr(row, key) for row in before}
    return tuple(row for row in now if getattr(row, key) not in known)


def _sentence(check: Check) -> str:
    return (check.__doc__ or check.__name__).partition("\n")[0].strip()
