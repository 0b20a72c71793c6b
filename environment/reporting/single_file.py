"""Makes Allure's single HTML file open from disk every time, and ask nothing of any network.

Three things are changed in what allure 3.18.0 writes:
- Google Analytics is loaded by every report; the two script elements are removed.
- The data scripts and the application race for one global. If the application wins, it waits for ever (a
  spinner in about one load of five, from disk). The global is made before either.
- A content security policy forbids the page to fetch anything, whatever an attachment contains.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

_ANALYTICS = re.compile(
    r'<script async src="https://www\.googletagmanager[^>]*></script>\s*<script>.*?</script>', re.DOTALL
)

_POLICY = (
    '<meta http-equiv="Content-Security-Policy" content="'
    "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval' data: blob:;"
    " style-src 'unsafe-inline' data: blob:;"
    " img-src data: blob:; font-src data: blob:; media-src data: blob:; frame-src data: blob:;"
    " connect-src data: blob:; worker-src data: blob:; form-action 'none'; base-uri 'self'\">"
)

_DATA_GLOBAL = (
    "<script>window.allureReportDataReady=false;window.allureReportData=window.allureReportData||{};</script>"
)


class UnknownReport(Exception):
    """The page does not look like the one this module knows: Allure was upgraded."""


def self_contained(html: str, beside: Mapping[str, str] | None = None) -> str:
    """The page with the three changes, and with links to the files beside it, by their titles.

    Raises UnknownReport if one of the changes finds nothing to hold on to.
    """
    without, analytics = _ANALYTICS.subn("", html)
    if "googletagmanager" in without or not analytics:
        raise UnknownReport("Allure's page loads its analytics in another way than this version knows")
    if "<head>" not in without or "allureReportData[name]" not in without:
        raise UnknownReport("Allure's page holds its data in another way than this version knows")
    changed = without.replace("<head>", f"<head>{_POLICY}{_DATA_GLOBAL}", 1)
    head, end, tail = changed.rpartition("</body>")
    return f"{head}{_links(beside or {})}{end}{tail}"


def _links(beside: Mapping[str, str]) -> str:
    """In a corner that Allure leaves free."""
    style = "position:fixed;right:16px;bottom:12px;z-index:9;padding:6px 10px;border-radius:6px;"
    look = "background:#1c1c1c;color:#fff;font:13px system-ui,sans-serif"
    return "".join(
        f'<a href="{escape(file)}" style="{style}{look}">{escape(title)}</a>'
        for title, file in beside.items()
    )
