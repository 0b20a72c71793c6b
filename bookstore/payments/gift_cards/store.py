"""Gift cards, redemptions and movements in PostgreSQL.

Every transaction locks in the same order: the redemption of a checkout, then gift cards by their ids.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal
from uuid import UUID

from sqlalchemy import Connection, RowMapping, text

from bookstore.payments.gift_cards.model import GiftCard, GivenPart, Redemption
from bookstore.platform.money import Currency, Money

SCHEMA = Path(__file__).with_name("schema.sql")

_ISSUE = text("""
    INSERT INTO gift_cards (gift_card_id, code_hash, customer_id, currency, issued, balance, issued_at)
    VALUES (:id, :code_hash, :customer_id, :currency, :issued, :issued, :now) ON CONFLICT DO NOTHING""")
_BY_ID = text("SELECT * FROM gift_cards WHERE gift_card_id = :id")
_BY_CODES = text("SELECT * FROM gift_cards WHERE code_hash = ANY(:hashes)")
_OF_CUSTOMER = text("""
    SELECT * FROM gift_cards WHERE customer_id = :customer_id ORDER BY issued_at, gift_card_id""")
_LOCK_CARDS = text("""
    SELECT gift_card_id FROM gift_cards WHERE gift_card_id = ANY(:ids) ORDER BY gift_card_id FOR UPDATE""")
_BALANCES = text("SELECT * FROM gift_cards WHERE gift_card_id = ANY(:ids)")
# what comes back to a void card is nobody's
_CHANGE = text("""
    UPDATE gift_cards SET balance = CASE WHEN voided_at IS NULL THEN balance + :change ELSE balance END
    WHERE gift_card_id = :id""")
_MOVE = text("""
    INSERT INTO gift_card_movements (gift_card_id, kind, reference, checkout_id, position, amount, moved_at)
    VALUES (:id, :kind, :reference, :checkout_id, :position, :amount, :now)""")
_BEGIN = text("""
    INSERT INTO gift_card_redemptions (checkout_id, fingerprint, total, currency, released_at, created_at)
    VALUES (:checkout_id, :fingerprint, :total, :currency, :released_at, :now) ON CONFLICT DO NOTHING""")
_REDEMPTION = text("SELECT * FROM gift_card_redemptions WHERE checkout_id = :checkout_id FOR UPDATE")
_RELEASED = text("UPDATE gift_card_redemptions SET released_at = :now WHERE checkout_id = :checkout_id")
_PARTS = text("""
    SELECT gift_card_id, sum(CASE kind WHEN 'redeemed' THEN amount ELSE -amount END) AS amount
    FROM gift_card_movements WHERE checkout_id = :checkout_id
    GROUP BY gift_card_id ORDER BY min(position) FILTER (WHERE kind = 'redeemed')""")
_REFUNDED = text("""
    SELECT CAST(sum(amount) AS bigint) FROM gift_card_movements
    WHERE checkout_id = :checkout_id AND kind = 'refunded' AND reference = :reference""")


class StoredRedemption:
    """A redemption as stored, with the fingerprint of its request; its row is locked."""

    def __init__(self, row: RowMapping, parts: tuple[GivenPart, ...]) -> None:
        self.fingerprint: str | None = row["fingerprint"]
        self.is_released: bool = row["released_at"] is not None
        self._row, self._parts = row, parts

    @property
    def redemption(self) -> Redemption:
        """What the gift cards give; only of one that is no tombstone."""
        total = Money(self._row["total"], Currency(self._row["currency"]))
        return Redemption(self._row["checkout_id"], total, self._parts)


def issue(connection: Connection, card: GiftCard, now: datetime) -> bool:
    """Store a new gift card; False where its id is taken."""
    row = {
        "id": card.gift_card_id,
        "code_hash": card.code_hash,
        "customer_id": card.customer_id,
        "currency": card.issued.currency,
        "issued": card.issued.amount,
        "now": now,
    }
    if not connection.execute(_ISSUE, row).rowcount:
        return False
    issued = {"id": card.gift_card_id, "kind": "issued", "reference": card.gift_card_id, "checkout_id": None}
    connection.execute(_MOVE, {**issued, "position": 0, "amount": card.issued.amount, "now": now})
    return True


def by_id(connection: Connection, gift_card_id: UUID) -> GiftCard | None:
    """The gift card with this id."""
    row = connection.execute(_BY_ID, {"id": gift_card_id}).mappings().first()
    return _card(row) if row else None


def by_codes(connection: Connection, code_hashes: Sequence[str]) -> list[GiftCard | None]:
    """The gift card of each code, None for a code that no card has."""
    rows = connection.execute(_BY_CODES, {"hashes": list(code_hashes)}).mappings()
    found = {row["code_hash"]: _card(row) for row in rows}
    return [found.get(code_hash) for code_hash in code_hashes]


def of_customer(connection: Connection, customer_id: str) -> list[GiftCard]:
    """The store credit of a customer, the oldest first."""
    rows = connection.execute(_OF_CUSTOMER, {"customer_id": customer_id}).mappings()
    return [_card(row) for row in rows]


def locked(connection: Connection, cards: Iterable[GiftCard]) -> list[GiftCard]:
    """The same gift cards with their present balances, locked until the transaction ends."""
    ids = [card.gift_card_id for card in cards]
    connection.execute(_LOCK_CARDS, {"ids": ids})
    rows = connection.execute(_BALANCES, {"ids": ids}).mappings()
    found = {row["gift_card_id"]: _card(row) for row in rows}
    return [found[gift_card_id] for gift_card_id in ids]


def begin(connection: Connection, checkout_id: UUID, total: Money, fingerprint: str, now: datetime) -> bool:
    """Store a new redemption without parts; False where the checkout has one, or a tombstone."""
    row = {"checkout_id": checkout_id, "fingerprint": fingerprint, "released_at": None, "now": now}
    asked = {"total": total.amount, "currency": total.currency}
    return connection.execute(_BEGIN, {**row, **asked}).rowcount == 1


def add_tombstone(connection: Connection, checkout_id: UUID, now: datetime) -> bool:
    """Refuse every later redemption of this checkout; False where it has one."""
    row = {"checkout_id": checkout_id, "fingerprint": None, "released_at": now, "now": now}
    return connection.execute(_BEGIN, {**row, "total": None, "currency": None}).rowcount == 1


def read(connection: Connection, checkout_id: UUID) -> StoredRedemption | None:
    """The redemption of this checkout, locked until the transaction ends."""
    row = connection.execute(_REDEMPTION, {"checkout_id": checkout_id}).mappings().first()
    if row is None:
        return None
    parts = connection.execute(_PARTS, {"checkout_id": checkout_id}).mappings()
    given = tuple(GivenPart(part["gift_card_id"], int(part["amount"])) for part in parts)
    return StoredRedemption(row, given)


def mark_released(connection: Connection, checkout_id: UUID, now: datetime) -> None:
    """Store that nothing is redeemed for this checkout any more."""
    connection.execute(_RELEASED, {"checkout_id": checkout_id, "now": now})


@dataclass(frozen=True)
class Movement:
    """Money that leaves gift cards for a checkout, or comes back to them.

    `reference` makes a repeated one harmless: the refund, or else the checkout.
    """

    kind: Literal["redeemed", "released", "refunded"]
    checkout_id: UUID
    reference: UUID
    parts: Sequence[GivenPart]


def move(connection: Connection, movement: Movement, now: datetime) -> None:
    """Change the balances of the gift cards, which are locked here or before, and store why."""
    if not movement.parts:
        return
    sign = -1 if movement.kind == "redeemed" else 1
    named = {
        "kind": movement.kind,
        "reference": movement.reference,
        "checkout_id": movement.checkout_id,
        "now": now,
    }
    rows = [
        {
            **named,
            "id": part.gift_card_id,
            "position": position,
            "amount": part.amount,
            "change": sign * part.amount,
        }
        for position, part in enumerate(movement.parts)
    ]
    connection.execute(_LOCK_CARDS, {"ids": [part.gift_card_id for part in movement.parts]})
    connection.execute(_CHANGE, rows)
    connection.execute(_MOVE, rows)


def refunded_with(connection: Connection, checkout_id: UUID, reference: UUID) -> int | None:
    """The minor units that were refunded with this reference before; None where it is a new one."""
    wanted = {"checkout_id": checkout_id, "reference": reference}
    found: int | None = connection.execute(_REFUNDED, wanted).scalar()
    return found


def _card(row: RowMapping) -> GiftCard:
    return GiftCard(
        row["gift_card_id"],
        Money(row["issued"], Currency(row["currency"])),
        row["balance"],
        row["code_hash"],
        row["customer_id"],
    )
