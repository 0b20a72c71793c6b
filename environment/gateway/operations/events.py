"""Events, newest first, by type."""

from __future__ import annotations

from environment.gateway.errors import Wire, invalid, no_such
from environment.gateway.operations.call import Call
from environment.gateway.operations.listing import listed


def retrieve(call: Call) -> Wire:
    event = call.ledger.events.get(call.subject)
    if event is None:
        raise no_such("event", call.subject)
    return event.wire()


def list_all(call: Call) -> Wire:
    """GET /v1/events: of one type, or all."""
    types = call.params.get("types")
    if types is not None and len(types) != 1:
        raise invalid("This sandbox lists the events of one type, or all.", param="types")
    fixed = {"type": types[0]} if types else None
    return listed(call, call.ledger.events, "/v1/events", "event", filters=("type",), fixed=fixed)
