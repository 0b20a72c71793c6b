"""A title with one free copy, one that is reserved and one that is sold."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from steps.drivers.api import bearer
from steps.tasks.contested.requests import ContestedObject
from steps.vocabulary.operation_pairs import OperationPair
from steps.world.catalog import isbn_of
from steps.world.world import World

_SOLD = {"orders: returned copies", "checkout: restock"}
"""Operations on what is sold: together they are about one reservation."""


def contested_copies(world: World, pair: OperationPair) -> ContestedObject:
    """A new title in the warehouse."""
    api, staff = world.shop.sent_by("staff", "inventory"), world.actors.staff()
    checkout = bearer(world.service_tokens.token("checkout", "inventory"))
    sku, sold, held = isbn_of(str(uuid4())), str(uuid4()), str(uuid4())
    lines: dict[str, Any] = {"lines": [{"sku": sku, "quantity": 1}]}
    world.shop.inventory.receive(staff, sku, "Dune", 3)
    for reservation in (sold, held):
        api.call("PUT", f"/reservations/{reservation}", checkout, lines)
    api.call("POST", f"/reservations/{sold}/confirmation", checkout)
    return ContestedObject(
        "inventory",
        parameters={"sku": sku, "checkout_id": sold if {pair.first, pair.second} == _SOLD else held},
        own_parameters={
            "checkout: reservation": {"checkout_id": ""},
            "orders: returned copies": {"checkout_id": sold},
            "orders: exchanged copies": {"checkout_id": sold},
        },
        bodies={
            "staff: title": lambda place: {"title": f"Dune, edition {place}"},
            "staff: receipt": lambda place: {"receipt_id": str(uuid4()), "copies": 2 + place},
            "staff: stock count": lambda place: {"copies": 4 + place},
            "orders: returned copies": lambda _: {"return_id": str(uuid4()), "counted": False, **lines},
            "orders: exchanged copies": lambda _: {"exchange_id": str(uuid4()), **lines},
            "checkout: reservation": lambda _: lines,
        },
        credentials={"staff": staff},
    )
