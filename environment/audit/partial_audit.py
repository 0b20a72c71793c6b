"""The audit of a target where not everything can be read: possible checks, rows of one scenario."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from environment.audit.checks import CHECKS, REQUIRED_PARTS, Check
from environment.audit.facts.snapshot import Snapshot

ALL_PARTS = frozenset(part.name for part in fields(Snapshot)) - {"now", "kinds_not_mailed"}

# The field that identifies a row, by the parts that have it.
_IDENTIFIED_BY: Mapping[str, tuple[str, ...]] = {
    "checkout_id": (
        *("checkouts", "orders", "announced_orders", "order_lines", "messages", "payments"),
        *("reservations", "reservation_lines", "returned_copies", "redemptions", "quotes", "order_contents"),
        *("gift_card_redemptions", "came_back", "exchanged", "exchanged_copies", "sold_gift_cards"),
        "downloads",
        "expected_transfers",
        "reminders",
    ),
    "cart_id": ("carts",),
    "payment_id": ("charges", "refunds"),
    "sku": ("titles", "movements"),
    "code": ("codes",),
    "gift_card_id": ("gift_cards",),
    "bank_id": ("transfers",),
    "repayment_id": ("repayments",),
    "order_number": ("outgoing_mails",),
}


def possible_checks(parts: frozenset[str]) -> tuple[Check, ...]:
    """The checks that are possible when these parts of the snapshot are read."""
    return tuple(check for check in CHECKS if REQUIRED_PARTS[check] <= parts)


def rules_left_out(parts: frozenset[str]) -> list[str]:
    """The rules that cannot be checked when only these parts are read, each as a sentence."""
    possible = possible_checks(parts)
    return [_rule(check) for check in CHECKS if check not in possible]


def rows_since(before: Snapshot, now: Snapshot) -> Snapshot:
    """The snapshot `now` without the rows of `before`, which belong to earlier scenarios."""
    kept: dict[str, Any] = {
        name: _new(key, getattr(before, name), getattr(now, name))
        for key, names in _IDENTIFIED_BY.items()
        for name in names
    }
    booked = {row.currency: row.owed for row in before.receivables}
    kept["receivables"] = tuple(
        replace(row, owed=row.owed - booked.get(row.currency, 0)) for row in now.receivables
    )
    kept["mails"] = now.mails[len(before.mails) :]
    kept["letters"] = now.letters[len(before.letters) :]
    return replace(now, **kept, webhooks=max(0, now.webhooks - before.webhooks))


def _new(key: str, before: Sequence[Any], now: Sequence[Any]) -> tuple[Any, ...]:
    known = {getattr(row, key) for row in before}
    return tuple(row for row in now if getattr(row, key) not in known)


def _rule(check: Check) -> str:
    return (check.__doc__ or check.__name__).partition("\n")[0].strip()
