"""An event: that something happened, with the object as it was then."""

from __future__ import annotations

from dataclasses import dataclass

from environment.doubles.gateway import API_VERSION
from environment.doubles.gateway.errors import JsonObject


@dataclass(slots=True)
class EventRecord:
    """`pending_webhooks` counts the endpoints that have not taken it yet."""

    id: str
    created: int
    type: str
    data_object: JsonObject
    previous: JsonObject | None
    request_id: str | None
    idempotency_key: str | None
    pending_webhooks: int = 0

    def to_json(self) -> JsonObject:
        data: JsonObject = {"object": self.data_object}
        if self.previous is not None:
            data["previous_attributes"] = self.previous
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
