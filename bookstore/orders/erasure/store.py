"""The erasure of personal data in PostgreSQL. The transaction has locked the rows of the orders."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, text

from bookstore.orders.model import Order

_IN_EVENTS = ("email", "ship_to", "bill_to", "downloads")

_ORDER = text("""
    UPDATE orders SET email = :email, ship_to = CAST(:ship_to AS jsonb), bill_to = CAST(:bill_to AS jsonb),
        guest_token_hash = :guest_token_hash, former_addresses = '[]', erased_at = :erased_at
    WHERE checkout_id = :checkout_id""")
_SHIPMENT = text("""
    UPDATE shipments SET ship_to = CAST(:ship_to AS jsonb) WHERE shipment_id = :shipment_id""")
_IS_EVENT = "destination = 'notifications' AND payload #>> '{data,checkout_id}' = ANY(:checkout_ids)"
_EVENTS = text(f"""
    UPDATE outbox
    SET payload = jsonb_set(payload, '{{data}}', (payload -> 'data') - CAST(:personal AS text[]))
    WHERE {_IS_EVENT}""")
_UNSENT_EVENTS = text(f"""
    SELECT DISTINCT payload #>> '{{data,checkout_id}}' FROM outbox WHERE sent_at IS NULL AND {_IS_EVENT}""")


def save(connection: Connection, orders: Sequence[Order]) -> None:
    """Store what is left of the orders and their shipments, and take the persons out of their sent events."""
    for order in orders:
        purchase = order.purchase
        row = {"email": purchase.email, "guest_token_hash": purchase.guest_token_hash}
        places = {"ship_to": _json(purchase.ship_to), "bill_to": _json(purchase.bill_to)}
        named = {"checkout_id": order.checkout_id, "erased_at": order.erased_at}
        connection.execute(_ORDER, {**row, **places, **named})
        for shipment in order.shipments:
            place = {"shipment_id": shipment.shipment_id, "ship_to": _json(shipment.ship_to)}
            connection.execute(_SHIPMENT, place)
    connection.execute(_EVENTS, {"personal": list(_IN_EVENTS), "checkout_ids": _ids(orders)})


def with_unsent_events(connection: Connection, orders: Sequence[Order]) -> frozenset[str]:
    """The checkouts of those orders of which an event is not delivered yet."""
    return frozenset(connection.execute(_UNSENT_EVENTS, {"checkout_ids": _ids(orders)}).scalars())


def _ids(orders: Sequence[Order]) -> list[str]:
    return [str(order.checkout_id) for order in orders]


def _json(address: Mapping[str, Any] | None) -> str | None:
    return json.dumps(dict(address)) if address else None
