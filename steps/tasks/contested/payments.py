"""A payment that two requests contend for, at the stage at which both have something to do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from steps.tasks.contested.gift_cards import contested_gift_card
from steps.tasks.contested.purchases import (
    A_PART,
    MORE_THAN_HALF,
    contested_purchase,
    new_purchase,
    settle,
)
from steps.tasks.contested.requests import ContestedObject
from steps.tasks.contested.transfers import TABLES, contested_credit_limit, contested_transfer
from steps.tasks.purchase_by_calls import PurchaseByCalls, Stage, captured_part
from steps.vocabulary.operation_pairs import OperationPair
from steps.world.world import World

_RECONCILIATION, _INQUIRY = "staff: reconciliation", "checkout: inquiry"
_REFUND, _CAPTURE, _PART = "staff: refund", "checkout: capture", "orders: capture of a parcel"
_LONGER_THAN_GRACE = timedelta(minutes=20)  # a reconciliation leaves out what is younger
_STAGES: Mapping[str, Stage] = {
    "checkout: authorization": Stage.QUOTED,
    _INQUIRY: Stage.PLACED,
    _CAPTURE: Stage.PLACED,
    _PART: Stage.PLACED,
    "staff: reversal": Stage.PAID,
    _REFUND: Stage.PAID,
    "gateway: webhook": Stage.PAID,
    _RECONCILIATION: Stage.PAID,
}
"""By operation, the stage at which it has something to do."""


def contested_payment(world: World, pair: OperationPair) -> ContestedObject:
    """A payment; with a reconciliation it is one without an order, and not of today's last minutes.

    Where what is stored of transfers or gift cards is contended for, it is theirs.
    """
    if "gift_card" in pair.table:
        return contested_gift_card(world, pair)
    if pair.table == "credit_limits":
        return contested_credit_limit(world)
    if pair.table in TABLES:
        return contested_transfer(world, pair)
    stage = min(_STAGES[each] for each in pair.operations)
    if pair.table == "tombstones":
        stage = Stage.QUOTED
    began = world.clock.now()
    if _RECONCILIATION in pair.operations:
        purchase = _without_order(world, stage, on_shipment=_PART in pair.operations)
    elif _INQUIRY in pair.operations:
        purchase = _confirmed_at_bank(world, stage)
    else:
        purchase = new_purchase(world, on_shipment=_PART in pair.operations).up_to(stage)
        if {_REFUND, _CAPTURE} == {*pair.operations}:
            purchase.confirm()
            purchase.mark_paid()  # an order that is not paid takes no notice of a refund
        settle(world)
    return contested_purchase(
        world,
        "payments",
        purchase,
        {
            "checkout: authorization": lambda _: purchase.payment(),
            _PART: lambda _: captured_part(A_PART),
            _REFUND: lambda _: {"refund_id": str(uuid4()), "amount": _usd(MORE_THAN_HALF)},
            "gateway: webhook": lambda _: _refund_event(purchase),
            _RECONCILIATION: lambda _: _span_around(began),
        },
    )


def _without_order(world: World, stage: Stage, *, on_shipment: bool = False) -> PurchaseByCalls:
    """A payment whose checkout was lost before it placed the order."""
    purchase = new_purchase(world, on_shipment=on_shipment).up_to(min(stage, Stage.AUTHORIZED))
    if stage >= Stage.CAPTURED:
        purchase.capture()
    settle(world)  # a webhook that is under way would be too old afterwards
    purchase.calls.let_pass(_LONGER_THAN_GRACE)
    return purchase


def _confirmed_at_bank(world: World, stage: Stage) -> PurchaseByCalls:
    """A payment that its customer has confirmed at the bank, of which payments has not heard yet."""
    purchase = new_purchase(world, "asks for confirmation").up_to(stage)
    settle(world)
    if stage >= Stage.AUTHORIZED:
        world.shop.sandbox.webhooks("hold")
        world.shop.sandbox.answer_challenge([purchase.checkout_id], "passed")
    return purchase


def _span_around(time: datetime) -> dict[str, str]:
    return {
        "since": (time - _LONGER_THAN_GRACE).isoformat(),
        "until": (time + _LONGER_THAN_GRACE).isoformat(),
    }


def _usd(amount: int) -> dict[str, Any]:
    return {"amount": amount, "currency": "USD"}


def _refund_event(purchase: PurchaseByCalls) -> dict[str, Any]:
    """An event that says nothing which the gateway would not say: payments has to ask it."""
    subject = {"object": "charge", "metadata": {"checkout_id": purchase.checkout_id}, "amount_refunded": 1}
    event = {"id": f"evt_{uuid4().hex}", "object": "event", "type": "charge.refunded"}
    return {**event, "data": {"object": subject}}
