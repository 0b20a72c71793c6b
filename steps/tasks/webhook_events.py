"""Events that arrive at the shop's webhook, signed by the gateway or by an attacker."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

from steps.drivers.webhooks import WebhookDriver
from steps.tasks.requests.every_request import NESTED
from steps.tasks.requests.unauthorized_requests import stored_when_idle
from steps.world.actors import Actor
from steps.world.attempt import Attempt
from steps.world.world import World

_DISPUTE = "charge.dispute.created"
_SUCCEEDED = "payment_intent.succeeded"
# By the words of features: the type of the event, and how its object differs from the customer's payment.
_EVENTS: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "an unknown payment": (_SUCCEEDED, {"id": "pi_unknown", "metadata": {"checkout_id": str(uuid4())}}),
    "a payment of another shop": (_SUCCEEDED, {"id": "pi_other", "metadata": {}}),
    "the customer's payment in another currency": (_SUCCEEDED, {"currency": "eur"}),
    "the customer's payment as canceled": ("payment_intent.canceled", {"status": "canceled"}),
    "an event of another kind": ("customer.created", {"id": "cus_1", "object": "customer"}),
}
_DISPUTE_WORDS = "a dispute of the charge"
EVENT_WORDS = (_DISPUTE_WORDS, *_EVENTS)


def report_event(world: World, event: str) -> None:
    """Deliver an event with the gateway's signature, one of EVENT_WORDS."""
    if event == _DISPUTE_WORDS:
        world.shop.webhooks.send_signed(_DISPUTE, _dispute(world), world.clock.now())
        return
    kind, changes = _EVENTS[event]
    world.shop.webhooks.send_signed(kind, {**_payment(world), **changes}, world.clock.now())


def report_flawed_dispute(world: World, flaw: str) -> None:
    """Deliver a dispute with one of SIGNATURE_FLAWS; the attacker keeps the reply."""
    webhooks, subject, now = world.shop.webhooks.of_stranger(), _dispute(world), world.clock.now()
    send = partial(SIGNATURE_FLAWS[flaw], webhooks, subject, now)
    world.actors.customer("attacker").last_reply = Attempt.at("the webhook", send)


def deliver_nested_content(world: World) -> None:
    """Deliver, signed as the gateway signs, content as deep as an accepted body can be; keep the outcome."""
    now, world.unauthorized.stored_before = world.clock.now(), stored_when_idle(world)
    send = partial(world.shop.webhooks.send_bytes, NESTED, now)
    world.unauthorized.attempt = Attempt.at("the webhook", send)


SIGNATURE_FLAWS: Mapping[str, Callable[[WebhookDriver, dict[str, Any], datetime], None]] = {
    "without a signature": lambda webhooks, subject, _: webhooks.send(_DISPUTE, subject, None),
    "with a signature of another secret": lambda webhooks, subject, now: webhooks.send_signed(
        _DISPUTE, subject, now, "whsec_of_an_attacker"
    ),
    "with a signature of an hour ago": lambda webhooks, subject, now: webhooks.send_signed(
        _DISPUTE, subject, now - timedelta(hours=1)
    ),
    "with the gateway's signature of other content": lambda webhooks, subject, now: webhooks.send_changed(
        _DISPUTE, subject, {**subject, "object": "payment_intent"}, now
    ),
}
"""By the words of features, how a dispute is sent by a sender that is not the gateway."""


def _payment(world: World) -> dict[str, Any]:
    """The customer's payment as the object of an event."""
    customer = world.actors.customer("customer")
    return {
        "object": "payment_intent",
        "status": "succeeded",
        "id": world.shop.gateway.payment_of(customer.checkout_ids),
        "metadata": {"checkout_id": customer.last_checkout_id},
    }


def _dispute(world: World) -> dict[str, Any]:
    """A dispute of the customer's charge as the object of an event."""
    return dispute_of(world, world.actors.customer("customer"))


def dispute_of(world: World, actor: Actor) -> dict[str, Any]:
    """A dispute of the actor's charge as the object of an event."""
    payment = world.shop.gateway.payment_of(actor.checkout_ids)
    return {"id": "du_1", "object": "dispute", "payment_intent": payment, "metadata": {}}
