"""The state of the gateway, in memory: its objects, its events, and the actions that are scheduled."""

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
    """The request that causes an event; both None for a scheduled action."""

    request_id: str | None = None
    idempotency_key: str | None = None


class Ledger:
    """`on_event` is called with each new event, `origin` is the request at work.

    `bank_page`: where the customer confirms a payment, less the id of its intent.
    """

    bank_page = "https://hooks.stripe.com/3d_secure_2/hosted?payment_intent="

    def __init__(self, now: Callable[[], datetime]) -> None:
        """`now` gives the time in UTC."""
        self._clock = now
        self._latest = 0.0
        self._ahead = 0.0
        self.origin = Origin()
        self.on_event: Callable[[EventRecord], None] = lambda event: None
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
        """Whole seconds since the epoch, as Stripe's `created` has them."""
        return int(self.time())

    def date(self) -> datetime:
        """The time in UTC, as a datetime."""
        return self._clock() + timedelta(seconds=self._ahead)

    def set_clock(self, ahead: float) -> None:
        """Set the gateway's clock so many seconds ahead of the run's (negative: behind) until the next reset.

        For an empty account only: `time` may go back here.
        """
        self._ahead = ahead
        self._latest = 0.0

    def emit(
        self, event_type: str, data_object: JsonObject, previous_attributes: JsonObject | None = None
    ) -> None:
        """Record an event about an object, and pass it to `on_event`.

        previous_attributes: the former values of the fields that an update has changed.
        """
        event = EventRecord(
            ids.new("evt"),
            self.now(),
            event_type,
            data_object,
            previous_attributes,
            self.origin.request_id,
            self.origin.idempotency_key,
        )
        self.on_event(self.events.add(event))

    def tick(self) -> int:
        """Run the scheduled actions that are due; returns their number."""
        self.origin = Origin()
        return self.schedule.run(self.time())

    def reset(self) -> None:
        """Return to an empty account at the run's time; the webhook endpoint of the settings stays."""
        self.set_clock(0.0)
        self.schedule.clear()
        for endpoint in list(self.webhook_endpoints):
            if not endpoint.permanent:
                self.webhook_endpoints.remove(endpoint)
        for clear in (self.payment_intents.clear, self.charges.clear, self.refunds.clear):
            clear()
        for clear in (self.payment_methods.clear, self.customers.clear, self.events.clear):
            clear()
