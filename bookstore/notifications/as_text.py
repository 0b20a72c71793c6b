"""A mail as plain text."""

from __future__ import annotations

from bookstore.notifications.mail_content import MailContent, MailRow

_RULE = "-" * 48


def render(content: MailContent) -> str:
    """The text part of a mail."""
    titles = [line for row in content.lines for line in _title(row)]
    blocks = (
        [content.headline, "=" * 48],
        [content.greeting],
        [content.opening],
        [_pair(row) for row in (*content.facts, *content.parcel)],
        [_RULE, *titles, _RULE],
        [_pair(row) for row in (*content.sums, content.grand_total, *content.money)],
        *([f"{each.label}:", *(f"    {line}" for line in each.lines)] for each in content.addresses),
        [content.closing],
        ["Bookstore"],
    )
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _title(row: MailRow) -> tuple[str, ...]:
    """A title, its copies, and where it is read; an address has a line of its own, so that none breaks it.

    Of a gift card, the code of each copy follows.
    """
    link = (f"    {row.link.label}:", f"    {row.link.url}") if row.link else ()
    return (row.label, f"    {row.detail}: {row.amount}", *link, *(f"    {code}" for code in row.codes))


def _pair(row: MailRow) -> str:
    label = f"{row.label} ({row.detail})" if row.detail else row.label
    return f"{label}: {row.amount}"
