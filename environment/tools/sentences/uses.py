"""The first step of a feature that uses each sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from behave.matchers import MatchWithError
from behave.model import Feature, Rule, ScenarioOutline, ScenarioOutlineBuilder

_FOR_EXPERTS = "/resilience/"


@dataclass(frozen=True)
class UsedStep:
    """A step as a feature has it, filled from a row where it belongs to an outline."""

    keyword: str
    text: str
    where: str


def first_uses(registry: Any, features: Sequence[Feature]) -> dict[str, UsedStep]:
    """By the pattern of its sentence, the first step that uses it; business features come first."""
    found: dict[str, UsedStep] = {}
    seen: set[tuple[str, str]] = set()
    unused = {kind: [*registry.steps[kind], *registry.steps["step"]] for kind in ("given", "when", "then")}
    for feature in sorted(features, key=lambda each: _FOR_EXPERTS in f"/{each.filename}"):
        for step, text in _steps(feature):
            if (step.step_type, text) in seen:
                continue
            seen.add((step.step_type, text))
            if definition := _match(unused[step.step_type], text):
                unused[step.step_type].remove(definition)
                where = f"{feature.filename}:{step.line}"
                found.setdefault(definition.pattern, UsedStep(step.step_type.title(), text, where))
    return found


def _match(definitions: Sequence[Any], text: str) -> Any:
    """The first definition of this text; None where there is none."""
    for definition in definitions:
        match = definition.match(text)
        if match and not isinstance(match, MatchWithError):
            return definition
    return None


def _steps(feature: Feature) -> Iterator[tuple[Any, str]]:
    """The steps of a feature with their texts."""
    for owner in (feature, *(item for item in feature.run_items if isinstance(item, Rule))):
        for statement in (*filter(None, [owner.background]), *owner.scenarios):
            rows = _rows(statement)
            for step in statement.steps:
                texts = (ScenarioOutlineBuilder.render_template(step.name, row) for row in rows)
                yield from ((step, text) for text in dict.fromkeys(texts if rows else [step.name]))


def _rows(statement: Any) -> list[Any]:
    examples = statement.examples if isinstance(statement, ScenarioOutline) else ()
    return [row for each in examples for row in each.table or ()]
