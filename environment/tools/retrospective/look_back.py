"""All that the page of the retrospective shows, found in the kept runs and beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from environment.session.history.existing import ExistingScenario
from environment.session.history.kept_run import KeptRun
from environment.tools.escapes.reading import Escape
from environment.tools.retrospective.durations import ScenarioSeconds, growing, slowest
from environment.tools.retrospective.flaky import FlakyScenario, flaky_scenarios
from environment.tools.retrospective.thin_defects import ThinDefect
from environment.tools.retrospective.weeks import WeekOfRuns, weeks_of


@dataclass(frozen=True)
class LookBack:
    """runs: the oldest first. existing: the scenarios of now, by key. thin: None where there is no table."""

    runs: Sequence[KeptRun]
    existing: Mapping[str, ExistingScenario]
    escapes: Sequence[Escape]
    thin: Sequence[ThinDefect] | None

    @cached_property
    def weeks(self) -> tuple[WeekOfRuns, ...]:
        """The weeks of the history."""
        return weeks_of(self.runs)

    @cached_property
    def flaky(self) -> tuple[FlakyScenario, ...]:
        """The scenarios that were red and green on the same code."""
        return flaky_scenarios(self.runs)

    @cached_property
    def slowest(self) -> tuple[ScenarioSeconds, ...]:
        """The slowest scenarios of now."""
        return slowest(self.runs, self.existing)

    @cached_property
    def growing(self) -> tuple[ScenarioSeconds, ...]:
        """The scenarios that take clearly longer than at first."""
        return growing(self.runs, self.existing)

    @property
    def open_escapes(self) -> tuple[Escape, ...]:
        """The escapes that nothing would catch yet."""
        return tuple(each for each in self.escapes if not each.caught_by)

    @property
    def whole_runs(self) -> tuple[KeptRun, ...]:
        """The runs that had all scenarios of a tier."""
        return tuple(run for run in self.runs if run.complete)
