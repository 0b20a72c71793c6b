"""Measures what a scenario costs more through the browser than through the API.

The same scenarios run in both ways, in turn, by one worker, with everything that such a run has: trace,
picture and axe through the browser. Start-up of stack and browser is outside a scenario. Only scenarios that
are green in both ways count.
"""

from __future__ import annotations

import subprocess
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from environment.browser.chromium import ChromiumUnavailable, installed_program, require_chromium
from environment.settings import PROJECT_FOLDER
from environment.tools.behave_run import begin_behave
from environment.tools.bench import browser_floor
from environment.tools.gate.results import scenario_results
from environment.tools.project_copy import CODE, copy_project, environ_of

AT_MOST = 2.0
"""Seconds more, in the median of the scenarios."""
FEATURES = (
    "features/journeys/buying_in_every_currency.feature",
    "features/journeys/buying_two_titles.feature",
    "features/checkout_and_payment_gateway/declined_cards.feature",
    "features/checkout_and_payment_gateway/confirming_a_payment_at_the_bank.feature",
    "features/checkout_and_pricing/changed_totals.feature",
)
_ROUNDS = 2
_WAYS: Mapping[str, tuple[str, ...]] = {"api": (), "browser": ("-D", "through=browser")}

Seconds = Mapping[str, float]
"""By scenario."""


@dataclass(frozen=True)
class BrowserCost:
    """Seconds of each scenario that was green in both ways, in the median of the rounds."""

    api: Seconds
    browser: Seconds

    @property
    def more(self) -> Sequence[float]:
        """How many seconds each takes more, ascending."""
        return sorted(self.browser[each] - self.api[each] for each in self.api.keys() & self.browser.keys())

    def lines(self) -> tuple[str, ...]:
        """For people."""
        if not self.more:
            return ("no scenario was green in both ways",)
        return (
            f"{len(self.more)} scenarios, {median(self.api.values()):.2f} s through the API, "
            f"{median(self.browser.values()):.2f} s through the browser, in the median",
            f"{median(self.more):.2f} s more in the median, from {self.more[0]:.2f} to {self.more[-1]:.2f}; "
            f"goal: at most {AT_MOST:.0f}",
        )


def lines() -> tuple[str, ...]:
    """Measure, where there is a browser; one sentence where there is none."""
    try:
        require_chromium()
    except ChromiumUnavailable as missing:
        return (f"not measured: {missing}",)
    alone = browser_floor.floor()
    program = Path(installed_program() or "").name
    return (
        f"{program} alone, {browser_floor.PAGES} pages with trace and picture: "
        f"{median(alone):.2f} s in the median, from {min(alone):.2f} to {max(alone):.2f}",
        *measure().lines(),
    )


def measure() -> BrowserCost:
    """Run the features in both ways, round by round, in a copy of the project."""
    seconds: dict[str, defaultdict[str, list[float]]] = {way: defaultdict(list) for way in _WAYS}
    with TemporaryDirectory(prefix="bench-browser-") as folder:
        project = copy_project(PROJECT_FOLDER, Path(folder) / "project", (*CODE, "features", "baseline"))
        for _ in range(_ROUNDS):
            for way, options in _WAYS.items():
                for scenario, taken in _green_seconds(project, options).items():
                    seconds[way][scenario].append(taken)
    return cost_of(seconds["api"], seconds["browser"])


def cost_of(api: Mapping[str, Sequence[float]], browser: Mapping[str, Sequence[float]]) -> BrowserCost:
    """The cost of the scenarios that were green in both ways."""
    both = api.keys() & browser.keys()
    return BrowserCost(*({each: median(way[each]) for each in sorted(both)} for way in (api, browser)))


def _green_seconds(project: Path, options: Sequence[str]) -> Seconds:
    """Run the features there; the seconds of each scenario that was green."""
    arguments = ["-j", "1", "--format=progress3", *options, *FEATURES]
    nowhere = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    begin_behave(arguments, cwd=project, env=environ_of(project), **nowhere).wait()
    results = scenario_results(project / "reports/allure-results")
    return {f"{each.where} {each.name}": each.seconds for each in results if each.status == "passed"}
