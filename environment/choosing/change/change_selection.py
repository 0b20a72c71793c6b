"""Which scenarios a change can touch, by what the maps have seen them run."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from environment.choosing.change.changed_file import ChangedFile, FileKind, kind_of
from environment.choosing.change.code_change import CodeChange, code_change
from environment.choosing.change.feature_change import changed_scenarios
from environment.choosing.change.mentions import Mentions
from environment.choosing.change.pages import pages_reach, runs_for_pages_alone
from environment.choosing.change.touched import Closeness, TouchedScenarios
from environment.choosing.change.users import Users, users_of
from environment.choosing.code_parts import called
from environment.choosing.maps.function_map import MappedFunction
from environment.choosing.maps.map_text import WHOLE
from environment.choosing.reach import ScenarioReach, services_of_file
from environment.choosing.recorded_maps import RecordedMaps
from environment.evidence.baseline.scenario_id import ScenarioId, baseline_file

StepsOf = Callable[[Any], Collection[MappedFunction]]


class ChangeSelection:
    """Selects among the scenarios of a run. What no map knows selects too many of them, never too few."""

    def __init__(
        self, scenarios: Sequence[Any], reach: ScenarioReach, steps_of: StepsOf, project: Path
    ) -> None:
        """`scenarios` are those of behave; `steps_of` gives the functions of a scenario's sentences."""
        self._scenarios = {ScenarioId.of_scenario(each): each for each in scenarios}
        self._reach, self._steps_of = reach, steps_of
        self._bookstore, self._steps = (Mentions(project, folder) for folder in ("bookstore", "steps"))

    def of(self, change: Iterable[ChangedFile]) -> TouchedScenarios:
        """The scenarios that this change can touch."""
        touched = TouchedScenarios()
        rules: Mapping[FileKind, Callable[[ChangedFile, TouchedScenarios], None]] = {
            FileKind.FEATURE: self._feature,
            FileKind.TABLE: self._table,
            FileKind.BASELINE: self._baseline,
            FileKind.BOOKSTORE: self._service,
            FileKind.STEPS: self._step,
            FileKind.ENVIRONMENT: self._environment,
            FileKind.EVERYTHING: self._everything,
        }
        for file in change:
            if runs_for_pages_alone(file.path) and not pages_reach(file.path):
                touched.by_pages_alone.append(file.path)
                continue
            if pages_reach(file.path):
                self._through_pages(file, touched)
            kind = kind_of(file.path)
            if kind in rules:
                rules[kind](file, touched)
        return touched

    def _through_pages(self, file: ChangedFile, touched: TouchedScenarios) -> None:
        if not _code_of(file).nothing:
            why = f"pages run {file.path} or ask its service, and the maps are of runs without pages"
            touched.add(self._scenarios, Closeness.SERVICE, why)

    def _feature(self, file: ChangedFile, touched: TouchedScenarios) -> None:
        own = [each for each in self._scenarios.values() if str(each.filename) == file.path]
        changed = changed_scenarios(file.path, file.before, own)
        touched.add(
            map(ScenarioId.of_scenario, changed), Closeness.TEXT, f"{file.path} has other steps or tags"
        )

    def _table(self, file: ChangedFile, touched: TouchedScenarios) -> None:
        area = "/".join(file.path.split("/")[:-1][:2])
        near = [each for each in self._scenarios if each.feature.startswith(f"{area}/")]
        touched.add(near, Closeness.TEXT, f"{file.path} is a table that features of {area} may read")

    def _baseline(self, file: ChangedFile, touched: TouchedScenarios) -> None:
        compared = [
            each
            for each in self._scenarios
            if f"baseline/{baseline_file(each.feature).as_posix()}" == file.path
        ]
        touched.add(compared, Closeness.TEXT, f"{file.path}, which it is compared with, has changed")

    def _everything(self, file: ChangedFile, touched: TouchedScenarios) -> None:
        touched.add(self._scenarios, Closeness.EVERYTHING, f"{file.path} has changed")

    def _service(self, file: ChangedFile, touched: TouchedScenarios) -> None:
        change = _code_of(file)
        if change.nothing:
            return
        for each in self._reach.recordings:
            self._service_in(each, file.path, change, touched)
        self._add_without_map(file.path, services_of_file(file.path), touched)

    def _service_in(
        self, recording: RecordedMaps, path: str, change: CodeChange, touched: TouchedScenarios
    ) -> None:
        """Those among the scenarios of one recording."""
        functions = _named(path, change.functions | change.parameters)
        users = users_of(path, change.names, functions, self._bookstore, recording)
        self._add_those_that_run(functions, users, path, recording, touched)
        at_start = recording.at_start & (functions | users.functions)
        anywhere = users.at_import | {each.file for each in at_start}
        is_looked_at = self._are_looked_at(change.parameters, recording)
        if change.elsewhere or change.heads or change.registered or is_looked_at:
            anywhere |= {path}
        among = recording.scenarios | self._reach.unmapped
        for each in sorted(anywhere):
            crossing = self._reach.crossing(services_of_file(each)) & self._scenarios.keys() & among
            touched.add(crossing, Closeness.SERVICE, f"{path} has changed where no function shows it")

    def _are_looked_at(self, functions: Iterable[str], recording: RecordedMaps) -> bool:
        """Whether code hands one of them on before any scenario: its parameters may be checked then."""
        places = {each for name in functions for each in self._bookstore.of(called(name))}
        return any(
            not each.function or MappedFunction(each.file, each.function) in recording.at_start
            for each in places
        )

    def _step(self, file: ChangedFile, touched: TouchedScenarios) -> None:
        change = _code_of(file)
        if change.nothing:
            return
        if change.elsewhere:
            self._everything(file, touched)
        sentences = {each for scenario in self._scenarios.values() for each in self._steps_of(scenario)}
        functions = _named(file.path, change.functions | change.parameters | change.heads | change.registered)
        names = change.names - {each.name for each in sentences if each.file == file.path}
        for each in self._reach.recordings:
            found = users_of(file.path, names, functions - sentences, self._steps, each)
            if found.at_import or each.at_start & (functions | found.functions):
                why = f"{file.path} has changed"
                touched.add(each.scenarios & self._scenarios.keys(), Closeness.EVERYTHING, why)
            self._add_those_that_run(functions, found, file.path, each, touched)
        for identity, scenario in self._scenarios.items():
            if functions.intersection(self._steps_of(scenario)):
                touched.add([identity], Closeness.FUNCTION, f"a sentence of {file.path} has changed")
        if names or functions - sentences:
            self._add_without_map(file.path, None, touched)

    def _environment(self, file: ChangedFile, touched: TouchedScenarios) -> None:
        if _code_of(file).nothing:
            return
        ran = MappedFunction(file.path, WHOLE)
        for each in self._reach.recordings:
            among = each.scenarios & self._scenarios.keys()
            if each.knows(ran) and ran not in each.at_start:
                running = self._reach.maps.scenarios_of[ran] & among
                touched.add(running, Closeness.FUNCTION, f"it runs {file.path}")
            else:
                touched.add(among, Closeness.EVERYTHING, f"{file.path} has changed")
        self._add_without_map(file.path, None, touched)

    def _add_those_that_run(
        self,
        functions: frozenset[MappedFunction],
        users: Users,
        path: str,
        recording: RecordedMaps,
        touched: TouchedScenarios,
    ) -> None:
        among = recording.scenarios & self._scenarios.keys()
        for closeness, group in ((Closeness.FUNCTION, functions), (Closeness.USER, users.functions)):
            for each in sorted(group):
                running = self._reach.maps.scenarios_of.get(each, frozenset()) & among
                used = "it runs" if closeness is Closeness.FUNCTION else f"{path} is used by"
                touched.add(running, closeness, f"{used} {each.name} of {each.file}")

    def _add_without_map(self, path: str, services: frozenset[str] | None, touched: TouchedScenarios) -> None:
        """Those that may run it: those that cross one of the services by the baseline, or are not known."""
        crossed = self._reach.services
        may_run = [
            each
            for each in self._reach.unmapped
            if services is None or each not in crossed or crossed[each] & services
        ]
        touched.add(may_run, Closeness.WITHOUT_MAP, f"no map says whether it runs {path} (make maps)")


def _named(path: str, names: Iterable[str]) -> frozenset[MappedFunction]:
    return frozenset(MappedFunction(path, each) for each in names)


def _code_of(file: ChangedFile) -> CodeChange:
    """What differs; all of a file that is no Python, or no text."""
    if not file.is_text or not file.path.endswith(".py"):
        return CodeChange(elsewhere=True)
    return code_change(file.before, file.after)
