"""What hooks add to the report: attachments of the current scenario, and blocks at the top of its page.

Everything lands on the scenario, whatever step is open; outside of any scenario on the run, and without an
Allure formatter nowhere. Secrets must be masked before they come here.
"""

from __future__ import annotations

import base64
import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

import allure_commons
from allure_commons.types import AttachmentType

from environment.reporting.http_exchange import MIME_TYPE, HttpExchange
from environment.reporting.listener import PLUGIN_NAME, AcceptanceListener

LONGEST_TEXT = 64_000
"""Characters of a text that are kept: the last ones. One report holds the texts of all its scenarios."""


def attach_text(name: str, text: str) -> None:
    """Attach plain text; of a long one the end."""
    kept = (
        text
        if len(text) <= LONGEST_TEXT
        else f"[{len(text) - LONGEST_TEXT} characters left out]\n{_end(text)}"
    )
    _attach(kept, name, AttachmentType.TEXT)


def attach_html(name: str, html: str) -> None:
    """Attach a page. Allure shows it in a low frame, and no script in it runs."""
    _attach(html, name, AttachmentType.HTML)


def attach_csv(name: str, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Attach a table."""
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(headings)
    writer.writerows(rows)
    _attach(table.getvalue(), name, AttachmentType.CSV)


def attach_http(name: str, exchange: HttpExchange) -> None:
    """Attach a request with its answer, in Allure's own format for them."""
    _attach(json.dumps(exchange.as_allure(), ensure_ascii=False), name, MIME_TYPE, "httpexchange")


def show_text(text: str) -> None:
    """Put a sentence at the top of the scenario's page."""
    show_html(f"<p>{escape(text)}</p>")


def show_html(html: str) -> None:
    """Put a block at the top of the scenario's page: below earlier ones, above the feature file's words."""
    listener = _listener()
    if listener:
        listener.show(html)


def show_svg(svg: str, alternative: str) -> None:
    """Put a drawing at the top of the scenario's page. alternative: what it shows, in words.

    As an image: Allure strips inline SVG.
    """
    data = base64.b64encode(svg.encode()).decode()
    show_html(f'<p><img alt="{escape(alternative)}" src="data:image/svg+xml;base64,{data}"></p>')


def label(name: str, value: str) -> None:
    """Give the scenario a label, by which the report can group."""
    listener = _listener()
    if listener:
        listener.add_label(name, [value])


def describe_environment(properties: Mapping[str, str]) -> None:
    """Add lines to what the report says about the run, such as {"PostgreSQL": "18.6"}."""
    listener = _listener()
    if listener:
        listener.describe_environment(properties)


def _attach(body: str, name: str, kind: Any, extension: str | None = None) -> None:
    listener = _listener()
    if listener:
        listener.attach_to_scenario(body, name, kind, extension)


def _listener() -> AcceptanceListener | None:
    found: AcceptanceListener | None = allure_commons.plugin_manager.get_plugin(PLUGIN_NAME)
    return found


def _end(text: str) -> str:
    return text[-LONGEST_TEXT:]
