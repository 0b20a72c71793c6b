"""Everything the gateway knows, in memory: the objects, what has happened, and what will."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from environment.doubles.gateway import ids
from environment.doubles.gateway.errors import Wire
from environment.doubles.gateway.records.charge import Charge
from environment.doubles.gateway.records.customer import Customer
from environment.doubles.gateway.records.event import Event
from environment.doubles.gateway.records.payment_intent import PaymentIntent
from environment.doubles.gateway.records.payment_method import PaymentMethod
from environment.doubles.gateway.records.refund import Refund
from environment.doubles.gateway.records.webhook_endpoint import WebhookEndpoint
from environment.doubles.gateway.schedule import Schedule
from environment.doubles.gateway.table import Table


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
        self.announce: Callable[[Event], None] = lambda event: None
        self.schedule = Schedule()
        self.payment_intents = Table[PaymentIntent]({"customer": lambda intent: intent.customer})
        self.charges = Table[Charge]()
        self.refunds = Table[Refund](
            {"charge": lambda refund: refund.charge, "payment_intent": lambda refund: refund.payment_intent}
        )
        self.payment_methods = Table[PaymentMethod]({"customer": lambda method: method.customer})
        self.customers = Table[Customer]({"email": lambda customer: customer.details.get("email")})
        self.events = Table[Event]({"type": lambda event: event.type})
        self.webhook_endpoints = Table[WebhookEndpoint]()

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

    def emit(self, event_type: str, snapshot: Wire, previous: Wire | None = None) -> None:
        """Record that something happened to an object, and tell who listens."""
        event = Event(
            ids.new("evt"),
            self.now(),
            event_type,
            snapshot,
            previous,
            self.origin.request_id,
            self.origin.idempotency_key,
        )
        self.announce(self.events.add(event))

    def tick(self) -> int:
        """Let happen what is due; says how many acts that were."""
        self.origin = Origin()
        return self.schedule.run(self.time())

    def forget(self) -> None:
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
