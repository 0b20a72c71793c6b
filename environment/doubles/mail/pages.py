"""The inbox as HTML pages: the list of mails, and one mail as a mail program shows it.

A content security policy keeps the pages, and the frame with the HTML of a mail, from asking any host: a
picture in a mail must not tell its sender that the mail was read.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from environment.doubles.mail.mailbox import ReceivedMail
from environment.doubles.mail.parsing import readable

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy"
  content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title><style>
body {{ font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem }}
table {{ border-collapse: collapse; width: 100% }}
th, td {{ text-align: left; padding: .5rem; border-bottom: 1px solid #ddd; vertical-align: top }}
td {{ overflow-wrap: anywhere }}
th {{ font-weight: 600; color: #666; white-space: nowrap }}
iframe {{ box-sizing: border-box; width: 100%; height: 48rem; border: 1px solid #ddd }}
pre {{ background: #f6f6f6; padding: 1rem; white-space: pre-wrap; overflow-wrap: anywhere }}
@media (max-width: 40rem) {{ body {{ font-size: 13px; padding: 0 .5rem }} th, td {{ padding: .4rem .3rem }} }}
</style></head><body>{body}</body></html>"""


def list_page(mails: Iterable[ReceivedMail]) -> str:
    """The page that lists every mail, the newest first."""
    rows = "".join(_row(mail) for mail in sorted(mails, key=lambda mail: -mail.number))
    empty = '<tr><td colspan="3">No mail has arrived yet.</td></tr>'
    body = (
        f"<h1>Inbox</h1><table><tr><th>Received</th><th>To</th><th>Subject</th></tr>{rows or empty}</table>"
    )
    return _PAGE.format(title="Inbox", body=body)


def _row(mail: ReceivedMail) -> str:
    received = mail.received_at.strftime("%Y-%m-%d %H:%M:%S UTC")
    recipients = escape(readable(", ".join(mail.recipients)))
    subject = escape(mail.header("Subject")) or "(no subject)"
    link = f'<a href="/inbox/{mail.number}/page">{subject}</a>'
    return f"<tr><td>{received}</td><td>{recipients}</td><td>{link}</td></tr>"


def mail_page(mail: ReceivedMail) -> str:
    """The page of one mail: its headers, its HTML (where it has any) in a sandboxed frame, its text."""
    headers = "".join(
        f"<tr><th>{escape(name)}</th><td>{escape(value)}</td></tr>" for name, value in mail.headers()
    )
    body = (
        f'<p><a href="/">Inbox</a> · <a href="/inbox/{mail.number}/raw">source</a></p>'
        f"<table>{headers}</table>{_frame(mail.body('html'))}"
        f"<h2>Text</h2><pre>{escape(mail.body('plain'))}</pre>"
    )
    return _PAGE.format(title=escape(mail.header("Subject")) or "(no subject)", body=body)


def _frame(html: str) -> str:
    return f'<h2>HTML</h2><iframe sandbox title="HTML" srcdoc="{escape(html)}"></iframe>' if html else ""
