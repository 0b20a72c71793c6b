"""Amounts, numbers of copies and the rows of one checkout, as breaches present them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from environment.audit.breach import EvidenceTable
from environment.audit.facts.snapshot import Snapshot
from steps.vocabulary.money import Money


def money(amount: int, currency: str) -> str:
    """Minor units as money; for a currency that the bookstore does not sell in, the bare number."""
    try:
        return str(Money(amount, currency))
    except KeyError:
        return f"{amount} minor units of {currency}"


def counted(count: int, one: str, many: str) -> str:
    """The number with its noun, such as "1 copy" or "2 copies"."""
    return f"{count} {one if count == 1 else many}"


def copies(by_sku: Mapping[str, int], titles: Mapping[str, str]) -> str:
    """Copies by SKU as text: 2 copies of "Dune" and 1 copy of "Emma"."""
    parts = [
        f'{counted(count, "copy", "copies")} of "{titles.get(sku, sku)}"'
        for sku, count in sorted(by_sku.items())
    ]
    return " and ".join(parts) or "no copies"


def rows_of(snapshot: Snapshot, checkout_id: str | None) -> tuple[EvidenceTable, ...]:
    """Every row of one checkout as evidence; tables without rows are left out."""
    order = snapshot.order_of.get(checkout_id or "")
    number = order.number if order else None
    tables: dict[str, Sequence[Any]] = {
        "checkout": [row for row in snapshot.checkouts if row.checkout_id == checkout_id],
        "order": [order] if order else [],
        "order lines": [row for row in snapshot.order_lines if row.checkout_id == checkout_id],
        "payment": [row for row in snapshot.payments if row.checkout_id == checkout_id],
        "payments at the gateway": [row for row in snapshot.charges if row.checkout_id == checkout_id],
        "reservation": [row for row in snapshot.reservations if row.checkout_id == checkout_id],
        "reserved copies": [row for row in snapshot.reservation_lines if row.checkout_id == checkout_id],
        "copies that came back": [row for row in snapshot.came_back if row.checkout_id == checkout_id],
        "exchanged copies": [row for row in snapshot.exchanged if row.checkout_id == checkout_id],
        "outgoing mails": [row for row in snapshot.outgoing_mails if row.order_number == number],
        "mails at the mail server": [row for row in snapshot.mails if number and row.order_number == number],
    }
    return tuple(EvidenceTable.of(name, rows) for name, rows in tables.items() if rows)
