"""Orders in PostgreSQL."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, RowMapping, text

from bookstore.orders import parcel_store
from bookstore.orders.downloads import store as download_store
from bookstore.orders.downloads.links import Download
from bookstore.orders.model import Order
from bookstore.orders.parcel_store import Parcels
from bookstore.orders.purchase import OrderLine, Purchase, Totals, TransferTerms
from bookstore.orders.refunds import store as refund_store
from bookstore.orders.refunds.refund import OrderRefund
from bookstore.orders.rules.transfers import PaymentDeadlines
from bookstore.orders.states import OrderState
from bookstore.platform.auth import Customer, Guest
from bookstore.platform.money import Currency
from bookstore.platform.schemas import TaxMode
from bookstore.platform.title_kinds import TitleKind

MOST_ORDERS_SHOWN = 100

_LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended(CAST(:checkout_id AS text), 0))")
_INSERT = text("""
    INSERT INTO orders (
        checkout_id, order_number, fingerprint, state, customer_id, guest_token_hash, email, locale, ship_to,
        bill_to, shipping_method, currency, subtotal, discount, shipping, tax, tax_mode, grand_total,
        captured, redeemed, discount_codes, payment_method, transfer_account, transfer_reference,
        transfer_due_at, reason, placed_at, paid_at)
    VALUES (
        :checkout_id, :order_number, :fingerprint, :state, :customer_id, :guest_token_hash, :email, :locale,
        CAST(:ship_to AS jsonb), CAST(:bill_to AS jsonb), :shipping_method, :currency, :subtotal, :discount,
        :shipping, :tax, :tax_mode, :grand_total, :captured, :redeemed, :discount_codes, :payment_method,
        :transfer_account, :transfer_reference, :transfer_due_at, :reason, :placed_at, :paid_at)
    ON CONFLICT (order_number) DO NOTHING RETURNING order_number""")
_INSERT_LINE = text("""
    INSERT INTO order_lines (
        checkout_id, position, sku, title, kind, quantity, unit_price, line_total, discount, tax, tax_mode)
    VALUES (:checkout_id, :position, :sku, :title, :kind, :quantity, :unit_price, :line_total, :discount,
            :tax, :tax_mode)""")
_SAVE = text("""
    UPDATE orders SET state = :state, captured = :captured, received = :received, reduced = :reduced,
        to_return = :to_return,
        to_return_to_gift_cards = :to_return_to_gift_cards, reason = :reason, paid_at = :paid_at,
        money_back_at = :money_back_at, gift_cards_back_at = :gift_cards_back_at,
        copies_back_at = :copies_back_at, canceled_at = :canceled_at, flag = :flag
    WHERE checkout_id = :checkout_id""")
_PAID = text("""
    SELECT * FROM orders WHERE paid_at >= :since AND paid_at < :until AND checkout_id > :after
    ORDER BY checkout_id LIMIT :most""")
_OVERDUE = text("""
    SELECT * FROM orders WHERE checkout_id > :after
        AND (state = 'placed' AND placed_at <= :placed OR state = 'awaiting' AND transfer_due_at <= :due
            OR state = 'owed' AND reminded_at IS NULL AND transfer_due_at <= :due)
    ORDER BY checkout_id LIMIT :most""")
_BY_ORDER_NUMBER = text("SELECT * FROM orders WHERE order_number = :order_number FOR UPDATE")
_FLAG = text("UPDATE orders SET mismatched_capture = :captured WHERE checkout_id = :checkout_id")
_OF_CUSTOMER = text("SELECT * FROM orders WHERE customer_id = :customer_id ORDER BY checkout_id FOR UPDATE")
_OF_CHECKOUT = text("SELECT * FROM orders WHERE checkout_id = :checkout_id FOR UPDATE")
_IS_OF_BUYER = "(customer_id = :customer_id OR guest_token_hash = :guest_token_hash)"
_OF_BUYER = f"SELECT * FROM orders WHERE {_IS_OF_BUYER}"
_BY_NUMBER = text(f"{_OF_BUYER} AND order_number = :order_number")
_TO_CHANGE = text(f"{_OF_BUYER} AND order_number = :order_number FOR UPDATE")
_NEWEST_FIRST = "ORDER BY placed_at DESC, order_number DESC LIMIT :most"
_LATEST = text(f"{_OF_BUYER} {_NEWEST_FIRST}")
_OLDER = text(f"{_OF_BUYER} AND (placed_at, order_number) < (:placed_at, :order_number) {_NEWEST_FIRST}")
_PLACED_AT = text(f"SELECT placed_at FROM orders WHERE {_IS_OF_BUYER} AND order_number = :order_number")
_GIVE = text("""
    UPDATE orders SET customer_id = :customer_id, guest_token_hash = NULL
    WHERE checkout_id = :checkout_id""")
_LINES = text("SELECT * FROM order_lines WHERE checkout_id = ANY(:checkout_ids) ORDER BY position")
_PROGRESS = (
    *("captured", "received", "to_return", "to_return_to_gift_cards", "reason", "flag"),
    *("paid_at", "money_back_at", "gift_cards_back_at", "copies_back_at", "canceled_at", "shipped_at"),
    *("erased_at", "former_addresses", "returned_at", "exchanged_at", "reminded_at"),
)
_APART = ("purchase", "refunds", "shipments", "returns", "exchanges", "downloads")  # in rows of their own
_HAS_TOMBSTONE = text("SELECT 1 FROM called_off_checkouts WHERE checkout_id = :checkout_id")
_ADD_TOMBSTONE = text("""
    INSERT INTO called_off_checkouts (checkout_id, reason, called_off_at)
    VALUES (:checkout_id, :reason, :now) ON CONFLICT DO NOTHING""")


def lock_checkout(connection: Connection, checkout_id: UUID) -> None:
    """Serialize the requests that place or cancel this checkout's order, also before it exists."""
    connection.execute(_LOCK, {"checkout_id": str(checkout_id)})


