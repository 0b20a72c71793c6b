"""An OpenAPI document as FastAPI writes one, and exchanges as the proxy exports them."""

from __future__ import annotations

import json
from typing import Any

from environment.evidence.recording.exchange import Exchange, RecordedMessage

_TITLES = {
    "type": "object",
    "required": ["titles"],
    "properties": {"titles": {"type": "array", "items": {"$ref": "#/components/schemas/Availability"}}},
}
_AVAILABILITY = {
    "type": "object",
    "required": ["sku", "available"],
    "properties": {
        "sku": {"type": "string", "pattern": "^97[89][0-9]{10}$"},
        "available": {"type": "integer", "minimum": 0},
        "note": {"anyOf": [{"type": "string", "maxLength": 5}, {"type": "null"}]},
    },
}
_PAYMENT = {
    "type": "object",
    "required": ["token", "attempts"],
    "additionalProperties": False,
    "properties": {
        "token": {"type": "string", "pattern": "^pm_[a-z]+$"},
        "attempts": {"type": "integer", "minimum": 1},
        "state": {"type": "string", "enum": ["held", "taken"]},
    },
}


def _json(name: str) -> dict[str, Any]:
    return {"content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}}


def _parameter(name: str, within: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": within, "required": True, "schema": schema}


DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.0",
    "paths": {
        "/availability": {
            "get": {
                "parameters": [
                    _parameter("sku", "query", {"type": "array", "items": {"type": "string"}, "maxItems": 2}),
                    {"name": "page", "in": "query", "schema": {"type": "integer", "minimum": 1}},
                ],
                "responses": {"200": _json("Titles"), "404": _json("Titles")},
            }
        },
        "/payments/{payment_id}": {
            "put": {
                "parameters": [
                    _parameter("payment_id", "path", {"type": "string", "format": "uuid"}),
                    _parameter("Idempotency-Key", "header", {"type": "string", "minLength": 3}),
                ],
                "requestBody": {"required": True, **_json("Payment")},
                "responses": {
                    "201": _json("Payment"),
                    "204": {"description": "Known"},
                    "4XX": _json("Payment"),
                },
            }
        },
        "/payments/last": {"get": {"responses": {"200": _json("Payment")}}},
    },
    "components": {
        "schemas": {"Titles": _TITLES, "Availability": _AVAILABILITY, "Payment": _PAYMENT},
    },
}


def message(
    head: str, body: object = None, kind: str = "application/json", **headers: str
) -> RecordedMessage:
    """A request or an answer. A text is the body itself, any other value is written as JSON."""
    text = "" if body is None else body if isinstance(body, str) else json.dumps(body)
    typed = (("content-type", kind),) if text else ()
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return RecordedMessage(head, (*typed, *named), text, len(text))


def exchange(
    request: RecordedMessage,
    answered: RecordedMessage | None,
    arrow: str = "cart -> inventory",
    number: int = 1,
) -> Exchange:
    """A call that no fault touched."""
    return Exchange(
        number=number,
        edge=arrow,
        protocol="http",
        connection=1,
        started=1000.0,
        ended=1000.01,
        correlation=None,
        summary=request.head.rpartition(" ")[0],
        faults=(),
        outcome=str(answered.status) if answered else "the callee hung up",
        deliveries=1,
        request=request,
        answered=answered,
        answer=answered,
    )
