"""Some months of a plausible history, as `python -m` of this module writes it into a folder.

The runs are invented and the same each time: a scenario that is flaky at night, one that is flaky with many
workers, an arrow with bad weeks, one that grows, a summer without runs. They are for a look at the page.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path

from environment.session.history.existing import ExistingScenario, existing_scenarios
from environment.session.history.kept_run import KeptRun, MetAnswers, RedScenario, TierCounts
from environment.session.history.run_history import RunHistory

_BEGAN = datetime(2026, 5, 4, tzinfo=UTC)
_WEEKS, _RUNS_A_DAY, _DAYS = 29, 2, 5
_HOLIDAY = range(13, 16)  # weeks without runs
_BAD_WEEKS = {4: 5, 5: 9, 9: 2, 17: 4, 22: 7, 23: 3}
_ARROWS = ("checkout -> payments", "payments -> gateway", "cart -> inventory", "orders -> notifications", "")
_HOLE = "cart: GET /carts/{cart_id} → 404 cart-not-found"
_SENTENCES = (
    "the customer was charged $19.00 and has no order",
    'expected 1 copy of "Dune" to be reserved, saw 2',
    "no mail arrived within 5 s; the inbox has none of this order",
)


@dataclass(frozen=True)
class _Flaw:
    """A flaky scenario: when it may be red, and how often."""

    scenario: ExistingScenario
    arrow: str
    sentence: str
    share: float
    at_night: bool = False
    workers: int = 0

    def is_red(self, at: datetime, workers: int, chance: random.Random) -> bool:
        fits = (not self.at_night or at.hour >= 22) and (not self.workers or self.workers == workers)
        return fits and chance.random() < self.share


class PlausibleHistory:
    """The runs of these scenarios, of which there are six at least."""

    def __init__(self, scenarios: Sequence[ExistingScenario]) -> None:
        self._chance, self._scenarios = random.Random(42), list(scenarios)
        self._seconds = {each.key: self._chance.uniform(0.2, 1.2) for each in scenarios}
        self._flaws = (
            _Flaw(scenarios[1], "orders -> notifications", _SENTENCES[2], 0.4, at_night=True),
            _Flaw(scenarios[2], "cart -> inventory", _SENTENCES[1], 0.25, workers=8),
            _Flaw(scenarios[3], "", "ConnectionError: the answer was cut short", 0.04),
        )

    def runs(self) -> Iterator[KeptRun]:
        """The oldest first."""
        for week, day, turn in product(range(_WEEKS), range(_DAYS), range(_RUNS_A_DAY)):
            if week not in _HOLIDAY:
                yield self._run(_BEGAN + timedelta(weeks=week, days=day, hours=9 + 14 * turn), week, day)

    def _run(self, at: datetime, week: int, day: int) -> KeptRun:
        workers, pace = self._chance.choice((2, 8)), self._chance.uniform(0.8, 1.4)
        red = [*self._broken(week, day)]
        red += [
            _red(each.scenario, each.arrow, each.sentence)
            for each in self._flaws
            if each.is_red(at, workers, self._chance)
        ]
        return KeptRun(
            at=at.isoformat(timespec="seconds"),
            took=round(400 * pace, 1),
            commit=f"{1000 + week * 7 + day:x}abc",
            code=f"code of {week} and {(day + 1) // 3}",
            selection="features",
            complete=("default",),
            stack="embedded",
            python="3.11.7",
            workers=workers,
            exit_code=int(bool(red)),
            counts={"default": TierCounts(len(self._scenarios) - len(red), len(red))},
            red=tuple(red),
            seconds=self._timed(week, pace),
            answers=None if red else MetAnswers(1210, 1209, (_HOLE,)),
        )

    def _broken(self, week: int, day: int) -> Iterator[RedScenario]:
        """What a defect that was there for two days has made red in all runs of these days."""
        others = self._scenarios[6:]
        if day < 2 and others:
            found = random.Random(week)
            for each in found.sample(others, min(_BAD_WEEKS.get(week, 0), len(others))):
                yield _red(each, found.choice(_ARROWS), found.choice(_SENTENCES))

    def _timed(self, week: int, pace: float) -> dict[str, float]:
        first, fourth = self._scenarios[0].key, self._scenarios[4].key
        grown = {first: 0.8 + 0.12 * week, fourth: 2 + (3 if week > 20 else 0)}
        return {
            key: round(value * pace * self._chance.uniform(0.9, 1.1), 2)
            for key, value in (self._seconds | grown).items()
        }


def _red(scenario: ExistingScenario, arrow: str, sentence: str) -> RedScenario:
    return RedScenario(scenario.key, scenario.where, scenario.title, "default", arrow, sentence)


def main(folder: Path) -> None:
    """Write the history of the scenarios that there are into a folder."""
    scenarios = [each for each in existing_scenarios(Path("features")).values() if each.tier == "default"]
    for run in PlausibleHistory(scenarios).runs():
        RunHistory(folder).keep(run)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
