"""The units of work that workers get: one scenario, or one row of an outline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from math import inf
from typing import Any

from behave.model import ScenarioOutline

from environment.session.selection import key_of, selected


@dataclass(frozen=True)
class Unit:
    """`number` is the position among the run's units, in the order of the features."""

    number: int
    scenario: Any

    @property
    def key(self) -> str:
        """The name of the unit in the file of durations."""
        return key_of(self.scenario)


def units_of(features: list[Any], config: Any) -> list[Unit]:
    """The scenarios that tags, names and lines select, in the order of the features."""
    return [Unit(number, scenario) for number, scenario in enumerate(selected(features, config))]


def longest_first(units: Iterable[Unit], seconds: Mapping[str, float]) -> list[Unit]:
    """The order in which workers get the units, by the `seconds` of earlier runs.

    A unit without a known duration comes first: it may be the longest, and a long unit that begins last makes
    the run wait for one worker.
    """
    return sorted(units, key=lambda unit: -seconds.get(unit.key, inf))


@contextmanager
def isolated(scenario: Any) -> Iterator[Any]:
    """The scenario's feature; inside the context it contains this scenario only."""
    with ExitStack() as back:
        inner = scenario
        while inner.parent is not None:
            outer = inner.parent
            held = "_scenarios" if isinstance(outer, ScenarioOutline) else "run_items"
            back.callback(setattr, outer, held, getattr(outer, held))
            setattr(outer, held, [inner])
            inner = outer
        yield inner


def owners_of(scenario: Any) -> list[Any]:
    """The rule of a scenario, if it has one, and its feature: both have hooks of their own."""
    owners, each = [], scenario.parent
    while each is not None:
        if not isinstance(each, ScenarioOutline):
            owners.append(each)
        each = each.parent
    return owners
