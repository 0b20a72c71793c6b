"""What the services have stored of a person: every row of every table is searched for it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from steps.world.actors import Actor

_SHORTEST = 8  # characters; what is shorter may stand in any row


def rows_that_know(actor: Actor, stored: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """By what is known of the person, the tables that know it. No value is repeated: it is personal data."""
    found: dict[str, list[str]] = {}
    for said, value in {**actor.personal_data, **actor.secrets}.items():
        if len(value.strip()) < _SHORTEST:
            continue
        forms = tuple(_spellings(value))
        tables = {
            f"{service}: {row.split()[0]}"
            for service, rows in stored.items()
            for row in rows
            if any(form in row.casefold() for form in forms)
        }
        if tables:
            found[said] = sorted(tables)
    return found


def _spellings(value: str) -> Iterable[str]:
    """The value as a row may have it: as text in JSON, as JSON in such a text, or as bytes."""
    once = json.dumps(value, ensure_ascii=False)[1:-1]
    yield from {once.casefold(), json.dumps(once, ensure_ascii=False)[1:-1].casefold(), value.encode().hex()}
