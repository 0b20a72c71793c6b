"""The functions behind the sentences of a scenario, as the maps name them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from environment.choosing.maps.function_map import MappedFunction


def step_functions(registry: Any, project: Path) -> Callable[[Any], frozenset[MappedFunction]]:
    """Asks behave's registry of steps, once for each scenario."""

    def functions(scenario: Any) -> frozenset[MappedFunction]:
        return frozenset(
            found for step in scenario.all_steps for found in of_step(step.step_type, step.name, step)
        )

    found: dict[tuple[str, str], tuple[MappedFunction, ...]] = {}

    def of_step(kind: str, name: str, step: Any) -> tuple[MappedFunction, ...]:
        if (kind, name) not in found:
            match = registry.find_match(step)
            found[kind, name] = (_named(match.func, project),) if match else ()
        return found[kind, name]

    return cache(functions)


def _named(function: Any, project: Path) -> MappedFunction:
    file = Path(function.__code__.co_filename)
    inside = file.relative_to(project) if file.is_relative_to(project) else file
    return MappedFunction(inside.as_posix(), function.__qualname__)
