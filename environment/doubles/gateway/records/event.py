"""An event: a change of an object, with a copy of the object after the change."""

from __future__ import annotations

from dataclasses import dataclass

from environment.doubles.gateway import API_VERSION
from environment.doubles.gateway.errors import JsonObject


@dataclass(slots=True)
class EventRecord:
    """One event; `pending_webhooks` counts the endpoints that have not accepted it yet.

    data_object: the object after the change. request_id, idempotency_key: of the request that caused it.
    """

    id: str
    created: int
    type: str
    data_object: JsonObject
    previous_attributes: JsonObject | None
    request_id: str | None
    idempotency_key: str | None
    pending_webhooks: int = 0

    def to_json(self) -> JsonObject:
        """The event as Stripe's API returns it."""
        data: JsonObject = {"object": self.data_object}
        if self.previous_attributes is not None:
            data["previous_attributes"] = self.previous_attributes
        return {
            "id": self.id,
            "object": "event",
            "api_version": API_VERSION,
            "created": self.created,
            "data": data,
            "livemode": False,
            "pending_webhooks": self.pending_webhooks,
            "request": {"id": self.request_id, "idempotency_key": self.idempotency_key},
            "type": self.type,
        }
