"""A redemption that two requests contend for, and the gift card that it is of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import uuid4

from steps.tasks.contested.purchases import (
    MORE_THAN_HALF,
    bought_gift_card,
    contested_purchase,
    new_purchase,
    settle,
)
from steps.tasks.contested.requests import Body, ContestedObject
from steps.tasks.purchase_by_calls import PurchaseByCalls
from steps.vocabulary.operation_pairs import OperationPair
from steps.world.world import World

_REDEMPTION, _CARD = "checkout: redemption", "staff: gift card"
_SALE, _VOID = "orders: sale of gift cards", "orders: void of gift cards"
_RETURN = "orders: return of gift cards"
_OF_BOUGHT = {_VOID, _RETURN}
_OF_SALES = {_SALE, *_OF_BOUGHT}
_AFTER_REDEMPTION = {"checkout: release of the redemption", "orders: refund to gift cards", *_OF_BOUGHT}


def contested_gift_card(world: World, pair: OperationPair) -> ContestedObject:
    """A gift card of $9.50, which has paid for a checkout where both operations need that.

    A void and a return are of one that an order has bought. A sale contends with nothing but them and itself.
    """
    purchase, bought = new_purchase(world), _bought(world, pair)
    if bought is not None:
        purchase.gift_card = bought.gift_card
    elif _OF_SALES.issuperset(pair.operations):
        purchase.has_sold_cards = True
    elif _CARD not in pair.operations:
        purchase.issue_gift_card(950)
    if _AFTER_REDEMPTION.issuperset(pair.operations) and not _OF_SALES.issuperset(pair.operations):
        purchase.redeem(950)
    settle(world)

    sold_to = bought or purchase
    made = contested_purchase(world, "payments", purchase, _bodies(purchase, sold_to))

    def undo() -> None:
        made.undo()
        if bought is not None:
            bought.undo()

    of_bought = {name: {"checkout_id": sold_to.checkout_id} for name in _OF_BOUGHT}
    return replace(
        made,
        parameters={**made.parameters, "gift_card_id": purchase.gift_card_id},
        own_parameters={**made.own_parameters, **of_bought},
        undo=undo,
    )


def _bodies(purchase: PurchaseByCalls, sold_to: PurchaseByCalls) -> Mapping[str, Body]:
    """By operation, the body of the request with this number."""

    def about(place: int) -> dict[str, Any]:
        return {"amount": 949 + place, "currency": "USD"}

    return {
        _REDEMPTION: lambda place: {**purchase.redemption(), "total": about(place)},
        _CARD: lambda place: {"amount": about(place)},
        _SALE: lambda place: purchase.sale(500 + place),
        _RETURN: lambda _: sold_to.card_return(),
        "orders: refund to gift cards": lambda _: {"refund_id": str(uuid4()), "amount": MORE_THAN_HALF},
    }


def _bought(world: World, pair: OperationPair) -> PurchaseByCalls | None:
    """A paid purchase of a gift card, where the pair needs one; two voids may come before any sale."""
    is_of_sale = _SALE in pair.operations or {_VOID} == {*pair.operations}
    return bought_gift_card(world) if _OF_BOUGHT.intersection(pair.operations) and not is_of_sale else None
