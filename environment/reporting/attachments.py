"""Attachments of the current scenario, and blocks at the top of its page.

An attachment belongs to the scenario, also while a step is open. Outside of a scenario it belongs to the run,
and without the Allure formatter it is dropped. The caller masks secrets.
"""

from __future__ import annotations

import base64
import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

import allure_commons
from allure_commons.types import AttachmentType

from environment.evidence.recording.exchange import Exchange
from environment.reporting.http_exchange import MIME_TYPE, allure_http
from environment.reporting.listener import PLUGIN_NAME, AcceptanceListener

_TRACE = "application/vnd.allure.playwright-trace"
LONGEST_TEXT = 64_000
"""Characters of a text that are kept, the last ones: one report holds the texts of all its scenarios."""


def attach_text(name: str, text: str) -> None:
    """Attach plain text, at most its last LONGEST_TEXT characters."""
    kept = (
        text
        if len(text) <= LONGEST_TEXT
        else f"[{len(text) - LONGEST_TEXT} characters left out]\n{text[-LONGEST_TEXT:]}"
    )
    _attach(kept, name, AttachmentType.TEXT)


def attach_html(name: str, html: str) -> None:
    """Attach an HTML page. Allure shows it in a low frame and runs no script in it."""
    _attach(html, name, AttachmentType.HTML)


def attach_csv(name: str, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Attach a table."""
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(headings)
    writer.writerows(rows)
    _attach(table.getvalue(), name, AttachmentType.CSV)


def attach_jpeg(name: str, image: bytes) -> None:
    """Attach a small picture."""
    _attach(image, name, AttachmentType.JPG)


def attach_png(name: str, image: bytes) -> None:
    """Attach a picture."""
    _attach(image, name, AttachmentType.PNG)


def attach_trace(name: str, path: Path) -> None:
    """Attach a trace of Playwright; the report offers it to be saved, and Playwright's viewer opens it."""
    _attach(path.read_bytes(), name, _TRACE, "zip")


def attach_http(name: str, exchange: Exchange) -> None:
    """Attach an HTTP request with its answer, in Allure's own format."""
    _attach(json.dumps(allure_http(exchange), ensure_ascii=False), name, MIME_TYPE, "httpexchange")


def show_text(text: str) -> None:
    """Put a sentence at the top of the scenario's page."""
    show_html(f"<p>{escape(text)}</p>")


def show_html(html: str) -> None:
    """Put a block at the top of the scenario's page: below earlier ones, above the feature file's text."""
    listener = _listener()
    if listener:
        listener.show(html)


def show_svg(svg: str, alternative: str) -> None:
    """Put a drawing at the top of the scenario's page; `alternative` describes it in words.

    It becomes an image, since Allure strips inline SVG.
    """
    data = base64.b64encode(svg.encode()).decode()
    show_html(f'<p><img alt="{escape(alternative)}" src="data:image/svg+xml;base64,{data}"></p>')


def label(name: str, value: str) -> None:
    """Give the scenario a label, by which the report can group scenarios."""
    listener = _listener()
    if listener:
        listener.add_label(name, [value])


def describe_environment(properties: Mapping[str, str]) -> None:
    """Add properties of the run to the report, such as {"PostgreSQL": "18.6"}."""
    listener = _listener()
    if listener:
        listener.describe_environment(properties)


def _attach(body: str | bytes, name: str, kind: Any, extension: str | None = None) -> None:
    listener = _listener()
    if listener:
        listener.attach_to_scenario(body, name, kind, extension)


def _listener() -> AcceptanceListener | None:
    found: AcceptanceListener | None = allure_commons.plugin_manager.get_plugin(PLUGIN_NAME)
    return found
