"""Which scenarios can notice a defect, by the maps: those that run what is changed."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from environment.choosing.known_scenario import KnownScenario
from environment.choosing.maps.committed_maps import read_maps, read_recorded_code
from environment.choosing.maps.recorded_code import code_now
from environment.choosing.reach import ScenarioReach, services_by_baseline
from environment.evidence.baseline.committed import CommittedBaseline
from environment.evidence.baseline.scenario_id import ScenarioId
from environment.tools.defects.catalog import Defect
from environment.tools.defects.changed_functions import changed_functions
from environment.tools.defects.likeness import Likeness, words_of_defect
from environment.tools.defects.ordering import (
    in_order,
    in_turn,
    known_scenarios,
    scenario_texts,
    scenarios_of_pages,
)


class Basis(StrEnum):
    """By what the scenarios were chosen."""

    FUNCTIONS = "the changed functions"
    SERVICES = "the changed services"
    PAGES = "the browser"


@dataclass(frozen=True)
class Choice:
    """order: the names of the scenarios that can notice a defect, the most promising first."""

    basis: Basis
    order: tuple[str, ...]


class NoticingScenarios:
    """Chooses among the scenarios; one of which no map tells whether it can notice a defect is chosen too."""

    def __init__(self, reach: ScenarioReach, project: Path, texts: Mapping[str, str]) -> None:
        """`texts`: what each scenario says, by name."""
        self._scenarios, self._project = reach.scenarios, project
        self._likeness = Likeness(texts)
        self._reach = reach

    @property
    def about(self) -> str:
        """What the choice rests on, for the console."""
        mapped = len(self._scenarios) - len(self._reach.unmapped)
        return f"{mapped} of {len(self._scenarios)} scenarios have a map of their functions (make maps)"

    def of(self, defect: Defect) -> Choice:
        """The scenarios for one defect. Raises EditDoesNotFit."""
        reach = self._reach
        functions = changed_functions(defect, self._project)
        in_files = reach.functions_in({f"bookstore/{edit.file}" for edit in defect.edits})
        beside = reach.weights(in_files)
        breadth = {each: float(len(in_files & ran)) for each, ran in reach.maps.ran.items()}
        if functions and reach.tells_apart(functions):
            weights = reach.weights(functions)
            known = reach.told_apart(functions)
            return Choice(Basis.FUNCTIONS, self._chosen(defect, weights, (beside, breadth), known))
        weights = dict.fromkeys(reach.crossing(defect.services), 0.0) | beside
        return Choice(Basis.SERVICES, self._chosen(defect, weights, (beside, breadth), reach.services))

    def _chosen(
        self,
        defect: Defect,
        weights: Mapping[ScenarioId, float],
        in_files: Iterable[Mapping[ScenarioId, float]],
        known: Container[ScenarioId],
    ) -> tuple[str, ...]:
        """In turn one that speaks of what the defect is about, and those by what they run of its files.

        `in_files`: how much of rare code, and how much of all code of the files each scenario runs.
        """
        unknown = {each.identity: 0.0 for each in self._scenarios if each.identity not in known}
        every = unknown | {**weights}
        chosen = [each for each in self._scenarios if each.identity in every]
        alike = self._likeness.to(words_of_defect(defect))
        promising = [alike, *(_shares(chosen, each) for each in in_files)]
        return in_turn(*(in_order(chosen, every, each) for each in promising))


def _shares(scenarios: Sequence[KnownScenario], numbers: Mapping[ScenarioId, float]) -> dict[str, float]:
    """By name the number of each scenario, as a part of the largest."""
    most = max((numbers.get(each.identity, 0.0) for each in scenarios), default=0.0) or 1.0
    return {each.name: numbers.get(each.identity, 0.0) / most for each in scenarios}


class PageScenarios:
    """Chooses for a defect of pages among the scenarios that pages can tell: no map has what pages run."""

    def __init__(self, scenarios: Sequence[KnownScenario], texts: Mapping[str, str]) -> None:
        """`texts`: what each scenario says, by name."""
        self._scenarios, self._likeness = scenarios, Likeness(texts)

    def of(self, defect: Defect) -> Choice:
        """In turn one that speaks of what the defect is about, and one that is about pages alone."""
        even = {each.identity: 0.0 for each in self._scenarios}
        alike = self._likeness.to(words_of_defect(defect))
        about_pages = {each.name: float(each.about_pages) for each in self._scenarios}
        orders = (in_order(self._scenarios, even, worth) for worth in (alike, about_pages))
        return Choice(Basis.PAGES, in_turn(*orders))


@dataclass(frozen=True)
class Chooser:
    """Chooses the scenarios for a defect, of a service or of pages."""

    services: NoticingScenarios
    pages: PageScenarios

    @property
    def about(self) -> str:
        """What the choice rests on, for the console."""
        return self.services.about

    def of(self, defect: Defect) -> Choice:
        """The scenarios for one defect. Raises EditDoesNotFit."""
        return self.pages.of(defect) if defect.is_of_pages else self.services.of(defect)


def chooser(project: Path, defects: Iterable[Defect]) -> Chooser:
    """For these defects and the scenarios of the default run, by the committed maps and baseline.

    Raises UnreadableMap.
    """
    of_pages = scenarios_of_pages() if any(each.is_of_pages for each in defects) else ()
    texts, services_of = scenario_texts(), services_by_baseline(CommittedBaseline())
    code = code_now(project, read_recorded_code())
    reach = ScenarioReach(known_scenarios(), read_maps(), services_of, code)
    of_services = NoticingScenarios(reach, project, texts)
    return Chooser(of_services, PageScenarios(of_pages, texts))
