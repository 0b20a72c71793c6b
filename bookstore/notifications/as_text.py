"""A letter as plain text."""

from __future__ import annotations

from bookstore.notifications.mail_content import Letter, Row

_RULE = "-" * 48


def render(letter: Letter) -> str:
    """The text part of a mail."""
    titles = [line for row in letter.lines for line in (row.label, f"    {row.detail}: {row.amount}")]
    blocks = (
        [letter.headline, "=" * 48],
        [letter.greeting],
        [letter.opening],
        [_pair(row) for row in letter.facts],
        [_RULE, *titles, _RULE],
        [_pair(row) for row in (*letter.sums, letter.grand_total, letter.money)],
        [f"{letter.ship_to_label}:", *(f"    {line}" for line in letter.ship_to)],
        [letter.closing],
        ["Bookstore"],
    )
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _pair(row: Row) -> str:
    label = f"{row.label} ({row.detail})" if row.detail else row.label
    return f"{label}: {row.amount}"
