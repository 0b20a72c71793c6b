"""Purchases that two requests contend for, at the stage at which both have something to do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import uuid4

from steps.drivers.api import bearer
from steps.drivers.eventually import eventually
from steps.tasks.contested.requests import Body, ContestedObject
from steps.tasks.direct_calls import DirectCalls
from steps.tasks.purchase_by_calls import PurchaseByCalls, Stage
from steps.tasks.shopping import put_on_sale
from steps.vocabulary.money import Money
from steps.vocabulary.operation_pairs import OperationPair
from steps.world.world import World

_LITTLE, _MORE_THAN_HALF = 100, 600  # of $9.50: two refunds of the latter are too much
_SETTLES_WITHIN = 15.0  # seconds
_LONGER_THAN_GRACE = timedelta(minutes=20)  # a reconciliation leaves out what is younger

_PAYMENT_STAGES: Mapping[str, Stage] = {
    "checkout: authorization": Stage.QUOTED,
    "checkout: inquiry": Stage.PLACED,
    "checkout: capture": Stage.PLACED,
    "staff: reversal": Stage.PAID,
    "staff: refund": Stage.PAID,
    "gateway: webhook": Stage.PAID,
    "staff: reconciliation": Stage.PAID,
}
_ORDER_STAGES: Mapping[str, Stage] = {
    "checkout: order": Stage.AUTHORIZED,
    "checkout: cancellation": Stage.AUTHORIZED,
    "checkout: payment notice": Stage.CONFIRMED,
    "customer: cancellation": Stage.PAID,
    "staff: refund": Stage.PAID,
    "payments: refund notice": Stage.PAID,
    "payments: flag": Stage.PAID,
}
"""By operation, the stage at which it has something to do."""
_NAMING_AN_ORDER = ("customer: cancellation", "staff: refund")


def contested_payment(world: World, pair: OperationPair) -> ContestedObject:
    """A payment; with a reconciliation it is one without an order, and not of today's last minutes."""
    stage = min(_PAYMENT_STAGES[each] for each in pair.operations)
    if pair.table == "tombstones":
        stage = Stage.QUOTED
    orphaned = "staff: reconciliation" in pair.operations
    confirmed_at_bank = "checkout: inquiry" in pair.operations and not orphaned
    purchase = _purchase(world, "asks for confirmation" if confirmed_at_bank else "visa")
    purchase.up_to(min(stage, Stage.AUTHORIZED) if orphaned else stage)
    began = world.clock.now()
    if orphaned:
        if stage >= Stage.CAPTURED:
            purchase.capture()
        purchase.calls.let_pass(_LONGER_THAN_GRACE)
    bodies: Mapping[str, Body] = {
        "checkout: authorization": lambda _: purchase.payment(),
        "staff: refund": lambda _: {"refund_id": str(uuid4()), "amount": _usd(_MORE_THAN_HALF)},
        "gateway: webhook": lambda _: _refund_event(purchase),
        "staff: reconciliation": lambda _: {
            "since": (began - _LONGER_THAN_GRACE).isoformat(),
            "until": (began + _LONGER_THAN_GRACE).isoformat(),
        },
    }
    return _contested(world, "payments", purchase, bodies)


def contested_order(world: World, pair: OperationPair) -> ContestedObject:
    """An order; it is placed where a request names its number, and has a refund where refunds are raced."""
    stage = min(_ORDER_STAGES[each] for each in pair.operations)
    if any(each in _NAMING_AN_ORDER for each in pair.operations):
        stage = max(stage, Stage.CONFIRMED)
    purchase = _purchase(world).up_to(stage)
    if pair.table == "refunds":
        earlier = {"refund_id": str(uuid4()), "reason": "a torn page", "amount": _LITTLE}
        purchase.calls.by("staff", "orders", "POST", f"/orders/{purchase.order_number}/refunds", earlier)
    bodies: Mapping[str, Body] = {
        "checkout: order": lambda _: purchase.order(),
        "checkout: payment notice": lambda _: {"captured": purchase.total},
        "checkout: cancellation": lambda _: {"reason": "compensated"},
        "staff: refund": lambda _: {
            "refund_id": str(uuid4()),
            "reason": "a torn page",
            "amount": _MORE_THAN_HALF,
        },
        "payments: refund notice": lambda _: {"amount": _MORE_THAN_HALF, "state": "refunded"},
        "payments: flag": lambda place: {"flag": f"disputed {place}"},
    }
    return _contested(world, "orders", purchase, bodies)


def contested_mails(world: World, _: OperationPair) -> ContestedObject:
    """The mails of an order that is paid, and whose cancellation is yet to be announced."""
    purchase = _purchase(world).up_to(Stage.PAID)
    bodies: Mapping[str, Body] = {
        "staff: copy": lambda _: {"copy_id": str(uuid4())},
        "orders: event": lambda _: _cancellation_event(world, purchase),
    }
    return _contested(world, "notifications", purchase, bodies)


def _purchase(world: World, card: str = "visa") -> PurchaseByCalls:
    put_on_sale(world, "Dune", Money(950, "USD"))
    calls = DirectCalls(world, world.service_tokens, world.clock.advance)
    customer_id = str(world.actors.customer("customer").customer_id)
    return PurchaseByCalls(calls, world.catalog.sku("Dune"), customer_id, card)


def _contested(
    world: World, service: str, purchase: PurchaseByCalls, bodies: Mapping[str, Body]
) -> ContestedObject:
    settle = partial(_settle, world)
    settle()

    def undo() -> None:
        purchase.calls.renew_tokens()
        purchase.undo()

    return ContestedObject(
        service,
        parameters={"checkout_id": purchase.checkout_id, "order_number": purchase.order_number},
        own_parameters={"payments: refund notice": {"refund_id": ""}},
        bodies=bodies,
        own_credentials={
            "orders: event": {
                **bearer(world.service_tokens.token("orders", "notifications")),
                "content-type": "application/cloudevents+json",
            }
        },
        credentials={
            "staff": world.actors.staff(),
            "customer": world.actors.customer("customer").credentials,
        },
        told_by_rows=("checkout: capture",),
        settle=settle,
        undo=undo,
    )


def _settle(world: World) -> None:
    """Return when what follows from the requests is done; an order may stay unpaid, its checkout unknown."""
    stored, sandbox = world.stored, world.shop.sandbox
    with world.clock.quickly():
        eventually(
            lambda: stored.unsettled_payments() + stored.unsent_messages() + sandbox.undelivered(),
            lambda left: left == 0,
            _SETTLES_WITHIN,
            "payments are settled, and messages, mails and webhooks are delivered",
        )


def _usd(amount: int) -> dict[str, Any]:
    return {"amount": amount, "currency": "USD"}


def _refund_event(purchase: PurchaseByCalls) -> dict[str, Any]:
    """An event that says nothing which the gateway would not say: payments has to ask it."""
    subject = {"object": "charge", "metadata": {"checkout_id": purchase.checkout_id}, "amount_refunded": 1}
    event = {"id": f"evt_{uuid4().hex}", "object": "event", "type": "charge.refunded"}
    return {**event, "data": {"object": subject}}


def _cancellation_event(world: World, purchase: PurchaseByCalls) -> dict[str, Any]:
    now = world.clock.now().isoformat()
    order = {**purchase.order(), "order_number": purchase.order_number, "placed_at": now, "captured": 950}
    head = {"specversion": "1.0", "id": str(uuid4()), "source": "/orders", "type": "order.canceled"}
    return {**head, "time": now, "datacontenttype": "application/json", "data": order}
