"""The address of an order in PostgreSQL. The transaction has locked the row of the order."""

from __future__ import annotations

import json

from sqlalchemy import Connection, text

from bookstore.orders.model import Order

_READDRESS = text("""
    UPDATE orders SET ship_to = CAST(:ship_to AS jsonb), bill_to = CAST(:bill_to AS jsonb),
        former_addresses = CAST(:former_addresses AS jsonb)
    WHERE checkout_id = :checkout_id""")


def save(connection: Connection, order: Order) -> None:
    """Store the addresses of the order, and those that it had before."""
    purchase = order.purchase
    addresses = {
        "ship_to": purchase.ship_to,
        "bill_to": purchase.bill_to,
        "former_addresses": order.former_addresses,
    }
    written = {name: json.dumps(address) for name, address in addresses.items()}
    connection.execute(_READDRESS, {"checkout_id": order.checkout_id, **written})
