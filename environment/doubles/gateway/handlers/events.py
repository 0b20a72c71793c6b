"""Events: found by id, and listed by type."""

from __future__ import annotations

from environment.doubles.gateway.errors import JsonObject, invalid, no_such
from environment.doubles.gateway.handlers.context import RequestContext
from environment.doubles.gateway.handlers.listing import list_page


def retrieve(context: RequestContext) -> JsonObject:
    """GET /v1/events/{id}"""
    event = context.ledger.events.get(context.object_id)
    if event is None:
        raise no_such("event", context.object_id)
    return event.to_json()


def list_all(context: RequestContext) -> JsonObject:
    """GET /v1/events: those of one type, of several types, or all."""
    types = context.params.get("types")
    if types is not None and "type" in context.params:
        raise invalid(
            "You may only specify one of these parameters: type, types.", code="parameters_exclusive"
        )
    fixed = {"type": tuple(types)} if types else None
    params = {name: value for name, value in context.params.items() if name != "types"}
    return list_page(
        RequestContext(context.ledger, params),
        context.ledger.events,
        "/v1/events",
        "event",
        filters=("type",),
        fixed=fixed,
    )
