"""Gift cards that an order buys: what orders may ask of payments in each state."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import uuid4

from steps.tasks.moves.machine import NONE, Machine, TriedOperation
from steps.tasks.moves.purchases import asked_by, in_turn, of_customer, seen_by
from steps.tasks.purchase_by_calls import PurchaseByCalls
from steps.tasks.requests.repeatable_ids import id_of

_SALE = "/gift-card-sales/{checkout_id}"
_SEEN_AS = {"already-returned": "void", "conflicting-request": "issued"}
_sale_of = partial(asked_by, "orders", f"payments: PUT {_SALE}")
_SELL, _LOOK = _sale_of(PurchaseByCalls.sale), _sale_of(lambda purchase: purchase.sale(800))


def _return_of(cards: int, *, known: bool) -> TriedOperation[PurchaseByCalls]:
    def body(purchase: PurchaseByCalls) -> Mapping[str, Any]:
        refund_id = id_of(purchase.checkout_id, "the return") if known else str(uuid4())
        return {"refund_id": refund_id, "lines": [{"sku": purchase.sku, "quantity": cards}]}

    return asked_by("orders", f"payments: POST {_SALE}/returns", body)


_RETURN = _return_of(1, known=True)
_VOID = asked_by("orders", f"payments: POST {_SALE}/void")

GIFT_CARD_SALE = Machine(
    begin=lambda bench, _: of_customer(bench),
    states={
        NONE: in_turn(),
        "issued": in_turn(_SELL.make),
        "returned in part": in_turn(_SELL.make, _RETURN.make),
        "void": in_turn(_SELL.make, _VOID.make),
        "void before": in_turn(_VOID.make),
    },
    operations={
        "sale of gift cards": _SELL,
        "sale of other gift cards": _sale_of(lambda purchase: purchase.sale(700)),
        "return of gift cards": _return_of(1, known=False),
        "return of more than are unspent": _return_of(3, known=False),
        "the same return": _RETURN,
        "another return under its id": _return_of(2, known=True),
        "void of gift cards": _VOID,
    },
    state_of=seen_by(_LOOK, _SEEN_AS),
    end=_VOID.make,
    shown_as={"void before": "void", "returned in part": "issued"},
)
