"""Digests of all tables of a service: equal digests mean equal rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

_BY_ITSELF: Mapping[str, Mapping[str, Sequence[str]]] = {
    "payments": {
        "payments": (
            *("first_sent_at", "unanswered", "attempts", "spent_keys", "look_asked"),
            *("due_at", "traceparent", "baggage", "changed_at"),
        ),
    },
}
"""Columns that a service changes without a request, by service and table: payments asks the gateway again."""


def digests_query(service: str, tables: Sequence[str]) -> str:
    """SQL for one row with one JSON object: a digest of each of these tables."""
    left_out = _BY_ITSELF.get(service, {})
    parts = (f"'{table}', {_digest(table, left_out.get(table, ()))}" for table in tables)
    return f"SELECT json_build_object({', '.join(parts)})"


def _digest(table: str, left_out: Sequence[str]) -> str:
    names = ", ".join(f"'{column}'" for column in left_out)
    row = f"CAST(to_jsonb(one) - ARRAY[{names}] AS text)" if left_out else "CAST(one AS text)"
    return f"""(SELECT coalesce(md5(string_agg(stored, ' ' ORDER BY stored)), '')
        FROM (SELECT {row} AS stored FROM {table} one) rows)"""
