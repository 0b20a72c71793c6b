"""Valid bodies of the requests, over the objects of a scene."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

from steps.tasks.permissions.scene import IN_CART, Buyer, Scene
from steps.tasks.purchase_by_calls import PurchaseByCalls, Stage

Body = Mapping[str, Any]
LONG_AGO, FAR_AWAY = "2020-01-01T00:00:00Z", "2100-01-01T00:00:00Z"


def new_id() -> str:
    return str(uuid4())


def closing(*_: object) -> Body:
    return {"checkout_id": new_id()}


def copy(*_: object) -> Body:
    return {"copy_id": new_id()}


def reason(*_: object) -> Body:
    return {"reason": "none"}


def one_more_copy(scene: Scene, _: Buyer) -> Body:
    return {"sku": scene.sku(IN_CART), "quantity": 1}


def opening(scene: Scene, _: Buyer) -> Body:
    return {"token": scene.ebook_token}


def receipt(*_: object) -> Body:
    return {"receipt_id": new_id(), "copies": 5}


def sale(*_: object) -> Body:
    return {"amount": 800, "valid_until": FAR_AWAY}


def tax(*_: object) -> Body:
    return {"rate": "0.13", "mode": "added"}


def copies(scene: Scene, _: Buyer) -> Body:
    return {"lines": [{"sku": scene.sku(IN_CART), "quantity": 1}]}


def came_back(scene: Scene, _: Buyer) -> Body:
    return {"lines": [{"sku": scene.sku(IN_CART), "unharmed": 1}]}


def exchanged_copies(scene: Scene, buyer: Buyer) -> Body:
    return {"exchange_id": new_id(), **copies(scene, buyer)}


def returned_copies(scene: Scene, _: Buyer) -> Body:
    return {"return_id": new_id(), "lines": [{"sku": scene.sku(IN_CART), "quantity": 1}]}


def quoted(binding: bool) -> Callable[[PurchaseByCalls], Body]:
    return lambda purchase: purchase.quoted(binding=binding)


def refund(*_: object) -> Body:
    return {"refund_id": new_id(), "amount": {"amount": 100, "currency": "USD"}}


def captured_part(*_: object) -> Body:
    return {"amount": {"amount": 100, "currency": "USD"}, "final": False}


def gift_card(*_: object) -> Body:
    return {"amount": {"amount": 100, "currency": "USD"}}


def gift_card_refund(*_: object) -> Body:
    return {"refund_id": new_id(), "amount": 100}


def redeemed(purchase: PurchaseByCalls) -> None:
    """A gift card has paid a part of the purchase."""
    purchase.issue_gift_card()
    purchase.redeem()


def refund_notice(*_: object) -> Body:
    return {"amount": 100, "state": "refunded"}


def order_refund(*_: object) -> Body:
    return {"refund_id": new_id(), "reason": "a torn page", "amount": 100}


def captured(purchase: PurchaseByCalls) -> Body:
    return {"captured": purchase.total}


def transfer(*_: object) -> Body:
    return {"amount": {"amount": 100, "currency": "USD"}, "reference": "books", "booked_at": LONG_AGO}


def credit_limit(*_: object) -> Body:
    return {"limit": {"amount": 5000, "currency": "USD"}}


def received(purchase: PurchaseByCalls) -> Body:
    return {"received": purchase.total}


def event_of_the_gateway(_: Scene, buyer: Buyer) -> Body:
    subject = {"id": "pi_1", "object": "payment_intent", "metadata": {"checkout_id": buyer.checkout_id}}
    return {
        "id": f"evt_{uuid4().hex}",
        "object": "event",
        "type": "payment_intent.processing",
        "data": {"object": subject},
    }


def event_of_orders(scene: Scene, buyer: Buyer) -> Body:
    """An event of a type for which there is no mail: one that is accepted must not confuse the customer."""
    order = scene.purchases[Stage.PAID, False].order()
    order |= {"order_number": buyer.order_number, "checkout_id": buyer.checkout_id}
    order |= {"placed_at": LONG_AGO, "captured": 950}
    head = {"specversion": "1.0", "id": new_id(), "source": "/orders", "type": "order.looked-at"}
    return {**head, "time": LONG_AGO, "datacontenttype": "application/json", "data": order}
