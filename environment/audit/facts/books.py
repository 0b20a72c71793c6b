"""Books of a shop whose tables are not ours: a statement for each part of them that the shop can give.

A file has the statements, each below a comment with the name of its part:

    -- orders
    SELECT code AS checkout_id, ... FROM "order";

What a file does not have is not looked at, and the audit says so.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from difflib import get_close_matches
from typing import Any

from sqlalchemy import Engine, create_engine
from sqlalchemy.exc import DBAPIError

from environment.audit.facts.queries import document_query
from environment.audit.facts.snapshot import LineRow, OrderRow, PaymentRow
from environment.audit.facts.stock_rows import StockRow
from environment.stack.books import Books

_HEADING = re.compile(r"--\s*(\w+)\s*")
Row = Mapping[str, Any]


@dataclass(frozen=True)
class BookedRefund:
    """A refund as the shop has it. `state` is asked, pending, refunded or failed."""

    checkout_id: str
    state: str
    amount: int


BOOKS: Mapping[str, tuple[str, type]] = {
    "orders": ("orders", OrderRow),
    "lines": ("order_lines", LineRow),
    "stock": ("titles", StockRow),
    "movements": ("movements", StockRow),
    "refunds": ("", BookedRefund),
    "payments": ("payments", PaymentRow),
}
"""By the name of a part in the file: the part of the snapshot, and the kind of its rows.

Columns are named as the fields of a row. Refunds become fields of the orders.
"""
_DEFAULTS: Mapping[str, Any] = {
    "mismatched_capture": None,
    "discount_codes": (),
    "reversal_requested": False,
    "due": False,
    "flag": None,
    "reserved": 0,
}
"""What a shop need not have, beside the fields with a default of their own."""


class BadBooks(ValueError):
    """The file, or what its statements return, cannot be used; the message says what to write."""


def read_books(text: str) -> dict[str, str]:
    """The statements of a file by part. Raises BadBooks."""
    found: dict[str, list[str]] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        heading = _HEADING.fullmatch(line.strip())
        if heading and heading[1] not in BOOKS:
            close = get_close_matches(heading[1], BOOKS, 1)
            hint = f'is "{close[0]}" meant?' if close else f"there are {', '.join(BOOKS)}"
            raise BadBooks(f'line {number}: "{heading[1]}" is no part of `[books]`: {hint}')
        if heading:
            found[heading[1]] = []
        elif found:
            found[[*found][-1]].append(line)
        elif line.strip() and not line.strip().startswith("--"):
            raise BadBooks(f'line {number}: a statement needs its part above it, such as "-- orders"')
    if "refunds" in found and "orders" not in found:
        raise BadBooks(
            '"-- refunds" needs "-- orders": the audit compares refunds with the orders they are of'
        )
    statements = {part: "\n".join(lines).strip().rstrip(";") for part, lines in found.items()}
    empty = [part for part, statement in statements.items() if not statement]
    if empty or not statements:
        raise BadBooks(f'"-- {empty[0]}" has no statement' if empty else "there is no statement in it")
    return statements


class BooksReader:
    """Reads a shop's books over one connection, on which nothing can be written."""

    def __init__(self, books: Books) -> None:
        self.parts = frozenset(BOOKS[part][0] for part in books.statements) - {""}
        """The parts of the snapshot that are filled."""
        self._statement = document_query(books.statements)
        self._engine = _read_only(books.url)

    def __call__(self) -> dict[str, tuple[Any, ...]]:
        """The rows of each part of the snapshot. Raises BadBooks, DBAPIError."""
        try:
            with self._engine.connect() as connection:
                found = connection.exec_driver_sql(self._statement).scalar_one()
        except DBAPIError as error:
            if error.connection_invalidated:
                raise
            raise BadBooks(f"the statements of `[books]` cannot be run: {error.orig}") from None
        return rows_of_books(found)

    def close(self) -> None:
        """Close the connection."""
        self._engine.dispose()


def rows_of_books(found: Mapping[str, Sequence[Row]]) -> dict[str, tuple[Any, ...]]:
    """The rows of each part of the snapshot, of rows by column. Raises BadBooks for a wrong column."""
    read = {part: tuple(_row(part, BOOKS[part][1], row) for row in rows) for part, rows in found.items()}
    refunds = read.pop("refunds", ())
    if refunds:
        read["orders"] = tuple(_with_refunds(read["orders"], refunds))
    return {BOOKS[part][0]: rows for part, rows in read.items()}


def _row(part: str, kind: Callable[..., Any], row: Row) -> Any:
    known = {field.name: field for field in fields(kind)}  # type: ignore[arg-type]  # a dataclass
    for column in row:
        if column not in known:
            raise BadBooks(f'`[books]`: {part} has a column "{column}"; there are {", ".join(known)}')
    missing = [
        name
        for name, field in known.items()
        if name not in row and name not in _DEFAULTS and field.default is MISSING
    ]
    if missing:
        raise BadBooks(f"`[books]`: {part} has no column {', '.join(missing)}")
    defaults = {name: value for name, value in _DEFAULTS.items() if name in known}
    return kind(**{**defaults, **row})


def _with_refunds(orders: Iterable[OrderRow], refunds: Iterable[BookedRefund]) -> Iterable[OrderRow]:
    of_order: defaultdict[str, list[BookedRefund]] = defaultdict(list)
    for refund in refunds:
        of_order[refund.checkout_id].append(refund)
    for order in orders:
        own = of_order[order.checkout_id]
        failed = sum(each.state == "failed" for each in own)
        out = sum(each.state in ("pending", "refunded", "failed") for each in own)
        amount = sum(each.amount for each in own if each.state != "failed")
        yield OrderRow(**{**vars(order), "refunds": out, "failed_refunds": failed, "refunded": amount})


def _read_only(url: str) -> Engine:
    options = "-c default_transaction_read_only=on"
    arguments = {"application_name": "acceptance-audit", "options": options}
    return create_engine(
        url,
        pool_size=1,
        pool_pre_ping=True,
        isolation_level="AUTOCOMMIT",
        connect_args=arguments,
        execution_options={"no_parameters": True},
    )
