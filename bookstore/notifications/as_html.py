"""A mail as HTML: tables and inline styles, since mail programs support little else. All text is escaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from bookstore.notifications.mail_content import MailAddress, MailContent, MailRow

_SANS = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
_SERIF = "font-family:Georgia,'Times New Roman',serif"
_QUIET = f"{_SANS};font-size:13px;line-height:20px;color:#6b6458"
_PLAIN = f"{_SANS};font-size:15px;line-height:24px;color:#2b2722"
_TABLE = 'role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"'

_PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{subject}</title>
</head>
<body style="margin:0;padding:0;background:#f3efe7">
<div style="display:none;max-height:0;overflow:hidden">{opening}</div>
<table {table} style="background:#f3efe7"><tr><td align="center" style="padding:32px 12px">
<table {table} style="max-width:600px;background:#ffffff;border-radius:8px;overflow:hidden">
<tr><td style="background:#1f4a3d;padding:20px 36px;{serif};font-size:20px;color:#ffffff">Bookstore</td></tr>
<tr><td style="padding:36px 36px 8px">
<h1 style="margin:0 0 20px;{serif};font-size:28px;font-weight:normal;color:#1f4a3d">{headline}</h1>
<p style="margin:0 0 8px;{plain}">{greeting}</p>
<p style="margin:0;{plain}">{opening}</p>
</td></tr>
<tr><td style="padding:20px 36px">
<table {table} style="background:#f8f5ef;border-radius:6px"><tr>{facts}</tr></table>
</td></tr>
{parcel}<tr><td style="padding:4px 36px"><table {table}>{lines}</table></td></tr>
<tr><td style="padding:12px 36px 20px"><table {table}>{sums}</table></td></tr>
{addresses}
<tr><td style="padding:20px 36px 28px;border-top:1px solid #e8e1d5;{quiet}">{closing}</td></tr>
</table>
</td></tr></table>
</body>
</html>
"""


def render(content: MailContent) -> str:
    """The HTML part of a mail."""
    return _PAGE.format(
        language=escape(content.language),
        table=_TABLE,
        serif=_SERIF,
        plain=_PLAIN,
        quiet=_QUIET,
        subject=escape(content.subject),
        headline=escape(content.headline),
        greeting=escape(content.greeting),
        opening=escape(content.opening),
        facts="".join(map(_fact, content.facts)),
        parcel=_parcel(content),
        lines="".join(map(_line, content.lines)),
        sums=_sums(content),
        addresses="".join(map(_address, content.addresses)),
        closing=escape(content.closing),
    )


def _address(address: MailAddress) -> str:
    return (
        f'<tr><td style="padding:12px 36px 28px">'
        f'<p style="margin:0 0 4px;{_QUIET}">{escape(address.label)}</p>'
        f'<p style="margin:0;{_PLAIN}">{"<br>".join(map(escape, address.lines))}</p></td></tr>'
    )


def _fact(row: MailRow) -> str:
    label, value = escape(row.label), escape(row.amount)
    return (
        f'<td style="padding:14px 18px;{_QUIET}">{label}<br>'
        f'<span style="{_PLAIN};font-weight:600">{value}</span></td>'
    )


def _parcel(content: MailContent) -> str:
    if not content.parcel:
        return ""
    rows = _rows(content.parcel, f"{_PLAIN};padding:4px 0")
    return f'<tr><td style="padding:0 36px 20px"><table {_TABLE}>{rows}</table></td></tr>'


def _line(row: MailRow) -> str:
    cell = "padding:14px 0;border-bottom:1px solid #e8e1d5;vertical-align:top"
    return (
        f'<tr><td style="{cell};{_PLAIN}">{escape(row.label)}<br>'
        f'<span style="{_QUIET}">{escape(row.detail)}</span>{_link(row)}{_codes(row)}</td>'
        f'<td align="right" style="{cell};{_PLAIN};padding-left:16px;white-space:nowrap">'
        f"{escape(row.amount)}</td></tr>"
    )


def _link(row: MailRow) -> str:
    if row.link is None:
        return ""
    return f'<br><a style="color:#1f4a3d" href="{escape(row.link.url)}">{escape(row.link.label)}</a>'


def _sums(content: MailContent) -> str:
    total = f"{_PLAIN};font-size:18px;font-weight:700;border-top:2px solid #1f4a3d;padding:12px 0 4px"
    return (
        _rows(content.sums, f"{_PLAIN};padding:4px 0 5px")
        + _rows([content.grand_total], total)
        + _rows(content.money, f"{_QUIET};padding:2px 0")
    )


def _codes(row: MailRow) -> str:
    return "".join(f'<br><span style="{_PLAIN}">{escape(code)}</span>' for code in row.codes)


def _rows(rows: Iterable[MailRow], style: str) -> str:
    return "".join(
        f'<tr><td style="{style}">{_label(row)}</td>'
        f'<td align="right" style="{style};white-space:nowrap">{escape(row.amount)}</td></tr>'
        for row in rows
    )


def _label(row: MailRow) -> str:
    detail = f' <span style="{_QUIET}">({escape(row.detail)})</span>' if row.detail else ""
    return escape(row.label) + detail
