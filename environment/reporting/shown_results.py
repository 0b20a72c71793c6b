"""Which results a report shows, as a list inside of the report: other pages link only to what it has."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

from environment.reporting.kept_results import shown_at

_LIST = re.compile(rb'<meta name="shown-results" content="([0-9a-f ]*)">')


def with_list_of_shown(html: str, results: Path) -> str:
    """The report of these Allure results with the list in it."""
    uuids = (json.loads(file.read_bytes())["uuid"] for file in results.glob("*-result.json"))
    return html.replace("</head>", f"{_meta(map(shown_at, uuids))}</head>", 1)


def shown_results(report: Path) -> frozenset[str]:
    """The places in a report, each the fragment of its address; none without a report, or without a list."""
    found = _LIST.search(report.read_bytes()) if report.is_file() else None
    return frozenset(found[1].decode().split()) if found else frozenset()


def _meta(places: Iterable[str]) -> str:
    return f'<meta name="shown-results" content="{" ".join(sorted(places))}">'
