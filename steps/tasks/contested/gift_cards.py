"""A redemption that two requests contend for, and the gift card that it is of."""

from __future__ import annotations

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
from steps.tasks.contested.requests import ContestedObject
from steps.tasks.purchase_by_calls import PurchaseByCalls
from steps.vocabulary.operation_pairs import OperationPair
from steps.world.world import World

_REDEMPTION, _CARD = "checkout: redemption", "staff: gift card"
_SALE, _VOID = "orders: sale of gift cards", "orders: void of gift cards"
_SALES = {_SALE, _VOID}
_AFTER_REDEMPTION = {"checkout: release of the redemption", "orders: refund to gift cards", _VOID}


def contested_gift_card(world: World, pair: OperationPair) -> ContestedObject:
    """A gift card of $9.50, which has paid for a checkout where both operations need that.

    A void takes one that was bought; a sale contends with nothing but a void and itself.
    """
    purchase = _purchase(world, pair)
    if _AFTER_REDEMPTION.issuperset(pair.operations) and not _SALES.issuperset(pair.operations):
        purchase.redeem(950)
    settle(world)

    def redemption(place: int) -> dict[str, Any]:
        return {**purchase.redemption(), "total": {"amount": 949 + place, "currency": "USD"}}

    made = contested_purchase(
        world,
        "payments",
        purchase,
        {
            _REDEMPTION: redemption,
            _CARD: lambda place: {"amount": {"amount": 949 + place, "currency": "USD"}},
            _SALE: lambda place: purchase.sale(500 + place),
            "orders: refund to gift cards": lambda _: {"refund_id": str(uuid4()), "amount": MORE_THAN_HALF},
        },
    )
    return replace(made, parameters={**made.parameters, "gift_card_id": purchase.gift_card_id})


def _purchase(world: World, pair: OperationPair) -> PurchaseByCalls:
    if _VOID in pair.operations and not _SALES.issuperset(pair.operations):
        return bought_gift_card(world)
    purchase = new_purchase(world)
    if _SALES.issuperset(pair.operations):
        purchase.has_sold_cards = True
    elif _CARD not in pair.operations:
        purchase.issue_gift_card(950)
    return purchase
