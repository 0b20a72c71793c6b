"""What a scenario says, to be compared with what a change is about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from environment.reporting.behave_model import row_of


def text_of(scenario: Any) -> str:
    """Of a scenario of behave: its feature, the titles above it, its own, its row, and its sentences."""
    titles = (*_titles_above(scenario), scenario.name)
    cells = row_of(scenario).values()
    return " ".join((scenario.filename, *titles, *cells, *(step.name for step in scenario.all_steps)))


def _titles_above(element: Any) -> Iterator[str]:
    """The titles of the outline, rule and feature that an element stands in."""
    while (element := getattr(element, "parent", None)) is not None:
        yield element.name
