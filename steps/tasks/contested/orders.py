"""An order that two requests contend for, at the stage at which both have something to do.

An order of which copies are shipped is bought at the checkout: no compensation undoes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from secrets import token_hex
from uuid import uuid4

from steps.tasks.contested.purchases import (
    MORE_THAN_HALF,
    contested_purchase,
    new_ebook_purchase,
    new_purchase,
    settle,
    token_of,
)
from steps.tasks.contested.requests import ContestedObject
from steps.tasks.purchase_by_calls import PurchaseByCalls, Stage
from steps.tasks.shopping import buy
from steps.vocabulary.operation_pairs import OperationPair
from steps.world.addresses import ELSEWHERE
from steps.world.world import World

_SHIPMENT, _OPENING = "staff: shipment", "customer: opening"
_ERASURE = "staff: erasure"
_RETURN, _EXCHANGE = "staff: return", "staff: exchange"
_ADDRESS, _CLAIM = "customer: address", "customer: claim"
_LITTLE = 100  # of $9.50
_STAGES: Mapping[str, Stage] = {
    "checkout: order": Stage.AUTHORIZED,
    "checkout: payment notice": Stage.CONFIRMED,
    "customer: cancellation": Stage.PAID,
    _CLAIM: Stage.PAID,
    _ADDRESS: Stage.PAID,
    _OPENING: Stage.PAID,
    _ERASURE: Stage.PAID,
    _RETURN: Stage.PAID,
    _EXCHANGE: Stage.PAID,
    "staff: refund": Stage.PAID,
    "payments: refund notice": Stage.PAID,
    "payments: flag": Stage.PAID,
    "checkout: acceptance": Stage.PLACED,
    "payments: transfer notice": Stage.CONFIRMED,
}
"""By operation, the stage at which it has something to do; the cancellation by the checkout has at any."""
_OF_TRANSFERS = ("checkout: acceptance", "payments: transfer notice")
_NAMING_AN_ORDER = ("customer: cancellation", _CLAIM, _ADDRESS, "staff: refund", _ERASURE)


def contested_order(world: World, pair: OperationPair) -> ContestedObject:
    """An order, or a purchase that is about to be one; with a refund where the refunds are contended for.

    It is a guest's where it is claimed, and the customer's else.
    """
    opened = _OPENING in pair.operations
    has_left = any(each in pair.operations for each in (_ERASURE, _RETURN, _EXCHANGE)) and not opened
    purchase = _bought(world, pair) if has_left or _SHIPMENT in pair.operations else _at_stage(world, pair)
    settle(world)
    if has_left:
        _ship(purchase)
        settle(world)
    exchanged = _EXCHANGE in pair.operations
    if has_left and exchanged and _RETURN not in pair.operations:
        _send_back(purchase)
        settle(world)
    token = token_of(world, purchase.order_number) if opened else ""
    contested = contested_purchase(
        world,
        "orders",
        purchase,
        {
            "checkout: order": lambda _: purchase.order(),
            "checkout: payment notice": lambda _: {"captured": purchase.total},
            "payments: transfer notice": lambda _: {"received": purchase.total},
            "checkout: cancellation": lambda _: {"reason": "compensated"},
            "staff: refund": lambda _: _refund_of(purchase.sku) if exchanged else _refund(MORE_THAN_HALF),
            _ADDRESS: lambda place: {**ELSEWHERE, "line2": f"Flat {place}"},
            _SHIPMENT: lambda _: {"lines": [{"sku": purchase.sku, "quantity": 1}]},
            _RETURN: lambda _: {"lines": [{"sku": purchase.sku, "unharmed": 1}]},
            _EXCHANGE: lambda _: {"lines": [{"sku": purchase.sku, "quantity": 1}]},
            "payments: refund notice": lambda _: {"amount": MORE_THAN_HALF, "state": "refunded"},
            _OPENING: lambda _: {"token": token},
            "payments: flag": lambda place: {"flag": f"disputed {place}"},
        },
        _of_buyers(world, purchase.guest_token),
    )
    of_another = _of_another(world, purchase.guest_token) if pair.first == pair.second == _CLAIM else {}
    return replace(contested, names=(token,) if token else (), of_another=of_another)


def _of_another(world: World, token: str) -> dict[str, Mapping[str, str]]:
    """The credentials of a second account that claims the order of the guest with this token."""
    another = world.actors.customer("another customer").credentials
    return {_CLAIM: {**another, "cart-token": token}}


def _of_buyers(world: World, token: str) -> dict[str, Mapping[str, str]]:
    """The credentials of the buyer's requests about the order of the guest with this token."""
    if not token:
        return {}
    guest, customer = {"cart-token": token}, world.actors.customer("customer").credentials
    return {"customer: cancellation": guest, _ADDRESS: guest, _CLAIM: {**customer, **guest}}


