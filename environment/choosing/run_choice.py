"""What a run chooses of its scenarios, by its settings: those a change can touch, a budget, and an order."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from environment.choosing.budget import first_within_budget, goals_of, within_budget
from environment.choosing.change.change_selection import ChangeSelection
from environment.choosing.change.git_change import GitChange, read_change
from environment.choosing.change.step_functions import step_functions
from environment.choosing.change.touched import TouchedScenarios
from environment.choosing.knowledge import Knowledge
from environment.choosing.known_scenario import KnownScenario, name_of
from environment.choosing.likely.change_order import ChangeOrder
from environment.choosing.likely.likeness import Likeness
from environment.choosing.likely.scenario_text import text_of
from environment.choosing.maps.committed_maps import read_recorded_code
from environment.choosing.maps.map_text import UnreadableMap
from environment.choosing.maps.recorded_code import NOT_RECORDED, code_now
from environment.choosing.noticed_defects import UnreadableDefects
from environment.choosing.reach import ScenarioReach, services_by_baseline
from environment.evidence.baseline.scenario_id import ScenarioId
from environment.evidence.baseline.text_format import UnreadableBaseline
from environment.run_modes import RunOrder
from environment.session.workers.durations import durations_file, expected_durations
from environment.session.workers.units import Unit, longest_first
from environment.settings import USUAL_BASE, RunSettings, RunSettingsError


class RunChoice:
    """Leaves scenarios of behave out of a run, and says in which order the others begin."""

    def __init__(self, settings: RunSettings, registry: Any, project: Path) -> None:
        """`registry` is behave's registry of steps."""
        self._settings, self._registry, self._project = settings, registry, project
        self._change: GitChange | None = None
        self._code = NOT_RECORDED
        self._touched = TouchedScenarios()
        self._knowledge = Knowledge(durations_file(settings))
        self._began = 0.0

    @property
    def has_own_order(self) -> bool:
        """Whether scenarios begin in an order for which they need a process beside the one that reports."""
        return self._settings.order not in (None, RunOrder.FILE)

    def leaves_nothing(self, scenarios: Sequence[Any], workers: int) -> bool:
        """Leave scenarios out and say so; whether none is left of some.

        Raises RunSettingsError where the change, a map, or what is known of defects cannot be read.
        """
        if not scenarios or not self._settings.asks_for_change:
            return False
        print("\n".join(self.narrow(scenarios, workers)))
        nothing = all(each.should_skip for each in scenarios)
        if nothing:
            print("Nothing to run: the change can touch none of these scenarios")
        return nothing

    def narrow(self, scenarios: Sequence[Any], workers: int) -> list[str]:
        """Look at the change, and skip what is left out of these scenarios; the lines for the console."""
        chosen, lines = list(scenarios), list[str]()
        try:
            lines.append(self._look_at_change(chosen))
            if self._settings.select_changed:
                chosen = [each for each in chosen if ScenarioId.of_scenario(each) in self._touched.touches]
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
            seconds = expected_durations([unit.key for unit in units], self._knowledge.durations)
            return longest_first(units, seconds)
        ranked = self._ranked([unit.scenario for unit in units])
        place = {each.name: number for number, each in enumerate(ranked)}
        return sorted(units, key=lambda unit: place[unit.key])

    def ended(self, unit: Unit, *, failed: bool) -> None:
        """Tell at once that a scenario is red: in an order by risk its turn to be reported may come late."""
        if failed and self._settings.order is RunOrder.RISK:
            seconds = time.monotonic() - self._began
            print(f"\nRED after {seconds:.0f} s: {unit.scenario.location} {unit.scenario.name}", flush=True)

    def _look_at_change(self, scenarios: Sequence[Any]) -> str:
        base = self._settings.base or USUAL_BASE
        try:
            change = read_change(base, self._project)
        except RunSettingsError as error:
            if self._settings.base is not None:
                raise
            return f"{error}"
        steps = step_functions(self._registry, self._project)
        before = {each.path: each.before for each in change.files if each.is_text}
        self._change, self._code = change, code_now(self._project, read_recorded_code(), before)
        self._touched = ChangeSelection(scenarios, self._reach(scenarios), steps, self._project).of(
            change.files
        )
        what = "Selected" if self._settings.select_changed else "The change can touch"
        return f"{what} {_in_words(change, self._touched, scenarios)}"

    def _reach(self, scenarios: Sequence[Any]) -> ScenarioReach:
        known = self._knowledge
        services = services_by_baseline(known.baseline)
        return ScenarioReach(known.of(scenarios), known.maps, services, self._code)

    def _ranked(self, scenarios: Sequence[Any]) -> list[KnownScenario]:
        """The likeliest to notice the change first; by risk where it touches none of them."""
        known = self._knowledge.of(scenarios)
        risk = self._knowledge.risk(known, self._touched)
        if self._change is None or not self._touched.touches:
            return risk.order(known)
        likeness = Likeness({name_of(each): text_of(each) for each in scenarios})
        order = ChangeOrder(self._reach(scenarios), likeness, risk)
        return order.of(self._change.files, self._touched)

    def _explanations(self, scenarios: Iterable[Any]) -> Iterator[str]:
        if self._settings.explain:
            for each in scenarios:
                why = self._touched.touches[ScenarioId.of_scenario(each)].why
                yield f"  {each.filename}:{each.line} {each.name}: {why}"

    def _in_budget(self, scenarios: Sequence[Any], workers: int) -> tuple[frozenset[str], str]:
        known, budget = self._knowledge.of(scenarios), self._settings.budget
        assert budget is not None
        if self._touched.touches:
            found = first_within_budget(self._ranked(scenarios), budget * workers)
            reached = "the likeliest to notice the change"
        else:
            noticed = self._knowledge.noticed
            goals = goals_of(known, noticed, self._knowledge.baseline)
            risk = self._knowledge.risk(known, self._touched)
            found = within_budget(known, goals, risk, budget * workers)
            of_what = "seeded defects and arrows" if noticed.by_scenario else "arrows"
            reached = f"which reach {found.reached} of {found.goals} {of_what}"
        unknown = sum(each.name not in self._knowledge.measured for each in known)
        return found.names, (
            f"Budget of {budget:g} s with {workers} worker{'s' * (workers > 1)}: "
            f"{len(found.names)} of {len(known)} scenarios, {reached}; they take "
            f"{found.seconds / workers:.0f} s beside the start of the stack; "
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


def _in_words(change: GitChange, touched: TouchedScenarios, scenarios: Sequence[Any]) -> str:
    groups = touched.groups(map(ScenarioId.of_scenario, scenarios))
    why = ", ".join(f"{count} {closeness.value}" for closeness, count in groups.items())
    return (
        f"{sum(groups.values())} of {len(scenarios)} scenarios{f': {why}' if why else ''}; changed files "
        f"since {change.since} ({change.base}): {len(change.files)}, of them not committed: "
        f"{change.uncommitted}"
    )
