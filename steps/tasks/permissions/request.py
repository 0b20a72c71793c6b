"""How a guarded operation is asked for: its object, its body, and what is made ready for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

from steps.tasks.permissions.bodies import Body
from steps.tasks.permissions.rules import NOTHING_OWNED, OwnerRule
from steps.tasks.permissions.scene import IN_CART, Buyer, Scene, StagedPurchase
from steps.tasks.purchase_by_calls import PurchaseByCalls, Stage


@dataclass(frozen=True)
class Request:
    """How to ask for one operation.

    stage: of the purchase that the request is about; None where it is about a buyer's own objects.
    by_transfer: that purchase is paid by transfer.
    words: those of the topology's rows that this request stands for, where the body decides; else all.
    loose_cart: the request merges or closes a cart, and gets one of its own; or it needs the token of one.
    loose_order: the request ships copies, which no compensation undoes, and gets an order of its own.
    readied: what else has been done with the purchase before an allowed request.
    told_if_admitted: the slug of a refusal that tells of the object, and so to an admitted caller alone.
    """

    callee: str
    method: str
    path: str
    body: Callable[[Scene, Buyer], Body] | None = None
    purchase_body: Callable[[PurchaseByCalls], Body] | None = None
    stage: Stage | None = None
    by_transfer: bool = False
    query: str = ""
    words: tuple[str, ...] = ()
    ownership: OwnerRule = NOTHING_OWNED
    loose_cart: bool = False
    loose_order: bool = False
    readied: Callable[[PurchaseByCalls], object] | None = None
    title: str = IN_CART
    told_if_admitted: str = ""

    @property
    def staged(self) -> StagedPurchase | None:
        """The purchase that the request is about."""
        return None if self.stage is None else (self.stage, self.by_transfer)

    def target(self, scene: Scene, buyer: Buyer) -> str:
        """The path and the query, with the names of objects that exist."""
        return (self.path + self.query).format(**self._names(scene, buyer))

    def content(self, scene: Scene, buyer: Buyer) -> Body | None:
        """A valid body, where the operation takes one."""
        if self.purchase_body and self.staged is not None:
            return self.purchase_body(scene.purchases[self.staged])
        return self.body(scene, buyer) if self.body else None

    def prepare(self, scene: Scene) -> None:
        """Replace the object of the request where an allowed one has acted on it."""
        if self.staged in scene.used:
            scene.renew(self.staged)
        if self.loose_cart:
            scene.renew_cart()
        if self.loose_order:
            scene.renew_order()
        if self.readied and self.staged is not None:
            self.readied(scene.purchases[self.staged])

    def use(self, scene: Scene) -> None:
        """The request was allowed: the purchase may have left its stage."""
        if self.staged is not None and self.method != "GET":
            scene.used.add(self.staged)

    def _names(self, scene: Scene, buyer: Buyer) -> dict[str, str]:
        purchase = scene.purchases[self.staged] if self.staged is not None else None
        checkout = purchase.checkout_id if purchase else buyer.checkout_id
        return {
            "cart_id": scene.loose_cart[0] if self.loose_cart else buyer.cart_id,
            "checkout_id": checkout,
            "quote_id": checkout,
            "order_number": (purchase.order_number if purchase else "") or self._order(scene, buyer),
            "sku": scene.sku(self.title),
            "refund_id": str(uuid4()),
            "shipment_id": str(uuid4()),
            "return_id": str(uuid4()),
            "capture_id": str(uuid4()),
            "exchange_id": str(uuid4()),
            "bank_id": str(uuid4()),
            "repayment_id": scene.repayment_id,
            "currency": "USD",
            "country": "CA",
            "method": "express",
            "region": "ON",
            "code": "MINE",
            "group": "students",
            "customer_id": "someone",
            "gift_card_id": str(uuid4()),
        }

    def _order(self, scene: Scene, buyer: Buyer) -> str:
        return (scene.loose_order if self.loose_order else "") or buyer.order_number