class _Bought(PurchaseByCalls):
    """A purchase that a real checkout has made: what is shipped of it is not undone."""

    def undo(self) -> None:
        """Leave the order as it is: its checkout is complete."""


def _bought(world: World, pair: OperationPair) -> PurchaseByCalls:
    is_claimed = _CLAIM in pair.operations
    made, buyer = (
        new_purchase(world),
        world.actors.guest() if is_claimed else world.actors.customer("customer"),
    )
    order = buy(world, buyer, {"Dune": 1})
    bought = _Bought(made.calls, made.sku, made.customer_id, checkout_id=order.checkout_id)
    bought.order_number, bought.guest_token = order.order_number, buyer.credentials.get("cart-token", "")
    bought.quote = bought.calls.by("staff", "pricing", "GET", f"/quotes/{order.checkout_id}")
    buyer.begin_another_visit()
    return bought


def _ship(purchase: PurchaseByCalls) -> None:
    """Its copy has left: then its person is needed no more."""
    path = f"/orders/{purchase.order_number}/shipments/{uuid4()}"
    purchase.calls.by("staff", "orders", "PUT", path, {"lines": [{"sku": purchase.sku, "quantity": 1}]})


def _send_back(purchase: PurchaseByCalls) -> None:
    """Its copy came back damaged: then it can be exchanged."""
    path = f"/orders/{purchase.order_number}/returns/{uuid4()}"
    purchase.calls.by("staff", "orders", "PUT", path, {"lines": [{"sku": purchase.sku, "damaged": 1}]})


def _at_stage(world: World, pair: OperationPair) -> PurchaseByCalls:
    stage = _stage(pair)
    if _OPENING in pair.operations:
        purchase = new_ebook_purchase(world)
    else:
        purchase = new_purchase(world, by_transfer=any(each in _OF_TRANSFERS for each in pair.operations))
    if _CLAIM in pair.operations:
        purchase.guest_token = token_hex(16)
    purchase.up_to(stage)
    if stage < Stage.CAPTURED and "checkout: payment notice" in pair.operations:
        purchase.capture()
        purchase.confirm()
    if pair.table == "refunds":
        _refund_a_little(purchase)
    return purchase


def _stage(pair: OperationPair) -> Stage:
    """The earlier stage of the two; where a request names an order, the order is there already."""
    named = any(each in _NAMING_AN_ORDER for each in pair.operations)
    first_placed = Stage.CONFIRMED if named else Stage.AUTHORIZED
    stages = [_STAGES[each] for each in pair.operations if each in _STAGES]
    return min((stage for stage in stages if stage >= first_placed), default=Stage.AUTHORIZED)


def _refund_a_little(purchase: PurchaseByCalls) -> None:
    path = f"/orders/{purchase.order_number}/refunds"
    purchase.calls.by("staff", "orders", "POST", path, _refund(_LITTLE))


def _refund(amount: int) -> dict[str, object]:
    return {"refund_id": str(uuid4()), "reason": "a torn page", "amount": amount}


def _refund_of(sku: str) -> dict[str, object]:
    """The refund of the one copy: it is exchanged or refunded, and not both."""
    return {"refund_id": str(uuid4()), "reason": "damaged", "lines": [{"sku": sku, "quantity": 1}]}
