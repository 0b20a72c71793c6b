"""The gift cards that orders have bought, in PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, text

_BEGIN = text("""
    INSERT INTO gift_card_sales (checkout_id, fingerprint, voided_at, created_at)
    VALUES (:checkout_id, :fingerprint, :voided_at, :now) ON CONFLICT DO NOTHING""")
_SALE = text("SELECT fingerprint, voided_at FROM gift_card_sales WHERE checkout_id = :checkout_id FOR UPDATE")
_SOLD = text("""
    INSERT INTO sold_gift_cards (gift_card_id, checkout_id, sku, number)
    VALUES (:gift_card_id, :checkout_id, :sku, :number)""")
_VOID_SALE = text("UPDATE gift_card_sales SET voided_at = :now WHERE checkout_id = :checkout_id")
_LOCK = text("""
    SELECT gift_card_id FROM gift_cards JOIN sold_gift_cards USING (gift_card_id)
    WHERE checkout_id = :checkout_id ORDER BY gift_card_id FOR UPDATE OF gift_cards""")
_VOID = text("""
    UPDATE gift_cards SET balance = 0, voided_at = :now FROM sold_gift_cards sold
    WHERE sold.gift_card_id = gift_cards.gift_card_id AND sold.checkout_id = :checkout_id
        AND voided_at IS NULL""")
_UNSPENT = text("""
    SELECT gift_card_id, sku FROM sold_gift_cards JOIN gift_cards USING (gift_card_id)
    WHERE checkout_id = :checkout_id AND voided_at IS NULL AND balance = issued ORDER BY sku, number""")
_TAKEN_BACK = text("""
    SELECT sku, count(*) AS cards FROM sold_gift_cards
    WHERE checkout_id = :checkout_id AND taken_back_by = :refund_id GROUP BY sku""")
_TAKE_BACK = text("""
    WITH void AS (UPDATE gift_cards SET balance = 0, voided_at = :now WHERE gift_card_id = ANY(:ids))
    UPDATE sold_gift_cards SET taken_back_by = :refund_id WHERE gift_card_id = ANY(:ids)""")


@dataclass(frozen=True)
class StoredSale:
    """A sale as stored, with the fingerprint of its request, None for a tombstone; its row is locked."""

    fingerprint: str | None
    is_void: bool


def begin(connection: Connection, checkout_id: UUID, fingerprint: str, now: datetime) -> bool:
    """Store a new sale without cards; False where the checkout has one, or a tombstone."""
    row = {"checkout_id": checkout_id, "fingerprint": fingerprint, "voided_at": None, "now": now}
    return connection.execute(_BEGIN, row).rowcount == 1


def add_tombstone(connection: Connection, checkout_id: UUID, now: datetime) -> bool:
    """Refuse every later sale to this checkout; False where it has one."""
    row = {"checkout_id": checkout_id, "fingerprint": None, "voided_at": now, "now": now}
    return connection.execute(_BEGIN, row).rowcount == 1


def read(connection: Connection, checkout_id: UUID) -> StoredSale | None:
    """The sale to this checkout, locked until the transaction ends."""
    row = connection.execute(_SALE, {"checkout_id": checkout_id}).first()
    return StoredSale(row.fingerprint, row.voided_at is not None) if row else None


def add(connection: Connection, checkout_id: UUID, sku: str, number: int, gift_card_id: UUID) -> None:
    """Store that this gift card is the one with this number of a line of the order."""
    row = {"gift_card_id": gift_card_id, "checkout_id": checkout_id, "sku": sku, "number": number}
    connection.execute(_SOLD, row)


def taken_back_by(connection: Connection, checkout_id: UUID, refund_id: UUID) -> dict[str, int]:
    """How many gift cards of each title this refund has taken back before."""
    rows = connection.execute(_TAKEN_BACK, {"checkout_id": checkout_id, "refund_id": refund_id})
    return {row.sku: row.cards for row in rows}


def unspent(connection: Connection, checkout_id: UUID) -> dict[str, list[UUID]]:
    """The gift cards by title of which nothing was spent, locked as redemptions lock them: by their ids."""
    connection.execute(_LOCK, {"checkout_id": checkout_id})
    found = dict[str, list[UUID]]()
    for row in connection.execute(_UNSPENT, {"checkout_id": checkout_id}):
        found.setdefault(row.sku, []).append(row.gift_card_id)
    return found


def take_back(connection: Connection, refund_id: UUID, cards: Sequence[UUID], now: datetime) -> None:
    """Store that the refund has taken these gift cards back: nothing is left of them."""
    connection.execute(_TAKE_BACK, {"refund_id": refund_id, "ids": list(cards), "now": now})


def void(connection: Connection, checkout_id: UUID, now: datetime) -> None:
    """Take what is left of its gift cards, which are locked as redemptions lock them: by their ids."""
    named = {"checkout_id": checkout_id, "now": now}
    connection.execute(_LOCK, named)
    connection.execute(_VOID, named)
    connection.execute(_VOID_SALE, named)