def insert(connection: Connection, order: Order, fingerprint: str) -> bool:
    """Store a new order; False where its number is taken."""
    purchase, totals = order.purchase, order.purchase.totals
    row = {**vars(order), **vars(purchase), **vars(totals), "fingerprint": fingerprint}
    row["discount_codes"] = list(purchase.discount_codes)
    row["ship_to"] = json.dumps(dict(purchase.ship_to))
    row["bill_to"] = json.dumps(dict(purchase.bill_to)) if purchase.bill_to else None
    terms = purchase.transfer
    row |= {f"transfer_{name}": getattr(terms, name, None) for name in TransferTerms.__dataclass_fields__}
    for nested in (*_APART, "lines", "totals", "transfer"):
        del row[nested]
    if connection.execute(_INSERT, row).first() is None:
        return False
    lines = [
        {"checkout_id": order.checkout_id, "position": position, **vars(line)}
        for position, line in enumerate(purchase.lines)
    ]
    connection.execute(_INSERT_LINE, lines)
    return True


def save(connection: Connection, order: Order) -> bool:
    """Store the state of the order; what was bought never changes.

    False where a refund has the id of another order's refund: then the transaction must not be committed.
    """
    progress = {name: value for name, value in vars(order).items() if name not in _APART}
    connection.execute(_SAVE, {**progress, "reduced": order.reduced})
    if not refund_store.put(connection, order.checkout_id, order.refunds):
        return False
    download_store.put(connection, order.checkout_id, (each for each in order.downloads if each.token))
    return True


def flag(connection: Connection, checkout_id: UUID, captured: int) -> None:
    """Store a captured amount (minor units) that is not the grand total of the order."""
    connection.execute(_FLAG, {"checkout_id": checkout_id, "captured": captured})


def of_checkout(connection: Connection, checkout_id: UUID) -> tuple[Order, str] | None:
    """The checkout's order, locked until the transaction ends, and the fingerprint of its request."""
    row = connection.execute(_OF_CHECKOUT, {"checkout_id": checkout_id}).mappings().first()
    return None if row is None else (_orders(connection, [row])[0], row["fingerprint"])


def by_number(connection: Connection, order_number: str) -> Order | None:
    """The order with this number, of any buyer, locked until the transaction ends."""
    row = connection.execute(_BY_ORDER_NUMBER, {"order_number": order_number}).mappings().first()
    return None if row is None else _orders(connection, [row])[0]


def of_customer(connection: Connection, customer_id: str) -> list[Order]:
    """Every order of the account, locked until the transaction ends."""
    return _orders(
        connection, connection.execute(_OF_CUSTOMER, {"customer_id": customer_id}).mappings().all()
    )


def of_buyer(
    connection: Connection, buyer: Customer | Guest, order_number: str, *, to_change: bool = False
) -> Order | None:
    """The buyer's own order with this number; with `to_change` it is locked until the transaction ends."""
    named = {**_identity(buyer), "order_number": order_number}
    row = connection.execute(_TO_CHANGE if to_change else _BY_NUMBER, named).mappings().first()
    return None if row is None else _orders(connection, [row])[0]


def to_claim(connection: Connection, guest: Guest, customer: Customer, order_number: str) -> Order | None:
    """The order with this number of either of the two, locked until the transaction ends."""
    named = {**_identity(customer), "guest_token_hash": guest.token_hash, "order_number": order_number}
    row = connection.execute(_TO_CHANGE, named).mappings().first()
    return None if row is None else _orders(connection, [row])[0]


def give(connection: Connection, order: Order) -> None:
    """Store that the order belongs to the customer of its purchase, and to no guest any more."""
    named = {"checkout_id": order.checkout_id, "customer_id": order.purchase.customer_id}
    connection.execute(_GIVE, named)


