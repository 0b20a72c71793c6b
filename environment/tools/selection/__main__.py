"""`make selection-check`: would the scenarios that a change selects have noticed the seeded defects?

Each seeded defect is taken as a change. What is known of it comes from defects/noticed.txt, which
`make defects` writes; the share of the time needs no result. Runs no scenario.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from environment.attach.forecast import load
from environment.choosing.change.change_selection import ChangeSelection
from environment.choosing.change.step_functions import step_functions
from environment.choosing.known_scenario import KnownScenario, name_of
from environment.choosing.maps.committed_maps import read_maps, read_recorded_code, usual_functions
from environment.choosing.maps.function_map import MappedFunction
from environment.choosing.maps.map_text import UnreadableMap
from environment.choosing.maps.recorded_code import code_now
from environment.choosing.noticed_defects import NoticedDefects, UnreadableDefects, read_noticed
from environment.choosing.reach import ScenarioReach, covers_of, services_by_baseline
from environment.choosing.risk import Risk
from environment.evidence.baseline.committed import CommittedBaseline
from environment.session.selection import selected
from environment.session.workers.durations import expected_durations, known_durations
from environment.tools.defects.catalog import BadCatalog, Defect, read_catalog
from environment.tools.defects.changed_functions import changed_files, changed_functions
from environment.tools.defects.edits import EditDoesNotFit
from environment.tools.selection.figures import (
    DefectSelection,
    Order,
    caught_in_budget,
    group_line,
    order_line,
    parts_until_noticed,
)

_BUDGETS = (60.0, 120.0, 300.0)


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
        maps = read_maps()
        baseline = CommittedBaseline()
        code = code_now(project, read_recorded_code())
        self.reach = ScenarioReach(self.scenarios, maps, services_by_baseline(baseline), code)
        self.covers = covers_of(self.scenarios, maps, baseline)
        self._usual = usual_functions(maps.ran.values()) | maps.at_start
        self._selection = ChangeSelection(scenarios, self.reach, step_functions(registry, project), project)

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

    def _mapped(self, scenarios: Iterable[KnownScenario]) -> list[KnownScenario]:
        return [each for each in scenarios if each.identity not in self.reach.unmapped]

    def _is_on_main_path(self, defect: Defect) -> bool:
        functions: frozenset[MappedFunction] | None = changed_functions(defect, self._project)
        if functions:
            return not self._usual.isdisjoint(functions)
        files = {f"bookstore/{edit.file}" for edit in defect.edits}
        return any(each.file in files for each in self._usual)


def main() -> int:
    """Print the figures; 1 where a selection misses a noticed defect, 2 where nothing can be read."""
    try:
        check = SelectionCheck(Path.cwd(), read_noticed())
        found = [check.of(each) for each in read_catalog()]
    except (BadCatalog, EditDoesNotFit, UnreadableMap, UnreadableDefects) as error:
        print(error, file=sys.stderr)
        return 2
    known = sum(bool(each.noticed) for each in found)
    print(
        f"{len(found)} seeded defects as changes, {known} of them with scenarios that noticed them; "
        f"{len(check.scenarios)} scenarios, {len(check.scenarios) - len(check.reach.unmapped)} with a map, "
        f"{check.measured} with known seconds"
    )
    print(group_line("on the main path of a purchase", [each for each in found if each.on_main_path]))
    print(group_line("off it", [each for each in found if not each.on_main_path]))
    print("\n".join(_of_order_and_budget(check)))
    missed = [each for each in found if each.missed]
    for each in missed:
        print(f"MISSED: {each.defect}: none of the {each.noticed} scenarios that noticed it is selected")
    return 1 if missed else 0


def _of_order_and_budget(check: SelectionCheck) -> Iterator[str]:
    noticed, scenarios = check.noticed, check.scenarios
    if len(noticed.by_defect) < 2:
        yield "order and budget: two noticed defects are needed, to learn from one and to try the other"
        return
    risk = Risk(covers=check.covers)
    orders: dict[str, Order] = {
        "file": _fixed(scenarios),
        "longest": _fixed(sorted(scenarios, key=lambda each: -each.seconds)),
        "risk alone": _fixed(risk.order(scenarios)),
        "risk": lambda half: replace(risk, noticed=half).order(scenarios),
    }
    yield "order: the part of the run of one worker after which a defect is noticed"
    for name, order in orders.items():
        yield f"  {name}: {order_line(parts_until_noticed(order, noticed))}"
    for seconds in _BUDGETS:
        by_risk, total = caught_in_budget(scenarios, noticed, risk, seconds, learning=False)
        learned, _ = caught_in_budget(scenarios, noticed, risk, seconds, learning=True)
        yield f"budget: {seconds:g} s of one worker catch {learned} of {total}, by risk alone {by_risk}"


def _seconds(scenarios: Iterable[KnownScenario]) -> float:
    return sum(each.seconds for each in scenarios)


def _fixed(scenarios: Sequence[KnownScenario]) -> Order:
    return lambda _: scenarios


if __name__ == "__main__":
    sys.exit(main())
