"""Statements of SQL, by what they do to a table."""

from __future__ import annotations


def writing_or_locking(table: str) -> str:
    """A regular expression for statements that change rows of the table, or lock rows until their commit."""
    locks = rf'\bFROM\s+"?{table}\b[\s\S]*\bFOR\s+(?:NO\s+KEY\s+UPDATE|UPDATE|SHARE|KEY\s+SHARE)\b'
    return f"{writing(table)}|{locks}"


def writing(table: str) -> str:
    """A regular expression for statements that change rows of the table, whose name may be quoted."""
    return rf'\b(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+"?{table}\b'