def latest(connection: Connection, buyer: Customer | Guest, most: int) -> tuple[list[Order], bool]:
    """The buyer's latest orders, the newest first; True where more follow."""
    rows = connection.execute(_LATEST, {**_identity(buyer), "most": most + 1}).mappings().all()
    return _orders(connection, rows[:most]), len(rows) > most


def older(
    connection: Connection, buyer: Customer | Guest, most: int, order_number: str
) -> tuple[list[Order], bool] | None:
    """The buyer's orders before this one, the newest first; None where the buyer has no such order."""
    named = {**_identity(buyer), "order_number": order_number}
    placed_at = connection.execute(_PLACED_AT, named).scalar()
    if placed_at is None:
        return None
    wanted = {**named, "placed_at": placed_at, "most": most + 1}
    rows = connection.execute(_OLDER, wanted).mappings().all()
    return _orders(connection, rows[:most]), len(rows) > most


def paid_between(
    connection: Connection, since: datetime, until: datetime, after: UUID | None
) -> tuple[list[Order], bool]:
    """A page of the orders paid in this span, in any state; True where more follow."""
    wanted = {"since": since, "until": until, "after": after or UUID(int=0), "most": MOST_ORDERS_SHOWN + 1}
    rows = connection.execute(_PAID, wanted).mappings().all()
    return _orders(connection, rows[:MOST_ORDERS_SHOWN]), len(rows) > MOST_ORDERS_SHOWN


def overdue(connection: Connection, deadlines: PaymentDeadlines, after: UUID | None) -> list[Order]:
    """A page of the orders that are overdue."""
    wanted = {**vars(deadlines), "after": after or UUID(int=0), "most": MOST_ORDERS_SHOWN}
    rows = connection.execute(_OVERDUE, wanted).mappings().all()
    return _orders(connection, rows) if rows else []  # most of the time there are none: two statements less


def has_tombstone(connection: Connection, checkout_id: UUID) -> bool:
    """Whether the checkout was canceled before it had an order."""
    return connection.execute(_HAS_TOMBSTONE, {"checkout_id": checkout_id}).first() is not None


def add_tombstone(connection: Connection, checkout_id: UUID, reason: str, now: datetime) -> None:
    """Keep the checkout from ever getting an order."""
    connection.execute(_ADD_TOMBSTONE, {"checkout_id": checkout_id, "reason": reason, "now": now})


def _identity(buyer: Customer | Guest) -> Mapping[str, Any]:
    if isinstance(buyer, Customer):
        return {"customer_id": buyer.customer_id, "guest_token_hash": None}
    return {"customer_id": None, "guest_token_hash": buyer.token_hash}


def _orders(connection: Connection, rows: Any) -> list[Order]:
    lines: dict[UUID, list[OrderLine]] = {row["checkout_id"]: [] for row in rows}
    for line in connection.execute(_LINES, {"checkout_ids": list(lines)}).mappings():
        named = {name: line[name] for name in OrderLine.__dataclass_fields__}
        read = {"kind": TitleKind(line["kind"]), "tax_mode": TaxMode(line["tax_mode"])}
        lines[line["checkout_id"]].append(OrderLine(**{**named, **read}))
    refunds = refund_store.of_orders(connection, lines)
    parcels = parcel_store.read(connection, rows)
    # only an order that has e-books is asked about: other purchases must not wait for it
    with_ebooks = [key for key, found in lines.items() if any(line.kind.by_link for line in found)]
    downloads = download_store.of_checkouts(connection, with_ebooks)
    return [
        _order(row, tuple(lines[key]), refunds[key], parcels, downloads.get(key, ()))
        for row in rows
        for key in [row["checkout_id"]]
    ]


def _order(
    row: RowMapping,
    lines: tuple[OrderLine, ...],
    refunds: tuple[OrderRefund, ...],
    parcels: Parcels,
    downloads: tuple[Download, ...],
) -> Order:
    amounts = {name: row[name] for name in ("subtotal", "discount", "shipping", "tax", "grand_total")}
    totals = Totals(currency=Currency(row["currency"]), tax_mode=TaxMode(row["tax_mode"]), **amounts)
    apart = ("lines", "totals", "discount_codes", "transfer")
    bought = [name for name in Purchase.__dataclass_fields__ if name not in apart]
    purchase = Purchase(
        lines=lines,
        totals=totals,
        discount_codes=tuple(row["discount_codes"]),
        transfer=TransferTerms.stored(row),
        **{name: row[name] for name in bought},
    )
    return Order(
        row["checkout_id"],
        row["order_number"],
        purchase,
        row["placed_at"],
        OrderState(row["state"]),
        refunds=refunds,
        **parcel_store.of_order(parcels, row["checkout_id"]),
        downloads=downloads,
        **{name: row[name] for name in _PROGRESS},
    )
