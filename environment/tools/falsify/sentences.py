"""The Then sentences of the suite, and their uses in features."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from behave.runner import the_step_registry

from environment.tools.falsify.values import Parameter
from steps.parameter_types.people import WHO, role_of

_WHO = re.compile(rf"\b(?:{WHO})\b", re.IGNORECASE)
_PARAMETER = re.compile(r"\{(\w+)(?::(\w+))?\}")
Elsewhere = Mapping[tuple[str, str], frozenset[str]]
"""By sentence and name of a parameter, every value that a feature gives to it."""


@dataclass(frozen=True)
class ThenStep:
    """A step of a scenario, with the sentence that defines it (its pattern) and behave's match."""

    step: Any
    sentence: str
    match: Any

    @property
    def parameters(self) -> dict[str, Parameter]:
        """The parameters of the sentence by their names."""
        return parameters_of(self.sentence)

    def where(self) -> str:
        """File and line of the step, and its text."""
        return f'{self.step.filename}:{self.step.line}: "{self.step.keyword} {self.step.name}"'


def then_sentences() -> list[str]:
    """The patterns of all Then sentences. The step modules have to be loaded."""
    return [definition.pattern for definition in the_step_registry.steps["then"]]


def parameters_of(sentence: str) -> dict[str, Parameter]:
    """The parameters of a pattern by their names, in its order."""
    return {name: Parameter(name, kind or "") for name, kind in _PARAMETER.findall(sentence)}


def then_steps(scenario: Any) -> Iterator[ThenStep]:
    """The Then steps of a scenario; a step without a definition is left out."""
    for step in scenario.all_steps:
        if step.step_type == "then" and (found := definition_of(step.name)):
            yield ThenStep(step, *found)


def actors_in(scenario: Any) -> frozenset[str]:
    """The roles that the steps of a scenario name."""
    found = (each for step in scenario.all_steps for each in _WHO.findall(step.name))
    return frozenset(role_of(text.lower()) for text in found)


def definition_of(text: str) -> tuple[str, Any] | None:
    """The first Then sentence that fits, and behave's match; None where there is none."""
    for definition in the_step_registry.steps["then"]:
        if match := definition.match(text):
            return definition.pattern, match
    return None


def values_elsewhere(scenarios: Iterable[Any]) -> Elsewhere:
    """The values of every parameter in these scenarios."""
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for scenario in scenarios:
        for used in then_steps(scenario):
            for argument in used.match.arguments or ():
                found[used.sentence, argument.name].add(argument.original)
    return {key: frozenset(values) for key, values in found.items()}
