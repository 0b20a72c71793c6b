"""The rows of a database in a form in which two equal objects have equal rows."""

from __future__ import annotations

from sqlalchemy import Connection, text

from steps.vocabulary.comparable import without_names

# Two equal objects differ in the keys that their makers chose, in the counters of deliveries and takeovers,
# in the trace that a row was written in, and in a mail with its date. An id or a time is compared by whether
# there is one, and a key by its text where a CHECK has the values that it may take.
_COLUMNS = text("""
    SELECT c.relname, coalesce(array_agg(CAST(a.attname AS text)) FILTER (WHERE
        a.attidentity <> '' OR a.attname = ANY(:bookkeeping)
        OR a.atttypid NOT IN ('uuid'::regtype, 'timestamptz'::regtype)
        AND EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype IN ('p', 'u', 'f')
                    AND a.attnum = ANY(k.conkey))
        AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'c'
                        AND k.conkey = ARRAY[a.attnum])), '{}')
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


def rows_as_text(connection: Connection) -> list[str]:
    """Each row of every table with all that it holds, the table in front; bytes are hexadecimal."""
    return [
        f"{table} {row}"
        for table in tables_of(connection)
        for row in connection.execute(text(f"SELECT CAST(to_jsonb(one) AS text) FROM {table} one")).scalars()
    ]


def tables_of(connection: Connection) -> list[str]:
    """The names of all tables with rows of the business."""
    return [table for table, _ in connection.execute(_COLUMNS, {"bookkeeping": []}).all()]
