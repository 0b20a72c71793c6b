"""The route table: method and path, the handler, and the SDK's type of the parameters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import stripe.params as sdk

from environment.doubles.gateway.errors import GatewayRefusal, JsonObject
from environment.doubles.gateway.handlers import (
    captures,
    customers,
    events,
    payment_intents,
    payment_methods,
    refunds,
    webhook_endpoints,
)
from environment.doubles.gateway.handlers.context import RequestContext

Handler = Callable[[RequestContext], JsonObject]


@dataclass(frozen=True, slots=True)
class GatewayRoute:
    """`parameters`: the SDK's TypedDict. `resource`: the name that permissions of restricted keys use."""

    handler: Handler
    parameters: type
    resource: str


_HANDLERS: dict[tuple[str, str], tuple[Handler, type]] = {
    ("POST", "payment_intents"): (payment_intents.create, sdk.PaymentIntentCreateParams),
    ("GET", "payment_intents"): (payment_intents.list_all, sdk.PaymentIntentListParams),
    ("GET", "payment_intents/*"): (payment_intents.retrieve, sdk.PaymentIntentRetrieveParams),
    ("POST", "payment_intents/*"): (payment_intents.update, sdk.PaymentIntentUpdateParams),
    ("POST", "payment_intents/*/confirm"): (payment_intents.confirm, sdk.PaymentIntentConfirmParams),
    ("POST", "payment_intents/*/capture"): (captures.capture, sdk.PaymentIntentCaptureParams),
    ("POST", "payment_intents/*/cancel"): (captures.cancel, sdk.PaymentIntentCancelParams),
    ("POST", "refunds"): (refunds.create, sdk.RefundCreateParams),
    ("GET", "refunds"): (refunds.list_all, sdk.RefundListParams),
    ("GET", "refunds/*"): (refunds.retrieve, sdk.RefundRetrieveParams),
    ("POST", "payment_methods"): (payment_methods.create, sdk.PaymentMethodCreateParams),
    ("GET", "payment_methods"): (payment_methods.list_all, sdk.PaymentMethodListParams),
    ("GET", "payment_methods/*"): (payment_methods.retrieve, sdk.PaymentMethodRetrieveParams),
    ("POST", "payment_methods/*/attach"): (payment_methods.attach, sdk.PaymentMethodAttachParams),
    ("POST", "payment_methods/*/detach"): (payment_methods.detach, sdk.PaymentMethodDetachParams),
    ("POST", "customers"): (customers.create, sdk.CustomerCreateParams),
    ("GET", "customers"): (customers.list_all, sdk.CustomerListParams),
    ("GET", "customers/*"): (customers.retrieve, sdk.CustomerRetrieveParams),
    ("GET", "events"): (events.list_all, sdk.EventListParams),
    ("GET", "events/*"): (events.retrieve, sdk.EventRetrieveParams),
    ("POST", "webhook_endpoints"): (webhook_endpoints.create, sdk.WebhookEndpointCreateParams),
    ("GET", "webhook_endpoints"): (webhook_endpoints.list_all, sdk.WebhookEndpointListParams),
    ("DELETE", "webhook_endpoints/*"): (webhook_endpoints.delete, sdk.WebhookEndpointDeleteParams),
}
ROUTES = {
    (method, pattern): GatewayRoute(handler, parameters, pattern.partition("/")[0])
    for (method, pattern), (handler, parameters) in _HANDLERS.items()
}
"""Routes by method and pattern; in a pattern `*` stands for an id."""
TOKENIZE = ROUTES["POST", "payment_methods"]
"""The one route that a publishable key may use."""


def route(method: str, path: str) -> tuple[GatewayRoute, str]:
    """The route, and the id in the path ("" without one). Raises GatewayRefusal (404) for an unknown path."""
    parts = path.removeprefix("/v1/").strip("/").split("/") if path.startswith("/v1/") else []
    object_id = parts[1] if len(parts) > 1 else ""
    matched = ROUTES.get((method, "/".join([*parts[:1], *["*"] * (len(parts) > 1), *parts[2:]])))
    if matched is None:
        raise GatewayRefusal(
            f"Unrecognized request URL ({method}: {path}). Please see https://stripe.com/docs or we can help"
            " at https://support.stripe.com/.",
            status=404,
        )
    return matched, object_id
