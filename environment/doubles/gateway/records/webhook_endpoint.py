"""A webhook endpoint: where events are delivered to."""

from __future__ import annotations

from dataclasses import dataclass, field

from environment.doubles.gateway import API_VERSION
from environment.doubles.gateway.errors import JsonObject


@dataclass(slots=True)
class WebhookEndpointRecord:
    """`secret` signs deliveries; it is shown once, when the endpoint is created."""

    id: str
    created: int
    url: str
    secret: str
    enabled_events: list[str]
    description: str | None = None
    metadata: dict[str, str] = field(default_factory=dict)
    permanent: bool = False
    """It comes from the settings, and survives a reset."""

    def wants(self, event_type: str) -> bool:
        return "*" in self.enabled_events or event_type in self.enabled_events

    def to_json(self, *, with_secret: bool = False) -> JsonObject:
        wire: JsonObject = {
            "id": self.id,
            "object": "webhook_endpoint",
            "api_version": API_VERSION,
            "application": None,
            "created": self.created,
            "description": self.description,
            "enabled_events": self.enabled_events,
            "livemode": False,
            "metadata": self.metadata,
            "status": "enabled",
            "url": self.url,
        }
        return wire | {"secret": self.secret} if with_secret else wire

    def deleted(self) -> JsonObject:
        return {"id": self.id, "object": "webhook_endpoint", "deleted": True}
