"""The links to e-books in PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import Connection, text

from bookstore.orders.downloads.links import Download

_PUT = text("""
    INSERT INTO downloads (token_hash, checkout_id, sku, opened_at)
    VALUES (:token_hash, :checkout_id, :sku, :opened_at)
    ON CONFLICT (token_hash) DO UPDATE SET opened_at = EXCLUDED.opened_at""")
_OF_CHECKOUTS = text("""
    SELECT checkout_id, sku, token_hash, opened_at FROM downloads
    WHERE checkout_id = ANY(:checkout_ids) ORDER BY checkout_id, sku""")
_CHECKOUT_OF = text("SELECT checkout_id FROM downloads WHERE token_hash = :token_hash")


def put(connection: Connection, checkout_id: UUID, downloads: Iterable[Download]) -> None:
    """Store the links of an order, and whether each was opened."""
    for each in downloads:
        row = {"token_hash": each.token_hash, "sku": each.sku, "opened_at": each.opened_at}
        connection.execute(_PUT, {"checkout_id": checkout_id, **row})


def of_checkouts(connection: Connection, checkout_ids: Iterable[UUID]) -> dict[UUID, tuple[Download, ...]]:
    """The links by checkout, those of each by SKU. Without checkouts the database is not asked."""
    found: dict[UUID, tuple[Download, ...]] = dict.fromkeys(checkout_ids, ())
    if found:
        for row in connection.execute(_OF_CHECKOUTS, {"checkout_ids": list(found)}):
            found[row.checkout_id] += (Download(row.sku, row.token_hash, row.opened_at),)
    return found


def checkout_of(connection: Connection, token_hash: str) -> UUID | None:
    """The checkout of the link whose token has this hash; None where there is no such link."""
    found: UUID | None = connection.execute(_CHECKOUT_OF, {"token_hash": token_hash}).scalar()
    return found
