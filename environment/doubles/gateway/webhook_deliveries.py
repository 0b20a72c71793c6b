"""Webhook deliveries: one for each event and endpoint, signed, and retried until the endpoint accepts it.

https://docs.stripe.com/webhooks: an event is delivered at least once, in no promised order; every response
but a 2xx is retried with a growing delay. Stripe publishes no intervals, so these are settings.
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
    """A delivery is held by a test, ready, being sent, waiting for a retry, delivered or given up."""

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
    """One event for one endpoint. `outcomes` has, for each attempt, a status or the name of an error.

    next_attempt_at: seconds since the epoch, None unless the delivery waits for a retry.
    """

    id: str
    event: EventRecord
    endpoint: WebhookEndpointRecord
    outcomes: list[str]
    state: DeliveryState = DeliveryState.READY
    next_attempt_at: float | None = None

    def transition_to(self, to: DeliveryState) -> None:
        """Raises InvalidTransition for a step that is not in TRANSITIONS."""
        self.state = next_state(self.id, TRANSITIONS, self.state, to)


@dataclass(frozen=True, slots=True)
class WebhookRequest:
    """One attempt of a delivery, signed and ready to be sent."""

    delivery: WebhookDelivery
    url: str
    headers: dict[str, str]
    body: bytes


class WebhookDeliveries:
    """Every delivery since the last reset.

    on_ready: called when a delivery has become ready.
    on_reset: called to cancel the requests that are being sent.
    holding: new deliveries are held until a test releases them.
    copies: how many times every new event is delivered to an endpoint.
    """

    def __init__(self, ledger: Ledger, backoff: Sequence[float]) -> None:
        """`backoff`: seconds to each retry; a delivery that fails once more is given up."""
        self._ledger = ledger
        self._backoff = tuple(backoff)
        self._ready: deque[WebhookDelivery] = deque()
        self.all: dict[str, WebhookDelivery] = {}
        self.held: list[WebhookDelivery] = []
        self.holding = False
        self.copies = 1
        self.on_ready: Callable[[], None] = lambda: None
        self.on_reset: Callable[[], None] = lambda: None
        ledger.on_event = self.enqueue

    def enqueue(self, event: EventRecord) -> None:
        """Add the deliveries of a new event: `copies` for each endpoint that listens to its type."""
        for endpoint in self._ledger.webhook_endpoints:
            if endpoint.listens_to(event.type):
                event.pending_webhooks += 1
                for _ in range(self.copies):
                    self._add(event, endpoint)

    def _add(self, event: EventRecord, endpoint: WebhookEndpointRecord) -> None:
        delivery = WebhookDelivery(ids.new("whd"), event, endpoint, [])
        self.all[delivery.id] = delivery
        if self.holding:
            delivery.state = DeliveryState.HELD
            self.held.append(delivery)
        else:
            self._ready.append(delivery)
            self.on_ready()

    def release(self, order: Sequence[int]) -> int:
        """Make held deliveries ready, in the order of these positions; returns their number."""
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
                return self._signed_request(delivery)
        return None

    def _signed_request(self, delivery: WebhookDelivery) -> WebhookRequest:
        body = json.dumps(delivery.event.to_json(), indent=2).encode()
        signature = signature_of(body, delivery.endpoint.secret, self._ledger.now())
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
            "Stripe-Signature": signature,
        }
        return WebhookRequest(delivery, delivery.endpoint.url, headers, body)

    def settle(self, delivery: WebhookDelivery, outcome: str, *, accepted: bool) -> None:
        """Record the outcome of an attempt; a failed one is retried after the next delay of the backoff."""
        delivery.outcomes.append(outcome)
        if delivery.id not in self.all:
            return
        if accepted:
            delivery.transition_to(DeliveryState.DELIVERED)
            delivery.event.pending_webhooks = max(0, delivery.event.pending_webhooks - 1)
            return
        attempts = len(delivery.outcomes)
        if attempts > len(self._backoff):
            delivery.transition_to(DeliveryState.GIVEN_UP)
            return
        delivery.transition_to(DeliveryState.WAITING)
        delivery.next_attempt_at = self._ledger.time() + self._backoff[attempts - 1]
        self._ledger.schedule.at(delivery.next_attempt_at, lambda: self._make_ready(delivery))

    def retry_waiting(self) -> int:
        """Retry every waiting delivery at once; returns their number."""
        waiting = [delivery for delivery in self.all.values() if delivery.state is DeliveryState.WAITING]
        for delivery in waiting:
            self._make_ready(delivery)
        return len(waiting)

    def unsettled(self) -> list[WebhookDelivery]:
        """The deliveries that are neither delivered nor given up."""
        return [delivery for delivery in self.all.values() if delivery.state in _UNSETTLED]

    def reset(self) -> None:
        """Drop every delivery and cancel the requests that are being sent."""
        self.on_reset()
        self._ready.clear()
        self.all.clear()
        self.held.clear()
        self.holding, self.copies = False, 1


def signature_of(body: bytes, secret: str, moment: int) -> str:
    """The Stripe-Signature header (https://docs.stripe.com/webhooks#verify-manually); `moment` in seconds."""
    digest = hmac.new(secret.encode(), f"{moment}.".encode() + body, sha256).hexdigest()
    return f"t={moment},v1={digest}"
