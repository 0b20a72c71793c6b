"""What a run chooses of its scenarios, by its settings: those a change can touch, a budget, and an order."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from environment.choosing.budget import goals_of, within_budget
from environment.choosing.change.change_selection import ChangeSelection
from environment.choosing.change.git_change import GitChange, read_change
from environment.choosing.change.step_functions import step_functions
from environment.choosing.change.touched import TouchedScenarios
from environment.choosing.known_scenario import KnownScenario, name_of
from environment.choosing.maps.committed_maps import read_maps, read_recorded_code
from environment.choosing.maps.function_map import FunctionMap
from environment.choosing.maps.map_text import UnreadableMap
from environment.choosing.maps.recorded_code import code_now
from environment.choosing.noticed_defects import NoticedDefects, UnreadableDefects, read_noticed
from environment.choosing.reach import ScenarioReach, covers_of, services_by_baseline
from environment.choosing.recently_red import recently_red
from environment.choosing.risk import Risk
from environment.evidence.baseline.committed import CommittedBaseline
from environment.evidence.baseline.scenario_id import ScenarioId
from environment.evidence.baseline.text_format import UnreadableBaseline
from environment.run_modes import RunOrder
from environment.session.workers.durations import durations_file, expected_durations, known_durations
from environment.session.workers.units import Unit, longest_first
from environment.settings import RunSettings, RunSettingsError


class RunChoice:
    """Leaves scenarios of behave out of a run, and says in which order the others begin."""

    def __init__(self, settings: RunSettings, registry: Any, project: Path) -> None:
        """`registry` is behave's registry of steps."""
        self._settings, self._registry, self._project = settings, registry, project
        self._touched = TouchedScenarios()
        self._durations = durations_file(settings)
        self._measured = known_durations(self._durations)
        self._began = 0.0

    @property
    def has_own_order(self) -> bool:
        """Whether scenarios begin in an order for which they need a process beside the one that reports."""
        return self._settings.order not in (None, RunOrder.FILE)

    def leaves_nothing(self, scenarios: Sequence[Any], workers: int) -> bool:
        """Leave scenarios out and say so; whether none is left of some.

        Raises RunSettingsError where the change, a map, or what is known of defects cannot be read.
        """
        if not scenarios or (self._settings.base is None and self._settings.budget is None):
            return False
        print("\n".join(self.narrow(scenarios, workers)))
        nothing = all(each.should_skip for each in scenarios)
        if nothing:
            print("Nothing to run: the change can touch none of these scenarios")
        return nothing

    def narrow(self, scenarios: Sequence[Any], workers: int) -> list[str]:
        """Skip what is left out of these scenarios of behave; the lines for the console."""
        chosen, lines = list(scenarios), list[str]()
        try:
            if self._settings.base is not None:
                change = read_change(self._settings.base, self._project)
                self._touched = self._selection(chosen, change).of(change.files)
                chosen = [each for each in chosen if ScenarioId.of_scenario(each) in self._touched.touches]
                lines.append(
                    _selected_in_words(change, self._settings.base, self._touched, chosen, scenarios)
                )
                lines += [*_by_pages_alone(self._touched), *self._explanations(chosen)]
            if self._settings.budget is not None and chosen:
                names, line = self._in_budget(chosen, workers)
                chosen = [each for each in chosen if name_of(each) in names]
                lines.append(line)
        except (UnreadableMap, UnreadableBaseline, UnreadableDefects) as error:
            raise RunSettingsError(str(error)) from error
        leave_out(scenarios, chosen)
        return lines

    def due(self, units: Sequence[Unit]) -> list[Unit]:
        """The order in which these units begin."""
        self._began = time.monotonic()
        order = self._settings.order or RunOrder.LONGEST
        if order is RunOrder.FILE:
            return list(units)
        if order is RunOrder.LONGEST:
            return longest_first(units, expected_durations([unit.key for unit in units], self._durations))
        known = self._known(unit.scenario for unit in units)
        ranked = self._risk(known).order(known)
        place = {each.name: number for number, each in enumerate(ranked)}
        return sorted(units, key=lambda unit: place[unit.key])

    def ended(self, unit: Unit, *, failed: bool) -> None:
        """Tell at once that a scenario is red: in an order by risk its turn to be reported may come late."""
        if failed and self._settings.order is RunOrder.RISK:
            seconds = time.monotonic() - self._began
            print(f"\nRED after {seconds:.0f} s: {unit.scenario.location} {unit.scenario.name}", flush=True)

    def _known(self, scenarios: Iterable[Any]) -> list[KnownScenario]:
        due = list(scenarios)
        seconds = expected_durations(map(name_of, due), self._durations)
        return [KnownScenario.of_scenario(each, seconds) for each in due]

    @cached_property
    def _baseline(self) -> CommittedBaseline:
        return CommittedBaseline()

    @cached_property
    def _noticed(self) -> NoticedDefects:
        return read_noticed()

    @cached_property
    def _maps(self) -> FunctionMap:
        return read_maps()

    def _risk(self, scenarios: Sequence[KnownScenario]) -> Risk:
        near = {each: touch.closeness.nearness for each, touch in self._touched.touches.items()}
        covers = covers_of(scenarios, self._maps, self._baseline)
        return Risk(near, recently_red(), self._noticed, covers)

    def _selection(self, scenarios: Sequence[Any], change: GitChange) -> ChangeSelection:
        before = {each.path: each.before for each in change.files if each.is_text}
        code = code_now(self._project, read_recorded_code(), before)
        services = services_by_baseline(self._baseline)
        reach = ScenarioReach(self._known(scenarios), self._maps, services, code)
        steps = step_functions(self._registry, self._project)
        return ChangeSelection(scenarios, reach, steps, self._project)

    def _explanations(self, scenarios: Iterable[Any]) -> Iterator[str]:
        if self._settings.explain:
            for each in scenarios:
                why = self._touched.touches[ScenarioId.of_scenario(each)].why
                yield f"  {each.filename}:{each.line} {each.name}: {why}"

    def _in_budget(self, scenarios: Sequence[Any], workers: int) -> tuple[frozenset[str], str]:
        known = self._known(scenarios)
        assert self._settings.budget is not None
        goals = goals_of(known, self._noticed, self._baseline)
        of_what = "seeded defects and arrows" if self._noticed.by_scenario else "arrows"
        found = within_budget(known, goals, self._risk(known), self._settings.budget * workers)
        unknown = sum(each.name not in self._measured for each in known)
        return found.names, (
            f"Budget of {self._settings.budget:g} s with {workers} worker{'s' * (workers > 1)}: "
            f"{len(found.names)} of {len(known)} scenarios, which take {found.seconds / workers:.0f} s "
            f"beside the start of the stack and reach {found.reached} of {found.goals} {of_what}; "
            f"{len(known) - len(found.names)} are left out"
            f"{f'; the seconds of {unknown} were never measured here' if unknown else ''}"
        )


