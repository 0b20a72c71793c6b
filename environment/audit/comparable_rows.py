"""The rows of a database in a form in which two equal objects have equal rows."""

from __future__ import annotations

from sqlalchemy import Connection, text

from steps.vocabulary.comparable import without_names

# A column differs between two equal objects where it is part of a key, or an id or a time by its type. So do
# the counters of deliveries and of takeovers, the trace that a row was written in, and a mail with its date.
_COLUMNS = text("""
    SELECT c.relname, coalesce(array_agg(CAST(a.attname AS text)) FILTER (WHERE
        a.atttypid IN ('uuid'::regtype, 'timestamptz'::regtype) OR a.attidentity <> ''
        OR a.attname = ANY(:bookkeeping)
        OR EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype IN ('p', 'u', 'f')
                   AND a.attnum = ANY(k.conkey))), '{}')
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND c.relname <> 'schema_version'
    GROUP BY c.relname ORDER BY c.relname""")
_BOOKKEEPING = (
    "traceparent",
    "baggage",
    "attempts",
    "last_error",
    "fingerprint",
    "owner",
    "fence",
    "message",
)


def comparable_rows(connection: Connection) -> list[str]:
    """Each row of every table, the table in front."""
    found: list[str] = []
    for table, left_out in connection.execute(_COLUMNS, {"bookkeeping": list(_BOOKKEEPING)}).all():
        rows = connection.execute(
            text(f"SELECT CAST(to_jsonb(one) - CAST(:left_out AS text[]) AS text) FROM {table} one"),
            {"left_out": left_out},
        )
        found += [f"{table} {without_names(row)}" for row in rows.scalars()]
    return found


def tables_of(connection: Connection) -> list[str]:
    """The names of all tables with rows of the business."""
    return [table for table, _ in connection.execute(_COLUMNS, {"bookkeeping": []}).all()]
