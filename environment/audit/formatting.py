"""How amounts, numbers of copies and the rows of one checkout are put before people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from environment.audit.breach import Table
from environment.audit.snapshot import Books
from steps.vocabulary.money import Money


def written(amount: int, currency: str) -> str:
    """Minor units as money; in a currency the bookstore does not sell in, as the bare number."""
    try:
        return str(Money(amount, currency))
    except KeyError:
        return f"{amount} minor units of {currency}"


def several(count: int, one: str, many: str) -> str:
    """The number with its noun, such as "1 copy" or "2 copies"."""
    return f"{count} {one if count == 1 else many}"


def listed(copies: Mapping[str, int], titles: Mapping[str, str]) -> str:
    """Copies by SKU as people say it."""
    parts = [
        f'{several(count, "copy", "copies")} of "{titles.get(sku, sku)}"'
        for sku, count in sorted(copies.items())
    ]
    return " and ".join(parts) or "no copies"


def dossier(books: Books, checkout_id: str | None) -> tuple[Table, ...]:
    """Every row about one checkout; tables without rows are left out."""
    order = books.order_of.get(checkout_id or "")
    number = order.number if order else None
    mine: dict[str, Sequence[Any]] = {
        "checkout": [row for row in books.checkouts if row.checkout_id == checkout_id],
        "order": [order] if order else [],
        "order lines": [row for row in books.lines if row.checkout_id == checkout_id],
        "payment": [row for row in books.payments if row.checkout_id == checkout_id],
        "payments at the gateway": [row for row in books.charges if row.checkout_id == checkout_id],
        "reservation": [row for row in books.reservations if row.checkout_id == checkout_id],
        "reserved copies": [row for row in books.reserved if row.checkout_id == checkout_id],
        "mails to send": [row for row in books.posts if row.order_number == number],
        "mails at the mail server": [row for row in books.mails if number and row.order_number == number],
    }
    return tuple(Table.of(name, rows) for name, rows in mine.items() if rows)
