"""Each seeded defect taken as a change: which of the scenarios of the default run it selects."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from environment.attach.forecast import load
from environment.choosing.change.change_selection import ChangeSelection
from environment.choosing.change.step_functions import step_functions
from environment.choosing.known_scenario import KnownScenario, name_of
from environment.choosing.likely.change_order import ChangeOrder
from environment.choosing.likely.likeness import Likeness
from environment.choosing.likely.scenario_text import text_of
from environment.choosing.maps.committed_maps import read_maps, read_recorded_code, usual_functions
from environment.choosing.maps.function_map import MappedFunction
from environment.choosing.maps.recorded_code import code_now
from environment.choosing.noticed_defects import NoticedDefects
from environment.choosing.reach import ScenarioReach, covers_of, services_by_baseline
from environment.choosing.risk import Risk
from environment.evidence.baseline.committed import CommittedBaseline
from environment.session.selection import selected
from environment.session.workers.durations import expected_durations, known_durations
from environment.tools.defects.catalog import Defect
from environment.tools.defects.changed_functions import changed_files, changed_functions
from environment.tools.selection.figures import DefectSelection


class SelectionCheck:
    """Selects for each defect among the scenarios of the default run."""

    def __init__(self, project: Path, noticed: NoticedDefects) -> None:
        features, registry, config = load(("features",))
        scenarios = selected(features, config)
        measured, seconds = known_durations(), expected_durations(map(name_of, scenarios))
        self.scenarios = [KnownScenario.of_scenario(each, seconds) for each in scenarios]
        self.measured = sum(each.name in measured for each in self.scenarios)
        self.noticed = noticed.by_these(each.name for each in self.scenarios)
        self._project = project
        self._likeness = Likeness({name_of(each): text_of(each) for each in scenarios})
        maps = read_maps()
        self.baseline = baseline = CommittedBaseline()
        code = code_now(project, read_recorded_code())
        self.reach = ScenarioReach(self.scenarios, maps, services_by_baseline(baseline), code)
        self.covers = covers_of(self.scenarios, maps, baseline)
        self._usual = usual_functions(maps.ran.values()) | maps.at_start
        self._selection = ChangeSelection(scenarios, self.reach, step_functions(registry, project), project)

    @property
    def whole(self) -> float:
        """How many seconds all scenarios take one worker."""
        return _seconds(self.scenarios)

    def of(self, defect: Defect) -> DefectSelection:
        """The selection for one defect. Raises EditDoesNotFit."""
        touched = self._selection.of(changed_files(defect, self._project)).touches
        chosen = [each for each in self.scenarios if each.identity in touched]
        names = {each.name for each in chosen}
        by = self.noticed.by_defect.get(defect.name, frozenset())
        return DefectSelection(
            defect.name,
            self._is_on_main_path(defect),
            _seconds(chosen) / _seconds(self.scenarios),
            _seconds(self._mapped(chosen)) / (_seconds(self._mapped(self.scenarios)) or 1.0),
            len(by),
            len(by & names),
        )

    def order_of(self, defect: Defect, learned: NoticedDefects) -> list[KnownScenario]:
        """The order by risk where the defect is the change, and so much is learned. Raises EditDoesNotFit."""
        files = tuple(changed_files(defect, self._project))
        touched = self._selection.of(files)
        near = {each: touch.closeness.nearness for each, touch in touched.touches.items()}
        risk = Risk(near, noticed=learned, covers=self.covers)
        return ChangeOrder(self.reach, self._likeness, risk).of(files, touched)

    def _mapped(self, scenarios: Iterable[KnownScenario]) -> list[KnownScenario]:
        return [each for each in scenarios if each.identity not in self.reach.unmapped]

    def _is_on_main_path(self, defect: Defect) -> bool:
        functions: frozenset[MappedFunction] | None = changed_functions(defect, self._project)
        if functions:
            return not self._usual.isdisjoint(functions)
        files = {f"bookstore/{edit.file}" for edit in defect.edits}
        return any(each.file in files for each in self._usual)


def _seconds(scenarios: Iterable[KnownScenario]) -> float:
    return sum(each.seconds for each in scenarios)
