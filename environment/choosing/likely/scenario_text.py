"""What a scenario says, to be compared with what a change is about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def text_of(scenario: Any) -> str:
    """Of a scenario of behave: its feature, the titles above it, its own, and its sentences."""
    titles = (*_titles_above(scenario), scenario.name)
    return " ".join((scenario.filename, *titles, *(step.name for step in scenario.all_steps)))


def _titles_above(element: Any) -> Iterator[str]:
    """The titles of the outline, rule and feature that an element stands in."""
    while (element := getattr(element, "parent", None)) is not None:
        yield element.name
