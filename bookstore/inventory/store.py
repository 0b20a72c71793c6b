"""Titles, reservations and the stock ledger in PostgreSQL.

Every transaction locks in the same order: first its reservation, then the titles by SKU.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, RowMapping, text

from bookstore.inventory.model import (
    CopiesReturn,
    MovementKind,
    Reservation,
    ReservationState,
    ReservedLine,
    StockEffect,
    Title,
)
from bookstore.platform.title_kinds import TitleKind

_TITLE = "sku, title, on_hand, reserved, withdrawn, kind"
_PUT_TITLE = text(f"""
    INSERT INTO titles (sku, title, kind) VALUES (:sku, :title, COALESCE(CAST(:kind AS text), 'printed'))
    ON CONFLICT (sku) DO UPDATE SET title = excluded.title
    WHERE CAST(:kind AS text) IS NULL OR titles.kind = CAST(:kind AS text) RETURNING {_TITLE}""")
_WITHDRAW = text(f"UPDATE titles SET withdrawn = :withdrawn WHERE sku = :sku RETURNING {_TITLE}")
_TITLES = text(f"SELECT {_TITLE} FROM titles WHERE sku = ANY(:skus) ORDER BY sku")
_TITLES_ON_SALE = text(f"""
    SELECT {_TITLE} FROM titles
    WHERE NOT withdrawn AND (CAST(:skus AS text[]) IS NULL OR sku = ANY(CAST(:skus AS text[])))
    ORDER BY title, sku LIMIT :most""")
_LOCK_TITLES = text(f"SELECT {_TITLE} FROM titles WHERE sku = ANY(:skus) ORDER BY sku FOR NO KEY UPDATE")

_ADD_RECEIPT = text("""
    INSERT INTO receipts (receipt_id, sku, copies, received_at) VALUES (:receipt_id, :sku, :copies, :now)
    ON CONFLICT (receipt_id) DO NOTHING RETURNING receipt_id""")
_SAME_RECEIPT = text("SELECT sku = :sku AND copies = :copies FROM receipts WHERE receipt_id = :receipt_id")
_ADD_COPIES = text("""
    WITH moved AS (
        INSERT INTO stock_movements (sku, kind, on_hand, received, receipt_id, moved_at)
        VALUES (:sku, :kind, :copies, :copies, :receipt_id, :now))
    UPDATE titles SET on_hand = on_hand + :copies, received = received + :copies WHERE sku = :sku""")

_ADD_RESERVATION = text("""
    INSERT INTO reservations (checkout_id, state, created_at, expires_at, changed_at)
    VALUES (:checkout_id, :state, :now, :expires_at, :now)
    ON CONFLICT (checkout_id) DO NOTHING RETURNING checkout_id""")
_ADD_LINES = text("""
    INSERT INTO reservation_lines (checkout_id, sku, quantity)
    SELECT :checkout_id, sku, quantity
    FROM unnest(CAST(:skus AS text[]), CAST(:quantities AS bigint[])) AS wanted (sku, quantity)""")
_FIND = text("""
    SELECT checkout_id, state, expires_at, (
        SELECT jsonb_agg(jsonb_build_array(sku, quantity, returned, exchanged) ORDER BY sku)
        FROM reservation_lines line WHERE line.checkout_id = reservations.checkout_id) AS lines
    FROM reservations WHERE checkout_id = :checkout_id""")
_LOCK = text("SELECT 1 FROM reservations WHERE checkout_id = :checkout_id FOR UPDATE")
_LOCK_DUE = text("""
    SELECT checkout_id FROM reservations WHERE state = 'held' AND expires_at <= :now
    ORDER BY expires_at LIMIT 1 FOR UPDATE""")
_NEXT_DUE = text("SELECT min(expires_at) FROM reservations WHERE state = 'held'")
_SET_STATE = text("""
    UPDATE reservations SET state = :state, changed_at = :now, expires_at = :expires_at
    WHERE checkout_id = :checkout_id""")
_MOVE = text("""
    WITH wanted AS (
        SELECT sku, quantity FROM unnest(CAST(:skus AS text[]), CAST(:quantities AS bigint[]))
            AS line (sku, quantity)),
    moved AS (
        INSERT INTO stock_movements (sku, kind, on_hand, reserved, sold, received, checkout_id, moved_at)
        SELECT sku, :kind, :on_hand * quantity, :reserved * quantity, :sold * quantity, :received * quantity,
            :checkout_id, :now
        FROM wanted)
    UPDATE titles SET on_hand = on_hand + :on_hand * quantity, reserved = reserved + :reserved * quantity,
        sold = sold + :sold * quantity, received = received + :received * quantity
    FROM wanted WHERE titles.sku = wanted.sku""")

_RETURN = text(
    "SELECT checkout_id, sku, copies, counted FROM returns WHERE return_id = :return_id ORDER BY sku"
)
_ADD_RETURN = text("""
    WITH wanted AS (
        SELECT sku, quantity FROM unnest(CAST(:skus AS text[]), CAST(:quantities AS bigint[]))
            AS line (sku, quantity)),
    lines AS (
        UPDATE reservation_lines SET returned = returned + wanted.quantity FROM wanted
        WHERE checkout_id = :checkout_id AND reservation_lines.sku = wanted.sku)
    INSERT INTO returns (return_id, checkout_id, sku, copies, counted, returned_at)
    SELECT :return_id, :checkout_id, sku, quantity, :counted, :now FROM wanted
    ON CONFLICT DO NOTHING""")


def put_title(connection: Connection, sku: str, title: str, kind: TitleKind | None) -> Title | None:
    """Add the title, or rename it; None where it is known as a title of another kind."""
    row = connection.execute(_PUT_TITLE, {"sku": sku, "title": title, "kind": kind}).mappings().first()
    return _title(row) if row else None


def set_withdrawn(connection: Connection, sku: str, withdrawn: bool) -> Title | None:
    """Take the title off sale, or put it back."""
    row = connection.execute(_WITHDRAW, {"sku": sku, "withdrawn": withdrawn}).mappings().first()
    return _title(row) if row else None


def titles(connection: Connection, skus: Iterable[str]) -> dict[str, Title]:
    """The titles that exist, by SKU."""
    return _by_sku(connection, _TITLES, skus)


def titles_on_sale(connection: Connection, skus: Sequence[str] | None, most: int) -> list[Title]:
    """The first titles on sale, by name; with SKUs, those of them."""
    wanted = {"skus": None if skus is None else list(skus), "most": most}
    return [_title(row) for row in connection.execute(_TITLES_ON_SALE, wanted).mappings()]


def lock_titles(connection: Connection, skus: Iterable[str]) -> dict[str, Title]:
    """The same; their rows are locked until the transaction ends."""
    return _by_sku(connection, _LOCK_TITLES, skus)


def add_receipt(connection: Connection, receipt_id: UUID, line: ReservedLine, now: datetime) -> bool:
    """Store the receipt; False where it is stored already."""
    values = {"receipt_id": receipt_id, "sku": line.sku, "copies": line.quantity, "now": now}
    return connection.execute(_ADD_RECEIPT, values).first() is not None


def same_receipt(connection: Connection, receipt_id: UUID, line: ReservedLine) -> bool:
    """Whether the stored receipt is for this title and number of copies."""
    values = {"receipt_id": receipt_id, "sku": line.sku, "copies": line.quantity}
    return bool(connection.execute(_SAME_RECEIPT, values).scalar_one())


def add_copies(
    connection: Connection, line: ReservedLine, now: datetime, kind: MovementKind, receipt: UUID | None
) -> None:
    """Add received copies, or the difference that a stock count found (negative: copies are missing)."""
    values = {"sku": line.sku, "copies": line.quantity, "kind": kind, "receipt_id": receipt, "now": now}
    connection.execute(_ADD_COPIES, values)


def is_same_return(connection: Connection, returned: CopiesReturn) -> bool:
    """Whether this very return is stored already."""
    rows = connection.execute(_RETURN, {"return_id": returned.return_id}).mappings().all()
    stored = tuple(ReservedLine(row["sku"], row["copies"]) for row in rows)
    same = all(
        (row["checkout_id"], row["counted"]) == (returned.checkout_id, returned.counted) for row in rows
    )
    return bool(rows) and same and stored == returned.copies


def add_return(connection: Connection, returned: CopiesReturn, now: datetime) -> bool:
    """Store the return; False where its id was used before. Then the transaction must not be committed."""
    values = {
        "return_id": returned.return_id,
        "checkout_id": returned.checkout_id,
        "counted": returned.counted,
        "now": now,
        **_columns(returned.copies),
    }
    return connection.execute(_ADD_RETURN, values).rowcount == len(returned.copies)


def add_reservation(connection: Connection, reservation: Reservation, now: datetime) -> bool:
    """Store a new reservation without its lines; False where the checkout has one."""
    values = {
        "checkout_id": reservation.checkout_id,
        "state": reservation.state,
        "expires_at": reservation.expires_at,
        "now": now,
    }
    return connection.execute(_ADD_RESERVATION, values).first() is not None


def add_lines(connection: Connection, reservation: Reservation) -> None:
    """Store the lines of a new reservation. Their titles must exist."""
    connection.execute(_ADD_LINES, {"checkout_id": reservation.checkout_id, **_columns(reservation.lines)})


def find(connection: Connection, checkout_id: UUID) -> Reservation | None:
    """The checkout's reservation."""
    row = connection.execute(_FIND, {"checkout_id": checkout_id}).mappings().first()
    return _reservation(row) if row else None


