"""Makes Allure's single HTML file open from disk, without any network access, at a sixth of its size.

What changes in the page of Allure 3.18.0:
- Google Analytics is loaded by every report; its two script elements are removed.
- The data scripts and the application race for one global variable. If the application comes first, the page
  shows a spinner permanently (about one load from disk in five). The variable is now made before both.
- A content security policy forbids every request to a host, also one of an attachment.
- Each data file is base64 in a call of its own, `d("<name>","<base64>")`. All of them become one gzip, which
  unpack.js unpacks when the page is opened. The page is packed before anything else changes in it: it has
  more than 100 MB until then.
- The scenarios are in the order of the feature files, see report_order.py.
"""

from __future__ import annotations

import base64
import gzip
import json
import re
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

from environment.reporting.report_order import in_feature_order

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

_LINK_STYLE = (
    ".linked-page{position:fixed;right:48px;bottom:12px;z-index:9;padding:6px 10px;border-radius:6px;"
    "background:#1c1c1c;color:#fff;font:13px system-ui,sans-serif}"
    "@media(max-width:700px){.linked-page{right:16px;bottom:88px}}"
)

_UNPACK = Path(__file__).with_name("unpack.js")
_ENTRY = re.compile(r'd\((?P<name>"[^"]*"),"(?P<content>[A-Za-z0-9+/=]*)"\)')
_OPENS, _ENDS = "Promise.allSettled([", "])"


class UnknownReportFormat(Exception):
    """The page is not that of the known Allure version: Allure was upgraded."""


def self_contained(html: str, linked_pages: Mapping[str, str] | None = None) -> str:
    """The page without analytics and the race, with the policy, and with links to pages in the same folder.

    `linked_pages` are file names by title. Raises UnknownReportFormat where a change does not apply.
    """
    without, analytics = _ANALYTICS.subn("", html)
    if "googletagmanager" in without or not analytics:
        raise UnknownReportFormat("Allure's page loads its analytics in another way than this version knows")
    if "<head>" not in without or "allureReportData[name]" not in without:
        raise UnknownReportFormat("Allure's page holds its data in another way than this version knows")
    changed = without.replace("<head>", f"<head>{_POLICY}{_DATA_GLOBAL}", 1)
    head, end, tail = changed.rpartition("</body>")
    return f"{head}{_links(linked_pages or {})}{end}{tail}"


def packed(html: str) -> str:
    """The page with its data files in one gzip.

    Raises UnknownReportFormat where the data files are not in the known place or form.
    """
    start = html.rfind(_OPENS)
    end = html.find(_ENDS, start)
    entries = list(_ENTRY.finditer(html, start, end)) if 0 <= start < end else []
    if not entries or not _adjoin(html, start + len(_OPENS), entries, end):
        raise UnknownReportFormat("Allure's page holds its data in another way than this version knows")
    files = {json.loads(each["name"]): base64.b64decode(each["content"]) for each in entries}
    data = base64.b64encode(_zipped(in_feature_order(files))).decode()
    return f'{html[:start]}{_UNPACK.read_text("utf-8")}unpack("{data}"){html[end + len(_ENDS) :]}'


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


def _zipped(files: Mapping[str, bytes]) -> bytes:
    index = json.dumps([(name, len(content)) for name, content in files.items()]).encode()
    return gzip.compress(
        b"".join([len(index).to_bytes(4, "big"), index, *files.values()]), compresslevel=6, mtime=0
    )
