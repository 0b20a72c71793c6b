"""What is handed out: one scenario, or one row of an outline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from math import inf
from typing import Any

from behave.model import ScenarioOutline

from environment.evidence.diagnosis.baselines import key_of
from environment.session.selection import selected


@dataclass(frozen=True)
class Unit:
    """`number` is its place among the run's units, in the order of the features."""

    number: int
    scenario: Any

    @property
    def key(self) -> str:
        """Its name among durations."""
        return key_of(self.scenario.filename, self.scenario.name)


def units_of(features: list[Any], config: Any) -> list[Unit]:
    """Everything that tags, names and lines select, in the order of the features."""
    return [Unit(number, scenario) for number, scenario in enumerate(selected(features, config))]


def longest_first(units: Iterable[Unit], seconds: Mapping[str, float]) -> list[Unit]:
    """The order in which units are handed out.

    What nobody has measured comes before everything: it may be the longest, and a long one that begins last
    makes a run wait for one worker.
    """
    return sorted(units, key=lambda unit: -seconds.get(unit.key, inf))


@contextmanager
def alone(scenario: Any) -> Iterator[Any]:
    """The scenario's feature, which holds nothing else for as long as this lasts."""
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
    """The rule, if there is one, and the feature: what has hooks of its own."""
    owners, each = [], scenario.parent
    while each is not None:
        if not isinstance(each, ScenarioOutline):
            owners.append(each)
        each = each.parent
    return owners
