"""The mails of an order, of which the staff wants copies and orders announces further ones."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from steps.tasks.contested.purchases import contested_purchase, new_purchase, settle
from steps.tasks.contested.requests import ContestedObject
from steps.tasks.purchase_by_calls import PurchaseByCalls, Stage
from steps.vocabulary.operation_pairs import OperationPair
from steps.world.world import World


def contested_mails(world: World, _: OperationPair) -> ContestedObject:
    """The mails of an order that is paid, and whose cancellation is yet to be announced."""
    purchase = new_purchase(world).up_to(Stage.PAID)
    settle(world)
    return contested_purchase(
        world,
        "notifications",
        purchase,
        {
            "staff: copy": lambda _: {"copy_id": str(uuid4())},
            "orders: event": lambda _: _cancellation_event(world, purchase),
        },
    )


def _cancellation_event(world: World, purchase: PurchaseByCalls) -> dict[str, Any]:
    now = world.clock.now().isoformat()
    names = {"order_number": purchase.order_number, "checkout_id": purchase.checkout_id}
    order = {**purchase.order(), **names, "placed_at": now, "captured": 950}
    head = {"specversion": "1.0", "id": str(uuid4()), "source": "/orders", "type": "order.canceled"}
    return {**head, "time": now, "datacontenttype": "application/json", "data": order}