def leave_out(scenarios: Iterable[Any], chosen: Iterable[Any]) -> None:
    """Skip the scenarios that are not chosen, and outlines, rules and features without any that is."""
    kept = {id(each) for each in chosen}
    for each in scenarios:
        if id(each) in kept:
            kept |= {id(owner) for owner in _owners(each)}
    for each in scenarios:
        for left in (each, *_owners(each)):
            if id(left) not in kept and not left.should_skip:
                left.skip()


def _owners(scenario: Any) -> Iterator[Any]:
    each = scenario.parent
    while each is not None:
        yield each
        each = each.parent


def _by_pages_alone(touched: TouchedScenarios) -> Iterator[str]:
    if touched.by_pages_alone:
        files = ", ".join(touched.by_pages_alone)
        yield f"Runs for pages alone, which this run does not use (-D through=browser does): {files}"


def _selected_in_words(
    change: GitChange, base: str, touched: TouchedScenarios, selected: Sequence[Any], of: Sequence[Any]
) -> str:
    groups = touched.groups(map(ScenarioId.of_scenario, selected))
    why = ", ".join(f"{count} {closeness.value}" for closeness, count in groups.items())
    return (
        f"Selected {len(selected)} of {len(of)} scenarios{f': {why}' if why else ''}; changed files since "
        f"{base} ({change.base}): {len(change.files)}, of them not committed: {change.uncommitted}"
    )
