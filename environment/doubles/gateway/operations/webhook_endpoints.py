"""Webhook endpoints: where events go, and with what they are signed."""

from __future__ import annotations

from environment.doubles.gateway import ids
from environment.doubles.gateway.errors import Refusal, Wire, invalid
from environment.doubles.gateway.ledger import Ledger
from environment.doubles.gateway.operations.call import Call, merged
from environment.doubles.gateway.operations.listing import listed
from environment.doubles.gateway.records.webhook_endpoint import WebhookEndpoint


def register(ledger: Ledger, url: str, secret: str, enabled_events: list[str]) -> WebhookEndpoint:
    """An endpoint that signs with the secret given (whsec_...)."""
    return ledger.webhook_endpoints.add(
        WebhookEndpoint(ids.new("we"), ledger.now(), url, secret, enabled_events)
    )


def create(call: Call) -> Wire:
    """POST /v1/webhook_endpoints; the answer is the only one that carries the secret."""
    params = call.params
    endpoint = register(call.ledger, _url(params["url"]), ids.new("whsec", 32), params["enabled_events"])
    endpoint.description = params.get("description") or None
    endpoint.metadata = merged({}, params.get("metadata"))
    return endpoint.wire(with_secret=True)


def _url(url: str) -> str:
    if not url.startswith(("http://", "https://")):
        raise invalid(
            "Invalid URL: an explicit scheme (such as https) must be provided.",
            param="url",
            code="url_invalid",
        )
    return url


def delete(call: Call) -> Wire:
    """DELETE /v1/webhook_endpoints/{id}: what is under way to it is still delivered."""
    endpoint = call.ledger.webhook_endpoints.get(call.subject)
    if endpoint is None:
        raise Refusal(
            f"No such webhook endpoint: '{call.subject}'",
            status=404,
            code="resource_missing",
            param="webhook_endpoint",
        )
    call.ledger.webhook_endpoints.remove(endpoint)
    return endpoint.deleted()


def list_all(call: Call) -> Wire:
    return listed(call, call.ledger.webhook_endpoints, "/v1/webhook_endpoints", "webhook_endpoint")
