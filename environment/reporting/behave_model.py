"""Properties of a scenario that the report needs and behave's model does not offer."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from behave.model import Rule, ScenarioOutline, ScenarioOutlineBuilder

FEATURES = "features"

REASON_HEADINGS = frozenset({"why", "because", "reason"})
"""Columns of an outline that state the reason of a row."""


def rule_of(scenario: Any) -> Any | None:
    """The rule of a scenario, also of a row of an outline; None outside of rules."""
    owner = scenario.parent
    while owner is not None and not isinstance(owner, Rule):
        owner = owner.parent
    return owner


def tags_of(scenario: Any) -> list[str]:
    """All tags of a scenario: those of its feature, its rule, its outline and its own, each once."""
    rule = rule_of(scenario)
    tags = [*scenario.feature.tags, *(rule.tags if rule else ()), *scenario.tags]
    return list(dict.fromkeys(str(tag) for tag in tags))


def row_of(scenario: Any) -> dict[str, str]:
    """The example row of a scenario; empty for a scenario without examples."""
    row = scenario._row  # private in behave, and there is no public way to the row
    return dict(zip(row.headings, row.cells, strict=True)) if row else {}


def title_of(scenario: Any) -> str:
    """The title as written, without " -- @1.2". Rows with the same title get their reason added."""
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
    """A key that is unique in the project, and stable while titles do not change.

    `ordinal` distinguishes scenarios of a feature with the same title: 0 for the first.
    """
    rule = rule_of(scenario)
    parts = [
        Path(scenario.filename).parent.as_posix(),
        scenario.feature.name,
        rule.name if rule else "",
        title_of(scenario),
    ]
    cells = [f"{heading}={value}" for heading, value in row_of(scenario).items()]
    return "\x1f".join([*parts, *cells, str(ordinal or "")])
