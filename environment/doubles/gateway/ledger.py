"""Everything the gateway knows, in memory: the objects, what has happened, and what will."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from environment.doubles.gateway import ids
from environment.doubles.gateway.errors import JsonObject
from environment.doubles.gateway.object_store import ObjectStore
from environment.doubles.gateway.records.charge import ChargeRecord
from environment.doubles.gateway.records.customer import CustomerRecord
from environment.doubles.gateway.records.event import EventRecord
from environment.doubles.gateway.records.payment_intent import PaymentIntentRecord
from environment.doubles.gateway.records.payment_method import PaymentMethodRecord
from environment.doubles.gateway.records.refund import RefundRecord
from environment.doubles.gateway.records.webhook_endpoint import WebhookEndpointRecord
from environment.doubles.gateway.schedule import Schedule


@dataclass(frozen=True, slots=True)
class Origin:
    """The request that events come from; both None for what happens by itself."""

    request_id: str | None = None
    idempotency_key: str | None = None


class Ledger:
    """`announce` is called with each new event."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        """`now` gives the time in UTC."""
        self._clock = now
        self._latest = 0.0
        self._ahead = 0.0
        self.origin = Origin()
        self.announce: Callable[[EventRecord], None] = lambda event: None
        self.schedule = Schedule()
        self.payment_intents = ObjectStore[PaymentIntentRecord]({"customer": lambda intent: intent.customer})
        self.charges = ObjectStore[ChargeRecord]()
        self.refunds = ObjectStore[RefundRecord](
            {"charge": lambda refund: refund.charge, "payment_intent": lambda refund: refund.payment_intent}
        )
        self.payment_methods = ObjectStore[PaymentMethodRecord]({"customer": lambda method: method.customer})
        self.customers = ObjectStore[CustomerRecord](
            {"email": lambda customer: customer.details.get("email")}
        )
        self.events = ObjectStore[EventRecord]({"type": lambda event: event.type})
        self.webhook_endpoints = ObjectStore[WebhookEndpointRecord]()

    def time(self) -> float:
        """Seconds since the epoch; never goes back, so that lists stay in order of creation."""
        self._latest = max(self._latest, self._clock().timestamp() + self._ahead)
        return self._latest

    def now(self) -> int:
        return int(self.time())

    def date(self) -> datetime:
        return self._clock() + timedelta(seconds=self._ahead)

    def set_clock(self, ahead: float) -> None:
        """So many seconds ahead of everybody else's clock (negative: behind), until everything is forgotten.

        To be set while there is nothing: only then may the time seem to go back.
        """
        self._ahead = ahead
        self._latest = 0.0

    def emit(self, event_type: str, data_object: JsonObject, previous: JsonObject | None = None) -> None:
        """Record that something happened to an object, and tell who listens."""
        event = EventRecord(
            ids.new("evt"),
            self.now(),
            event_type,
            data_object,
            previous,
            self.origin.request_id,
            self.origin.idempotency_key,
        )
        self.announce(self.events.add(event))

    def tick(self) -> int:
        """Let happen what is due; says how many acts that were."""
        self.origin = Origin()
        return self.schedule.run(self.time())

    def reset(self) -> None:
        """Back to an empty account, at the clock's time; the webhook endpoints of the settings stay."""
        self.set_clock(0.0)
        self.schedule.clear()
        for endpoint in list(self.webhook_endpoints):
            if not endpoint.permanent:
                self.webhook_endpoints.remove(endpoint)
        for table in (self.payment_intents, self.charges, self.refunds):
            table.clear()
        for other in (self.payment_methods, self.customers, self.events):
            other.clear()
