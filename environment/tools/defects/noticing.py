"""Which scenarios can notice a defect, by the maps: those that run what is changed."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from environment.choosing.known_scenario import KnownScenario
from environment.choosing.likely.likely_first import LikelyFirst
from environment.choosing.likely.likeness import Likeness
from environment.choosing.likely.ranks import in_order, in_turn
from environment.choosing.maps.committed_maps import read_maps, read_recorded_code
from environment.choosing.maps.recorded_code import code_now
from environment.choosing.reach import ScenarioReach, services_by_baseline
from environment.evidence.baseline.committed import CommittedBaseline
from environment.evidence.baseline.scenario_id import ScenarioId
from environment.tools.defects.catalog import Defect
from environment.tools.defects.changed_functions import changed_functions
from environment.tools.defects.defect_words import words_of_defect
from environment.tools.defects.ordering import known_scenarios, scenario_texts, scenarios_of_pages


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
        self._reach, self._project = reach, project
        self._likely = LikelyFirst(reach, Likeness(texts))

    @property
    def about(self) -> str:
        """What the choice rests on, for the console."""
        scenarios = self._reach.scenarios
        mapped = len(scenarios) - len(self._reach.unmapped)
        return f"{mapped} of {len(scenarios)} scenarios have a map of their functions (make maps)"

    def of(self, defect: Defect) -> Choice:
        """The scenarios for one defect. Raises EditDoesNotFit."""
        reach = self._reach
        functions = changed_functions(defect, self._project)
        if functions and reach.tells_apart(functions):
            weights, known = reach.weights(functions), reach.told_apart(functions)
            return Choice(Basis.FUNCTIONS, self._chosen(defect, weights, known))
        in_files = reach.functions_in({f"bookstore/{edit.file}" for edit in defect.edits})
        weights = dict.fromkeys(reach.crossing(defect.services), 0.0) | reach.weights(in_files)
        return Choice(Basis.SERVICES, self._chosen(defect, weights, reach.services))

    def _chosen(
        self, defect: Defect, weights: Mapping[ScenarioId, float], known: Container[ScenarioId]
    ) -> tuple[str, ...]:
        unknown = {each.identity: 0.0 for each in self._reach.scenarios if each.identity not in known}
        files = {f"bookstore/{edit.file}" for edit in defect.edits}
        return self._likely.order(unknown | {**weights}, words_of_defect(defect), files)


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
