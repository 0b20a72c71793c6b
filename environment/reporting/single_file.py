"""Makes Allure's single HTML file open from disk, at once, without any network access, and small.

What changes in the page of Allure 3.18.0:
- Google Analytics is loaded by every report; its two script elements are removed.
- A content security policy forbids every request to a host, also one of an attachment.
- Each data file is base64 in a call of its own, `d("<name>","<base64>")`, in one script. They are packed in
  blocks at the end of the page (scenario_blocks.py), and unpack.js unpacks a block when the application asks
  for a file of it. An attachment's content is not even in Allure's page (allure/read_results.mjs).
- The application is packed too, and starts before the blocks are read: the first line is there at once,
  however many scenarios there are. Allure's own scripts race for a global variable: about one load in five
  from disk shows a spinner permanently.
- The scenarios are in the order of the feature files, see report_order.py.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

from environment.reporting.packed_block import zipped
from environment.reporting.report_order import in_feature_order
from environment.reporting.scenario_blocks import scenario_blocks

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

_LINK_STYLE = (
    ".linked-page{position:fixed;right:48px;bottom:12px;z-index:9;padding:6px 10px;border-radius:6px;"
    "background:#1c1c1c;color:#fff;font:13px system-ui,sans-serif}"
    "@media(max-width:700px){.linked-page{right:16px;bottom:88px}}"
)

_NOTE_STYLE = (
    ".unpacking{position:fixed;left:50%;top:40%;transform:translateX(-50%);z-index:2147483647;margin:0;"
    "padding:8px 14px;border-radius:6px;background:#1c1c1c;color:#fff;font:14px system-ui,sans-serif}"
)

_UNPACK = Path(__file__).with_name("unpack.js")
_ENTRY = re.compile(r'd\((?P<name>"[^"]*"),"(?P<content>[A-Za-z0-9+/=]*)"\)')
_OPENS, _ENDS = "Promise.allSettled([", "])"
_SCRIPT_ENDS = "</script>"
_SCRIPTS_OF_DATA = re.compile(r"<script async>\s*window\.allureReportDataReady|<script defer>")
_APPLICATION = re.compile(
    r'<script\s+src="data:text/javascript;base64,(?P<script>[A-Za-z0-9+/=]*)">\s*</script>'
)
_OTHER_DATA = "Allure's page holds its data in another way than this version knows"
_PACKED = "application/gzip;base64"  # a type that no browser runs


class UnknownReportFormat(Exception):
    """The page is not that of the known Allure version: Allure was upgraded."""


def self_contained(html: str, linked_pages: Mapping[str, str] | None = None) -> str:
    """The page without analytics, with the policy, and with links to pages in the same folder.

    `linked_pages` are file names by title. Raises UnknownReportFormat where a change does not apply.
    """
    without, analytics = _ANALYTICS.subn("", html)
    if "googletagmanager" in without or not analytics:
        raise UnknownReportFormat("Allure's page loads its analytics in another way than this version knows")
    if "<head>" not in without:
        raise UnknownReportFormat("Allure's page has no head where this version knows it")
    changed = without.replace("<head>", f"<head>{_POLICY}", 1)
    head, end, tail = changed.rpartition("</body>")
    return f"{head}{_links(linked_pages or {})}{end}{tail}"


def packed(html: str, results: Path) -> str:
    """The page with its application and its data files packed; attachments come from the folder of results.

    Raises UnknownReportFormat where the application or the data files are not in the known place or form.
    """
    application = _APPLICATION.search(html)
    start = html.rfind(_OPENS)
    end = html.find(_ENDS, start)
    entries = list(_ENTRY.finditer(html, start, end)) if 0 <= start < end else []
    if not application or not entries or not _adjoin(html, start + len(_OPENS), entries, end):
        raise UnknownReportFormat(_OTHER_DATA)
    scripts = len(_SCRIPTS_OF_DATA.findall(html, application.end(), start))
    if scripts != html.count("<script", application.end(), end):
        raise UnknownReportFormat(_OTHER_DATA)
    files = {json.loads(each["name"]): base64.b64decode(each["content"]) for each in entries}
    blocks = scenario_blocks(in_feature_order(files), results)
    return "".join(
        [
            html[: application.start()],
            _packed_application(application["script"]),
            *(_packed_script(f"block-{number}", block) for number, block in enumerate(blocks)),
            html[html.index(_SCRIPT_ENDS, end) + len(_SCRIPT_ENDS) :],
        ]
    )


def _packed_script(name: str, content: str) -> str:
    return f'<script type="{_PACKED}" id="{name}">{content}</script>'


def _packed_application(script: str) -> str:
    application = _packed_script("application", zipped(base64.b64decode(script)))
    return f"{application}<style>{_NOTE_STYLE}</style><script>{_UNPACK.read_text('utf-8')}</script>"


def _links(linked_pages: Mapping[str, str]) -> str:
    """Links in the lower right corner, beside Allure's button for shortcuts; on a phone, above its footer."""
    anchors = "".join(
        f'<a href="{escape(file)}" class="linked-page">{escape(title)}</a>'
        for title, file in linked_pages.items()
    )
    return f"<style>{_LINK_STYLE}</style>{anchors}" if anchors else ""


def _adjoin(html: str, start: int, entries: Sequence[re.Match[str]], end: int) -> bool:
    """Whether there is nothing but commas between the data files, and before and after them."""
    starts = [each.start() for each in entries]
    ends = [start - 1, *(each.end() for each in entries)]
    return ends[-1] == end and all(
        here == before + 1 and (before < start or html[before] == ",")
        for before, here in zip(ends, starts, strict=False)
    )
