"""An outage of the gateway that opens the circuit breaker, and the alerts of the payments service."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import Any

from steps.drivers.eventually import eventually
from steps.drivers.sandbox import PAYMENT_INTENTS
from steps.tasks.concurrent_events import run_as_time_passes
from steps.tasks.direct_calls import DirectCalls
from steps.tasks.purchase_by_calls import PurchaseByCalls, Stage
from steps.tasks.shopping import check_out, fill_cart
from steps.vocabulary.fault_spec import CallPattern, FaultSpec
from steps.world.world import World

_ALWAYS = 1000  # requests
OUTAGE = 503  # the status of each answer of a gateway that is down
_OPENS_WITHIN = 15.0  # seconds
_A_MOMENT = timedelta(seconds=2)
ALERTS: Mapping[str, str] = {
    "the gateway refuses the key": "gateway-key",
    "the gateway's certificate is not trusted": "gateway-certificate",
    "another request has the payment's idempotency key": "name-taken",
    "another amount was charged": "amount-differs",
}


def fail_until_circuit_opens(world: World) -> None:
    """Another customer checks out, and the gateway fails every request until the shop stops calling it."""
    world.shop.sandbox.answer_with(PAYMENT_INTENTS, OUTAGE, _ALWAYS)
    other = world.actors.customer("another customer")
    fill_cart(world, other, {next(iter(world.catalog.prices)): 1})
    staff, payments = world.actors.staff(), world.shop.payments
    checkout = partial(check_out, world, other)
    run_as_time_passes(world, checkout, lambda: payments.circuit(staff) == "open")
    other.last_attempt.refused()
    eventually(
        partial(_circuit_later, world), lambda state: state == "open", _OPENS_WITHIN, "the circuit is open"
    )


def refuse_until_circuit_opens(world: World) -> None:
    """No connection to the gateway is made until the shop stops calling it; then the gateway is back.

    The payments service is asked by calls, and no checkout is. It knows that none of its requests was carried
    out, and has nothing to ask the gateway about once that is back: the next request is a customer's.
    """
    refused = FaultSpec("the gateway refuses connections", CallPattern("payments -> gateway"), "refused")
    world.faults.inject(refused)
    begun: list[PurchaseByCalls] = []
    with world.clock.quickly():
        eventually(
            partial(_circuit_after_purchase, world, begun),
            lambda state: state == "open",
            _OPENS_WITHIN,
            "the circuit is open after another purchase",
        )
    world.faults.heal(refused.name)
    for purchase in begun:
        purchase.undo()


def _circuit_after_purchase(world: World, begun: list[PurchaseByCalls]) -> str:
    customer_id = str(world.actors.customer("another customer").customer_id)
    sku = world.catalog.sku(next(iter(world.catalog.prices)))
    begun.append(PurchaseByCalls(DirectCalls(world, world.service_tokens), sku, customer_id))
    begun[-1].up_to(Stage.AUTHORIZED)
    return world.shop.payments.circuit(world.actors.staff())


def _circuit_later(world: World) -> str:
    """The state of the circuit breaker a moment later: retries of the unknown outcome count as failures."""
    world.clock.advance(_A_MOMENT)
    return world.shop.payments.circuit(world.actors.staff())


def logged_alerts(world: World, reason: str) -> list[dict[str, Any]]:
    """The alerts for this reason that payments logged in this scenario. KeyError: unknown reason."""
    lines = [line for line in world.services["payments"].log().splitlines() if world.owns(line)]
    records = [json.loads(line) for line in lines]
    return [record for record in records if record.get("alert") == ALERTS[reason]]
