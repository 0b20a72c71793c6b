"""Carts in PostgreSQL. The row of a cart is locked while the cart is changed."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, RowMapping, text

from bookstore.cart.model import CappedLine, Cart, CartLine, CartState
from bookstore.cart.stock import CapReason
from bookstore.platform.money import Currency
from bookstore.platform.title_kinds import TitleKind

_INSERT = """
    INSERT INTO carts (cart_id, customer_id, token_hash, currency, state, version, created_at, changed_at)
    VALUES (:cart_id, :customer_id, :token_hash, :currency, 'open', 1, :now, :now)"""
_ADD = text(_INSERT)
# The update changes nothing: it makes the statement return, and lock, the cart that exists already.
_ADD_OR_FIND = text(f"""{_INSERT}
    ON CONFLICT (customer_id, currency) WHERE state = 'open' AND customer_id IS NOT NULL
    DO UPDATE SET version = carts.version RETURNING cart_id""")
_FIND = text("""
    SELECT cart_id, customer_id, token_hash, currency, state, discount_codes, version, checkout_id,
        merged_into, next_cart_id, capped, (
            SELECT jsonb_agg(jsonb_build_array(sku, title, quantity, kind) ORDER BY position)
            FROM cart_lines line WHERE line.cart_id = carts.cart_id) AS lines
    FROM carts WHERE cart_id = :cart_id""")
_LOCK = text("SELECT 1 FROM carts WHERE cart_id = :cart_id FOR NO KEY UPDATE")
_SAVE = text("""
    UPDATE carts SET state = :state, discount_codes = :discount_codes, version = :version,
        checkout_id = :checkout_id, merged_into = :merged_into, capped = CAST(:capped AS jsonb),
        changed_at = :now
    WHERE cart_id = :cart_id""")
_FOLLOW = text("UPDATE carts SET next_cart_id = :next_cart_id WHERE cart_id = :cart_id")
_DROP_LINES = text("DELETE FROM cart_lines WHERE cart_id = :cart_id AND NOT sku = ANY(:skus)")
_SAVE_LINES = text("""
    INSERT INTO cart_lines (cart_id, sku, title, quantity, kind)
    SELECT :cart_id, sku, title, quantity, kind FROM unnest(
        CAST(:skus AS text[]), CAST(:titles AS text[]), CAST(:quantities AS integer[]),
        CAST(:kinds AS text[]))
        WITH ORDINALITY AS line (sku, title, quantity, kind, place) ORDER BY place
    ON CONFLICT (cart_id, sku) DO UPDATE SET title = excluded.title, quantity = excluded.quantity""")
_ADD_ADDITION = text("""
    INSERT INTO additions (cart_id, idempotency_key, sku, quantity) VALUES (:cart_id, :key, :sku, :quantity)
    ON CONFLICT (cart_id, idempotency_key) DO NOTHING RETURNING cart_id""")
_SAME_ADDITION = text("""
    SELECT sku = :sku AND quantity = :quantity FROM additions
    WHERE cart_id = :cart_id AND idempotency_key = :key""")


def add(connection: Connection, cart: Cart, now: datetime) -> None:
    """Store a new, empty cart."""
    connection.execute(_ADD, _identity(cart, now))


def add_or_find(connection: Connection, cart: Cart, now: datetime) -> Cart:
    """The customer's open cart in this currency, locked: the existing one, else this new one."""
    cart_id = connection.execute(_ADD_OR_FIND, _identity(cart, now)).scalar_one()
    return cart if cart_id == cart.cart_id else find(connection, cart_id) or cart


def find(connection: Connection, cart_id: UUID) -> Cart | None:
    """The cart with its lines, in the order in which they were added."""
    row = connection.execute(_FIND, {"cart_id": cart_id}).mappings().first()
    return _cart(row) if row else None


def lock(connection: Connection, cart_id: UUID) -> Cart | None:
    """The cart, locked until the transaction ends."""
    connection.execute(_LOCK, {"cart_id": cart_id})
    return find(connection, cart_id)


def save(connection: Connection, before: Cart, cart: Cart, now: datetime) -> None:
    """Store the cart and its lines, where they differ from those `before`. The cart must be locked."""
    connection.execute(
        _SAVE,
        {
            "cart_id": cart.cart_id,
            "state": cart.state,
            "discount_codes": list(cart.discount_codes),
            "version": cart.version,
            "checkout_id": cart.checkout_id,
            "merged_into": cart.merged_into,
            "capped": json.dumps([asdict(one) for one in cart.capped]),
            "now": now,
        },
    )
    if cart.lines != before.lines:
        _save_lines(connection, before, cart)


def _save_lines(connection: Connection, before: Cart, cart: Cart) -> None:
    columns = {
        "cart_id": cart.cart_id,
        "skus": [line.sku for line in cart.lines],
        "titles": [line.title for line in cart.lines],
        "quantities": [line.quantity for line in cart.lines],
        "kinds": [line.kind for line in cart.lines],
    }
    if not {line.sku for line in before.lines} <= {line.sku for line in cart.lines}:
        connection.execute(_DROP_LINES, {"cart_id": cart.cart_id, "skus": columns["skus"]})
    connection.execute(_SAVE_LINES, columns)


def follow(connection: Connection, cart_id: UUID, next_cart_id: UUID) -> None:
    """Store which cart follows this closed one."""
    connection.execute(_FOLLOW, {"cart_id": cart_id, "next_cart_id": next_cart_id})


def add_addition(connection: Connection, cart_id: UUID, key: str, sku: str, quantity: int) -> bool:
    """Store the idempotency key of the addition; False where it is stored already."""
    values = {"cart_id": cart_id, "key": key, "sku": sku, "quantity": quantity}
    return connection.execute(_ADD_ADDITION, values).first() is not None


def same_addition(connection: Connection, cart_id: UUID, key: str, sku: str, quantity: int) -> bool | None:
    """Whether the key was used for this addition; None where it was not used."""
    values = {"cart_id": cart_id, "key": key, "sku": sku, "quantity": quantity}
    found: bool | None = connection.execute(_SAME_ADDITION, values).scalar()
    return found


def _identity(cart: Cart, now: datetime) -> dict[str, object]:
    return {
        "cart_id": cart.cart_id,
        "customer_id": cart.customer_id,
        "token_hash": cart.token_hash,
        "currency": cart.currency,
        "now": now,
    }


def _line(sku: str, title: str, quantity: int, kind: str) -> CartLine:
    return CartLine(sku, title, quantity, TitleKind(kind))


def _cart(row: RowMapping) -> Cart:
    return Cart(
        cart_id=row["cart_id"],
        customer_id=row["customer_id"],
        token_hash=row["token_hash"],
        currency=Currency(row["currency"]),
        lines=tuple(_line(*line) for line in row["lines"] or ()),
        discount_codes=tuple(row["discount_codes"]),
        version=row["version"],
        state=CartState(row["state"]),
        checkout_id=row["checkout_id"],
        merged_into=row["merged_into"],
        capped=tuple(CappedLine(**{**one, "reason": CapReason(one["reason"])}) for one in row["capped"]),
        next_cart_id=row["next_cart_id"],
    )
