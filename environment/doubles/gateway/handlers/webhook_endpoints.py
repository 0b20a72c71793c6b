"""Webhook endpoints: where events go, and with what they are signed."""

from __future__ import annotations

from environment.doubles.gateway import ids
from environment.doubles.gateway.errors import GatewayRefusal, JsonObject, invalid
from environment.doubles.gateway.handlers.context import RequestContext, merged_metadata
from environment.doubles.gateway.handlers.listing import listed
from environment.doubles.gateway.ledger import Ledger
from environment.doubles.gateway.records.webhook_endpoint import WebhookEndpointRecord


def register(ledger: Ledger, url: str, secret: str, enabled_events: list[str]) -> WebhookEndpointRecord:
    """An endpoint that signs with the secret given (whsec_...)."""
    return ledger.webhook_endpoints.add(
        WebhookEndpointRecord(ids.new("we"), ledger.now(), url, secret, enabled_events)
    )


def create(context: RequestContext) -> JsonObject:
    """POST /v1/webhook_endpoints; the answer is the only one that carries the secret."""
    params = context.params
    endpoint = register(context.ledger, _url(params["url"]), ids.new("whsec", 32), params["enabled_events"])
    endpoint.description = params.get("description") or None
    endpoint.metadata = merged_metadata({}, params.get("metadata"))
    return endpoint.to_json(with_secret=True)


def _url(url: str) -> str:
    if not url.startswith(("http://", "https://")):
        raise invalid(
            "Invalid URL: an explicit scheme (such as https) must be provided.",
            param="url",
            code="url_invalid",
        )
    return url


def delete(context: RequestContext) -> JsonObject:
    """DELETE /v1/webhook_endpoints/{id}: what is under way to it is still delivered."""
    endpoint = context.ledger.webhook_endpoints.get(context.object_id)
    if endpoint is None:
        raise GatewayRefusal(
            f"No such webhook endpoint: '{context.object_id}'",
            status=404,
            code="resource_missing",
            param="webhook_endpoint",
        )
    context.ledger.webhook_endpoints.remove(endpoint)
    return endpoint.deleted()


def list_all(context: RequestContext) -> JsonObject:
    return listed(context, context.ledger.webhook_endpoints, "/v1/webhook_endpoints", "webhook_endpoint")
