"""What the scenarios reach: the functions they run, by the maps, and the services they cross."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from functools import cached_property

from environment.choosing.known_scenario import KnownScenario
from environment.choosing.maps.function_map import FunctionMap, MappedFunction
from environment.choosing.maps.recorded_code import NOT_RECORDED, RecordedCode
from environment.choosing.recorded_maps import recordings_of
from environment.evidence.baseline.committed import CommittedBaseline
from environment.evidence.baseline.scenario_id import ScenarioId
from environment.topology import topology

ServicesOf = Callable[[ScenarioId], frozenset[str] | None]


class ScenarioReach:
    """Answers for these scenarios; one that no map has may run every function."""

    def __init__(
        self,
        scenarios: Sequence[KnownScenario],
        maps: FunctionMap,
        services_of: ServicesOf,
        code: RecordedCode = NOT_RECORDED,
    ) -> None:
        """`services_of` gives the services that a scenario without a map crosses, None where unknown.

        `code`: what it was before the change, and since which recording; by default as all maps have seen it.
        """
        self.scenarios, self.maps = scenarios, maps
        self.recordings = tuple(recordings_of(maps, code))
        self._services_of = services_of

    @cached_property
    def unmapped(self) -> frozenset[ScenarioId]:
        """The scenarios without a map."""
        return frozenset(each.identity for each in self.scenarios) - self.maps.ran.keys()

    def tells_apart(self, functions: frozenset[MappedFunction]) -> bool:
        """Whether scenarios differ in running them.

        Not where one runs when a service starts, which may change any scenario, or is in no map.
        """
        return self.maps.at_start.isdisjoint(functions) and functions <= self.maps.scenarios_of.keys()

    def told_apart(self, functions: Iterable[MappedFunction]) -> frozenset[ScenarioId]:
        """The scenarios whose maps tell whether they run these functions; older maps do not."""
        functions = tuple(functions)
        telling = [each for each in self.recordings if all(map(each.knows, functions))]
        return frozenset[ScenarioId]().union(*(each.scenarios for each in telling))

    def weights(self, functions: Iterable[MappedFunction]) -> dict[ScenarioId, float]:
        """The scenarios that run one of the functions; more for a function that few of them run."""
        weights: dict[ScenarioId, float] = {}
        for function in functions:
            scenarios = self.maps.scenarios_of.get(function, frozenset())
            for each in scenarios:
                weights[each] = weights.get(each, 0.0) + 1 / len(scenarios)
        return weights

    def functions_in(self, files: Collection[str]) -> frozenset[MappedFunction]:
        """The functions of these files that scenarios run."""
        return frozenset(each for each in self.maps.scenarios_of if each.file in files)

    @cached_property
    def services(self) -> dict[ScenarioId, frozenset[str]]:
        """The services by scenario, where they are known: those it runs functions of, beside each start's."""
        unmapped = {each: self._services_of(each) for each in self.unmapped}
        mapped = {each: services_in(ran - self.maps.at_start) for each, ran in self.maps.ran.items()}
        return mapped | {each: services for each, services in unmapped.items() if services is not None}

    def crossing(self, services: frozenset[str]) -> frozenset[ScenarioId]:
        """The scenarios that are known to cross one of the services."""
        return frozenset(each for each, crossed in self.services.items() if crossed & services)


def covers_of(
    scenarios: Iterable[KnownScenario], maps: FunctionMap, baseline: CommittedBaseline
) -> dict[str, frozenset[Hashable]]:
    """What each scenario covers, by name: the functions of its map and the operations of its baseline."""

    def operations(scenario: KnownScenario) -> Iterable[Hashable]:
        known = baseline.of(scenario.identity)
        return (each.key for each in known.operations) if known else ()

    nothing = frozenset[MappedFunction]()
    return {each.name: maps.ran.get(each.identity, nothing).union(operations(each)) for each in scenarios}


def services_by_baseline(baseline: CommittedBaseline) -> ServicesOf:
    """The services that a scenario crosses by its call profile: callers, callees, and who uses SQL."""

    def services_of(scenario: ScenarioId) -> frozenset[str] | None:
        known = baseline.of(scenario)
        if known is None:
            return None
        parts = {part for each in known.operations for part in each.arrow.split(" -> ")}
        return frozenset(parts.union(known.sql or ())) & frozenset(topology().services)

    return services_of


def services_of_file(file: str) -> frozenset[str]:
    """The services of a file below `bookstore/`: all of them for a part of the platform."""
    folder = file.removeprefix("bookstore/").partition("/")[0]
    services = frozenset(topology().services)
    return services & {folder} or services


def services_in(functions: Iterable[MappedFunction]) -> frozenset[str]:
    """The services that these functions belong to, the platform left out."""
    folders = {each.file.split("/")[1] for each in functions if each.file.startswith("bookstore/")}
    return frozenset(folders) & frozenset(topology().services)
