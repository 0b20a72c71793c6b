"""A webhook endpoint: an address that events are delivered to."""

from __future__ import annotations

from dataclasses import dataclass, field

from environment.doubles.gateway import API_VERSION
from environment.doubles.gateway.errors import JsonObject


@dataclass(slots=True)
class WebhookEndpointRecord:
    """One endpoint; `secret` signs its deliveries, and only the response to its creation contains it."""

    id: str
    created: int
    url: str
    secret: str
    enabled_events: list[str]
    description: str | None = None
    metadata: dict[str, str] = field(default_factory=dict)
    permanent: bool = False
    """The endpoint of the settings, which a reset does not remove."""

    def listens_to(self, event_type: str) -> bool:
        """Whether events of this type are delivered to the endpoint."""
        return "*" in self.enabled_events or event_type in self.enabled_events

    def to_json(self, *, with_secret: bool = False) -> JsonObject:
        """The endpoint as Stripe's API returns it."""
        endpoint: JsonObject = {
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
        return endpoint | {"secret": self.secret} if with_secret else endpoint

    def deleted(self) -> JsonObject:
        """The response to its deletion."""
        return {"id": self.id, "object": "webhook_endpoint", "deleted": True}
