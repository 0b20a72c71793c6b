"""Events, newest first, by type."""

from __future__ import annotations

from environment.doubles.gateway.errors import Wire, invalid, no_such
from environment.doubles.gateway.operations.call import Call
from environment.doubles.gateway.operations.listing import listed


def retrieve(call: Call) -> Wire:
    event = call.ledger.events.get(call.subject)
    if event is None:
        raise no_such("event", call.subject)
    return event.wire()


def list_all(call: Call) -> Wire:
    """GET /v1/events: of one type, of several, or all."""
    types = call.params.get("types")
    if types is not None and "type" in call.params:
        raise invalid(
            "You may only specify one of these parameters: type, types.", code="parameters_exclusive"
        )
    fixed = {"type": tuple(types)} if types else None
    params = {name: value for name, value in call.params.items() if name != "types"}
    return listed(
        Call(call.ledger, params), call.ledger.events, "/v1/events", "event", filters=("type",), fixed=fixed
    )
