"""Webhook endpoints: the addresses that events are delivered to, each with its signing secret."""

from __future__ import annotations

from environment.doubles.gateway import ids
from environment.doubles.gateway.errors import GatewayRefusal, JsonObject
from environment.doubles.gateway.handlers.context import RequestContext, merged_metadata
from environment.doubles.gateway.handlers.listing import list_page
from environment.doubles.gateway.ledger import Ledger
from environment.doubles.gateway.records.webhook_endpoint import WebhookEndpointRecord


def register(ledger: Ledger, url: str, secret: str, enabled_events: list[str]) -> WebhookEndpointRecord:
    """Add an endpoint whose deliveries are signed with this secret; "*" stands for every event."""
    return ledger.webhook_endpoints.add(
        WebhookEndpointRecord(ids.new("we"), ledger.now(), url, secret, enabled_events)
    )


def create(context: RequestContext) -> JsonObject:
    """POST /v1/webhook_endpoints; only this response contains the secret."""
    params = context.params
    endpoint = register(context.ledger, params["url"], ids.new("whsec", 32), params["enabled_events"])
    endpoint.description = params.get("description") or None
    endpoint.metadata = merged_metadata({}, params.get("metadata"))
    return endpoint.to_json(with_secret=True)


def delete(context: RequestContext) -> JsonObject:
    """DELETE /v1/webhook_endpoints/{id}: deliveries that exist are still sent."""
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
    """GET /v1/webhook_endpoints: all of them, without their secrets."""
    return list_page(context, context.ledger.webhook_endpoints, "/v1/webhook_endpoints", "webhook_endpoint")