def lock(connection: Connection, checkout_id: UUID) -> Reservation | None:
    """The checkout's reservation, locked until the transaction ends."""
    connection.execute(_LOCK, {"checkout_id": checkout_id})
    return find(connection, checkout_id)


def lock_due(connection: Connection, now: datetime) -> Reservation | None:
    """One held reservation past its deadline, locked; None where there is none."""
    checkout_id = connection.execute(_LOCK_DUE, {"now": now}).scalar()
    return find(connection, checkout_id) if checkout_id else None


def next_due(connection: Connection) -> datetime | None:
    """The earliest deadline of the held reservations."""
    found: datetime | None = connection.execute(_NEXT_DUE).scalar()
    return found


def set_state(
    connection: Connection, checkout_id: UUID, state: ReservationState, expires_at: datetime, now: datetime
) -> None:
    """Set the state and the deadline of the reservation."""
    values = {"checkout_id": checkout_id, "state": state, "expires_at": expires_at, "now": now}
    connection.execute(_SET_STATE, values)


def move(connection: Connection, reservation: Reservation, effect: StockEffect, now: datetime) -> None:
    """Apply the effect to the copies of every line. The titles must be locked."""
    values = {"checkout_id": reservation.checkout_id, "now": now, **_columns(reservation.lines)}
    connection.execute(_MOVE, {**values, **asdict(effect)})


def _by_sku(connection: Connection, query: Any, skus: Iterable[str]) -> dict[str, Title]:
    rows = connection.execute(query, {"skus": list(skus)}).mappings()
    return {row["sku"]: _title(row) for row in rows}


def _columns(lines: Sequence[ReservedLine]) -> dict[str, list[Any]]:
    return {"skus": [line.sku for line in lines], "quantities": [line.quantity for line in lines]}


def _title(row: RowMapping) -> Title:
    counts = (row["on_hand"], row["reserved"])
    return Title(row["sku"], row["title"], *counts, row["withdrawn"], TitleKind(row["kind"]))


def _reservation(row: RowMapping) -> Reservation:
    rows = row["lines"] or ()
    lines = tuple(ReservedLine(sku, quantity) for sku, quantity, *_ in rows)
    returned = {sku: copies for sku, _, copies, _ in rows if copies}
    exchanged = {sku: copies for sku, *_, copies in rows if copies}
    state = ReservationState(row["state"])
    return Reservation(row["checkout_id"], state, lines, row["expires_at"], returned, exchanged)
