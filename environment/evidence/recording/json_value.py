"""JSON values (RFC 8259)."""

import json
from typing import Any, TypeAlias

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
JsonObject: TypeAlias = dict[str, Json]


def json_object(text: str) -> dict[str, Any] | None:
    """The object that a text is; None for anything else, such as a text that was cut short."""
    try:
        found = json.loads(text)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None
