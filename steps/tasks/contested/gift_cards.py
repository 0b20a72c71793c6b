"""A redemption that two requests contend for, and the gift card that it is of."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import uuid4

from steps.tasks.contested.purchases import MORE_THAN_HALF, contested_purchase, new_purchase, settle
from steps.tasks.contested.requests import ContestedObject
from steps.vocabulary.operation_pairs import OperationPair
from steps.world.world import World

_REDEMPTION, _CARD = "checkout: redemption", "staff: gift card"
_AFTER_REDEMPTION = {"checkout: release of the redemption", "orders: refund to gift cards"}


def contested_gift_card(world: World, pair: OperationPair) -> ContestedObject:
    """A gift card of $9.50, which has paid for a checkout where both operations need that."""
    purchase = new_purchase(world)
    if _CARD not in pair.operations:
        purchase.issue_gift_card(950)
    if _AFTER_REDEMPTION.issuperset(pair.operations):
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
            "orders: refund to gift cards": lambda _: {"refund_id": str(uuid4()), "amount": MORE_THAN_HALF},
        },
    )
    return replace(made, parameters={**made.parameters, "gift_card_id": purchase.gift_card_id})
