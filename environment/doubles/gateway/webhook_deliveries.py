"""Webhook deliveries: what is to be sent where, signed, and when it is tried again.

https://docs.stripe.com/webhooks: an event is delivered at least once, in no promised order; anything but
a 2xx is tried again with a growing delay. Stripe publishes no intervals, so these are settings.
"""

from __future__ import annotations

import hmac
import json
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from hashlib import sha256

from environment.doubles.gateway import ids
from environment.doubles.gateway.ledger import Ledger
from environment.doubles.gateway.records.event import EventRecord
from environment.doubles.gateway.records.states import next_state
from environment.doubles.gateway.records.webhook_endpoint import WebhookEndpointRecord


class DeliveryState(Enum):
    HELD = "held"
    READY = "ready"
    SENDING = "sending"
    WAITING = "waiting"
    DELIVERED = "delivered"
    GIVEN_UP = "given up"


_D = DeliveryState
TRANSITIONS: dict[DeliveryState, frozenset[DeliveryState]] = {
    _D.HELD: frozenset({_D.READY}),
    _D.READY: frozenset({_D.SENDING}),
    _D.SENDING: frozenset({_D.DELIVERED, _D.WAITING, _D.GIVEN_UP}),
    _D.WAITING: frozenset({_D.READY, _D.GIVEN_UP}),
    _D.DELIVERED: frozenset(),
    _D.GIVEN_UP: frozenset(),
}
_UNSETTLED = (_D.HELD, _D.READY, _D.SENDING, _D.WAITING)


@dataclass(slots=True)
class WebhookDelivery:
    """`outcomes` has a status or the name of an error for each attempt."""

    id: str
    event: EventRecord
    endpoint: WebhookEndpointRecord
    outcomes: list[str]
    state: DeliveryState = DeliveryState.READY
    next_attempt_at: float | None = None

    def transition_to(self, to: DeliveryState) -> None:
        self.state = next_state(self.id, TRANSITIONS, self.state, to)


@dataclass(frozen=True, slots=True)
class WebhookRequest:
    """One attempt, ready to be sent."""

    delivery: WebhookDelivery
    url: str
    headers: dict[str, str]
    body: bytes


class WebhookDeliveries:
    """`wake` is called when something became ready, `drop` when what is being sent is not wanted any more."""

    def __init__(self, ledger: Ledger, backoff: Sequence[float]) -> None:
        self._ledger = ledger
        self._backoff = tuple(backoff)
        self._ready: deque[WebhookDelivery] = deque()
        self.all: dict[str, WebhookDelivery] = {}
        self.held: list[WebhookDelivery] = []
        self.holding = False
        self.copies = 1
        self.on_ready: Callable[[], None] = lambda: None
        self.on_reset: Callable[[], None] = lambda: None
        ledger.announce = self.announce

    def announce(self, event: EventRecord) -> None:
        """An event has happened: one delivery for each endpoint that wants it (more when duplicating)."""
        for endpoint in self._ledger.webhook_endpoints:
            if endpoint.wants(event.type):
                event.pending_webhooks += 1
                for _ in range(self.copies):
                    self._new(event, endpoint)

    def _new(self, event: EventRecord, endpoint: WebhookEndpointRecord) -> WebhookDelivery:
        delivery = WebhookDelivery(ids.new("whd"), event, endpoint, [])
        self.all[delivery.id] = delivery
        if self.holding:
            delivery.state = DeliveryState.HELD
            self.held.append(delivery)
        else:
            self._ready.append(delivery)
            self.on_ready()
        return delivery

    def release(self, order: Sequence[int]) -> int:
        """Let go what is held, in the order given by positions; says how many that were."""
        chosen = [self.held[i] for i in order]
        self.held = [delivery for delivery in self.held if delivery not in chosen]
        for delivery in chosen:
            self._make_ready(delivery)
        return len(chosen)

    def _make_ready(self, delivery: WebhookDelivery) -> None:
        if delivery.id in self.all and delivery.state in (DeliveryState.HELD, DeliveryState.WAITING):
            delivery.transition_to(DeliveryState.READY)
            delivery.next_attempt_at = None
            self._ready.append(delivery)
            self.on_ready()

    def next_request(self) -> WebhookRequest | None:
        """The next attempt, signed with the time of sending; None when nothing is ready."""
        while self._ready:
            delivery = self._ready.popleft()
            if delivery.id in self.all:
                delivery.transition_to(DeliveryState.SENDING)
                return self._post(delivery)
        return None

    def _post(self, delivery: WebhookDelivery) -> WebhookRequest:
        body = json.dumps(delivery.event.to_json(), indent=2).encode()
        signature = signed(body, delivery.endpoint.secret, self._ledger.now())
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
            "Stripe-Signature": signature,
        }
        return WebhookRequest(delivery, delivery.endpoint.url, headers, body)

    def settle(self, delivery: WebhookDelivery, outcome: str, *, taken: bool) -> None:
        """What came of an attempt; a failed one is tried again after the next delay of the backoff."""
        delivery.outcomes.append(outcome)
        if delivery.id not in self.all:
            return
        if taken:
            delivery.transition_to(DeliveryState.DELIVERED)
            delivery.event.pending_webhooks = max(0, delivery.event.pending_webhooks - 1)
            return
        tried = len(delivery.outcomes)
        if tried > len(self._backoff):
            delivery.transition_to(DeliveryState.GIVEN_UP)
            return
        delivery.transition_to(DeliveryState.WAITING)
        delivery.next_attempt_at = self._ledger.time() + self._backoff[tried - 1]
        self._ledger.schedule.at(delivery.next_attempt_at, lambda: self._make_ready(delivery))

    def retry_waiting(self) -> int:
        """Try again now what waits for its next attempt; says how many that were."""
        waiting = [delivery for delivery in self.all.values() if delivery.state is DeliveryState.WAITING]
        for delivery in waiting:
            self._make_ready(delivery)
        return len(waiting)

    def unsettled(self) -> list[WebhookDelivery]:
        return [delivery for delivery in self.all.values() if delivery.state in _UNSETTLED]

    def reset(self) -> None:
        self.on_reset()
        self._ready.clear()
        self.all.clear()
        self.held.clear()
        self.holding, self.copies = False, 1


def signed(body: bytes, secret: str, moment: int) -> str:
    """The Stripe-Signature header (https://docs.stripe.com/webhooks#verify-manually); `moment` in seconds."""
    digest = hmac.new(secret.encode(), f"{moment}.".encode() + body, sha256).hexdigest()
    return f"t={moment},v1={digest}"
