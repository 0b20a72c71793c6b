"""Pages that scenarios of the last run have attached, copied beside the report."""

from __future__ import annotations

import json
from pathlib import Path

PAGES = {"Who may call what": Path("reports/who-may-call-what.html")}
"""The page of each table, by the title of the table, which is the name of its attachment."""


def write_attached_pages(results: Path) -> dict[str, str]:
    """Write the latest page of each table; the files by their titles. A page of an earlier run is removed."""
    latest: dict[str, tuple[int, Path]] = {}
    for path in results.glob("*-result.json"):
        told = json.loads(path.read_text("utf-8"))
        for attached in told.get("attachments", ()):
            title, ended = attached["name"], told["stop"]
            is_page = title in PAGES and attached["type"] == "text/html"
            if is_page and (title not in latest or latest[title][0] < ended):
                latest[title] = ended, results / attached["source"]
    for title, page in PAGES.items():
        page.unlink(missing_ok=True)
        if title in latest:
            page.write_bytes(latest[title][1].read_bytes())
    return {title: page.name for title, page in PAGES.items() if title in latest}
