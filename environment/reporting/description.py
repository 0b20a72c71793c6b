"""The text at the top of a scenario's page, as HTML: Allure shows one format, and pictures need HTML."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from environment.reporting.behave_model import rule_of


def narrative_of(scenario: Any) -> str:
    """The descriptions in the feature file: that of the scenario, of its rule, then of the feature."""
    rule = rule_of(scenario)
    parts = [
        paragraphs(scenario.description),
        paragraphs(rule.description if rule else ()),
        _quote(scenario.feature.description),
    ]
    return "\n".join(part for part in parts if part)


def paragraphs(lines: Iterable[str]) -> str:
    """Lines as one HTML paragraph; empty for no lines."""
    text = "<br>".join(escape(line.strip()) for line in lines)
    return f"<p>{text}</p>" if text else ""


def _quote(lines: Iterable[str]) -> str:
    text = paragraphs(lines)
    return f"<blockquote>{text}</blockquote>" if text else ""
