"""The parts of behave's model that the report needs and behave does not offer."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from behave.model import Rule, ScenarioOutline, ScenarioOutlineBuilder

FEATURES = "features"

REASON_HEADINGS = frozenset({"why", "because", "reason"})
"""Columns of an outline that say what a row is for."""


def rule_of(scenario: Any) -> Any | None:
    """The rule that a scenario illustrates, also from within an outline."""
    owner = scenario.parent
    while owner is not None and not isinstance(owner, Rule):
        owner = owner.parent
    return owner


def tags_of(scenario: Any) -> list[str]:
    """All tags that hold for a scenario, outermost first, each once. Rows carry their outline's tags."""
    rule = rule_of(scenario)
    tags = [*scenario.feature.tags, *(rule.tags if rule else ()), *scenario.tags]
    return list(dict.fromkeys(str(tag) for tag in tags))


def row_of(scenario: Any) -> dict[str, str]:
    """The example row a scenario was made from; empty for an ordinary scenario."""
    row = scenario._row  # behave keeps it private, and nothing else tells the row
    return dict(zip(row.headings, row.cells, strict=True)) if row else {}


def title_of(scenario: Any) -> str:
    """The title as it was written: without " -- @1.2", with the row's reason where rows share a title."""
    outline, row = scenario.parent, row_of(scenario)
    if not (row and isinstance(outline, ScenarioOutline)):
        return str(scenario.name or scenario.keyword)
    title = ScenarioOutlineBuilder.render_template(outline.name, row)
    if title != outline.name:
        return str(title)
    reasons = [value for heading, value in row.items() if heading.lower() in REASON_HEADINGS]
    return f"{title} ({', '.join(reasons or row.values())})"


def folder_title(filename: str) -> str | None:
    """``features/cart_and_inventory/x.feature`` -> ``Cart and inventory``; None right below features/."""
    folder = Path(filename).parent.name
    if folder in {"", FEATURES}:
        return None
    words = re.sub(r"[_\s]+", " ", folder).strip()
    return words[:1].upper() + words[1:]


def identity_of(scenario: Any, ordinal: int) -> str:
    """A name for a scenario that no other scenario of the project has, stable while titles stay."""
    rule = rule_of(scenario)
    parts = [
        Path(scenario.filename).parent.as_posix(),
        scenario.feature.name,
        rule.name if rule else "",
        title_of(scenario),
    ]
    cells = [f"{heading}={value}" for heading, value in row_of(scenario).items()]
    return "\x1f".join([*parts, *cells, str(ordinal or "")])
