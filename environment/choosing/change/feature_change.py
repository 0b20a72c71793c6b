"""Which scenarios of a feature differ from those of its earlier text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from behave.parser import ParserError, parse_feature

from environment.evidence.baseline.scenario_id import ScenarioId

_ROW = re.compile(r" -- @\d+\.\d+.*$")


def changed_scenarios(file: str, before: str | None, scenarios: Iterable[Any]) -> list[Any]:
    """The scenarios of behave with other steps, tags, or another name than any of the earlier text.

    Steps are those that run: with the background, with their tables, and with the values of their row. So
    another background changes all scenarios below it, and a comment changes none.
    """
    try:
        earlier = parse_feature(before, filename=file) if before else None
    except ParserError:
        earlier = None
    known = {_content(each) for each in earlier.walk_scenarios()} if earlier else set()
    return [each for each in scenarios if _content(each) not in known]


def _content(scenario: Any) -> tuple[str, str, frozenset[str]]:
    """Without the number of a row, which changes with each row before it."""
    name = _ROW.sub("", scenario.name)
    return name, ScenarioId.of_scenario(scenario).digest, frozenset(map(str, scenario.effective_tags))
