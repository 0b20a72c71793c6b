"""Which capabilities a scenario needs of its target: those that its steps declare with `@needs`.

A word of a sentence may bring needs as well, such as the journey that a step carries out: the functions in
the word's value declare them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import FunctionType
from typing import Any

from steps.vocabulary.capabilities import Capability, declared_needs


def needed_by(scenario: Any, registry: Any) -> dict[Capability, str]:
    """What a scenario of behave needs, each with the first step that needs it.

    `registry` is behave's step registry. A step without a definition needs nothing.
    """
    found: dict[Capability, str] = {}
    for step in scenario.all_steps:
        match = registry.find_match(step)
        for function in functions_of(match) if match else ():
            for capability in declared_needs(function):
                found.setdefault(capability, f"{step.keyword} {step.name}")
    return found


def functions_of(match: Any) -> Iterator[Callable[..., Any]]:
    """The function of the matched step, and the functions in the values of its words."""
    yield match.func
    for argument in match.arguments or ():
        fields = getattr(argument.value, "__dict__", {})
        yield from (each for each in fields.values() if isinstance(each, FunctionType))


def unsupported_needs(
    scenario: Any, registry: Any, unsupported: Mapping[Capability, str]
) -> dict[Capability, str]:
    """What the scenario needs and the target does not support, each with the step that needs it.

    In the order of Capability, so that the first reason is the same in every run.
    """
    needed = needed_by(scenario, registry) if unsupported else {}
    return {each: needed[each] for each in Capability if each in needed.keys() & unsupported}


def why_skipped(missing: Mapping[Capability, str], unsupported: Mapping[Capability, str]) -> str:
    """The message of a skipped scenario: every reason, with the step that needs the capability."""
    reasons = [f'{unsupported[each]} (needed for "{step}")' for each, step in missing.items()]
    return f"Skipped on this target: {'; '.join(reasons)}"
