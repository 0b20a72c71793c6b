"""Which scenarios can notice a defect, by the maps: those that run what is changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from environment.evidence.baseline.committed import CommittedBaseline
from environment.evidence.baseline.scenario_id import ScenarioId
from environment.tools.defects.catalog import Defect
from environment.tools.defects.changed_functions import changed_functions
from environment.tools.defects.ordering import KnownScenario, in_order, known_scenarios
from environment.tools.maps.committed_maps import read_maps
from environment.tools.maps.function_map import FunctionMap, MappedFunction
from environment.topology import topology

ServicesOf = Callable[[ScenarioId], frozenset[str] | None]


class Basis(StrEnum):
    """By what the scenarios were chosen."""

    FUNCTIONS = "the changed functions"
    SERVICES = "the changed services"


@dataclass(frozen=True)
class Choice:
    """order: the names of the scenarios that can notice a defect, the most promising first."""

    basis: Basis
    order: tuple[str, ...]


class NoticingScenarios:
    """Chooses among the scenarios; one that no map has is always chosen, and comes last."""

    def __init__(
        self, scenarios: Sequence[KnownScenario], maps: FunctionMap, services_of: ServicesOf, project: Path
    ) -> None:
        """`services_of` gives the services that a scenario without a map crosses, None where unknown."""
        self._scenarios, self._maps, self._project = scenarios, maps, project
        self._services_of = services_of

    @property
    def about(self) -> str:
        """What the choice rests on, for the console."""
        mapped = sum(each.identity in self._maps.ran for each in self._scenarios)
        return f"{mapped} of {len(self._scenarios)} scenarios have a map of their functions (make maps)"

    def of(self, defect: Defect) -> Choice:
        """The scenarios for one defect. Raises EditDoesNotFit."""
        functions = changed_functions(defect, self._project)
        if functions and self._tell_apart(functions):
            return Choice(Basis.FUNCTIONS, self._chosen(self._weights(functions), self._maps.ran))
        crossing = {each: found for each, found in self._services.items() if found & defect.services}
        weights = dict.fromkeys(crossing, 0.0) | self._weights(self._functions_beside(defect))
        return Choice(Basis.SERVICES, self._chosen(weights, self._services))

    def _tell_apart(self, functions: frozenset[MappedFunction]) -> bool:
        """Not where one runs when a service starts, which may change any scenario, or is in no map."""
        return not functions & self._maps.at_start and functions <= self._maps.scenarios_of.keys()

    def _weights(self, functions: Iterable[MappedFunction]) -> dict[ScenarioId, float]:
        weights: dict[ScenarioId, float] = {}
        for function in functions:
            scenarios = self._maps.scenarios_of[function]
            for each in scenarios:
                weights[each] = weights.get(each, 0.0) + 1 / len(scenarios)
        return weights

    def _functions_beside(self, defect: Defect) -> Iterable[MappedFunction]:
        """Those in the files that are changed: a constant is used beside its place more often than not."""
        files = {f"bookstore/{edit.file}" for edit in defect.edits}
        return [each for each in self._maps.scenarios_of if each.file in files]

    def _chosen(
        self, weights: Mapping[ScenarioId, float], known: Mapping[ScenarioId, object]
    ) -> tuple[str, ...]:
        chosen = [each for each in self._scenarios if each.identity in weights or each.identity not in known]
        return in_order(chosen, weights)

    @cached_property
    def _services(self) -> dict[ScenarioId, frozenset[str]]:
        """The services by scenario: those whose functions it runs, beside what each start runs."""
        found = {
            each.identity: self._services_of(each.identity)
            for each in self._scenarios
            if each.identity not in self._maps.ran
        }
        mapped = {each: _services_in(ran - self._maps.at_start) for each, ran in self._maps.ran.items()}
        return mapped | {each: services for each, services in found.items() if services is not None}


def chooser(project: Path) -> NoticingScenarios:
    """For the scenarios of the default run, by the committed maps and baseline. Raises UnreadableMap."""
    return NoticingScenarios(
        known_scenarios(), read_maps(), services_by_baseline(CommittedBaseline()), project
    )


def services_by_baseline(baseline: CommittedBaseline) -> ServicesOf:
    """The services that a scenario crosses by its call profile: callers, callees, and who uses SQL."""

    def services_of(scenario: ScenarioId) -> frozenset[str] | None:
        known = baseline.of(scenario)
        if known is None:
            return None
        parts = {part for each in known.operations for part in each.arrow.split(" -> ")}
        return frozenset(parts.union(known.sql or ())) & frozenset(topology().services)

    return services_of


def _services_in(functions: Iterable[MappedFunction]) -> frozenset[str]:
    folders = {each.file.split("/")[1] for each in functions if each.file.startswith("bookstore/")}
    return frozenset(folders) & frozenset(topology().services)
