"""The slowest scenarios, and those that grow: by the kept runs, less the pace of their machines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from environment.session.history.kept_run import KeptRun
from environment.tools.retrospective.weeks import monday_of

_MOST = 10
_LAST_RUNS = 10
_WEEKS_COMPARED = 4
_FEWEST_RUNS = 3  # on each side of a comparison
_GROWTH = 1.5
_FEWEST_SECONDS_MORE = 0.5  # below it a scenario grows by chance


@dataclass(frozen=True)
class ScenarioSeconds:
    """The seconds of a scenario: of now, at first, and the median of each week that it ran in."""

    key: str
    now: float
    at_first: float
    by_week: Mapping[date, float]

    @property
    def grows(self) -> bool:
        """Whether it takes clearly longer than at first."""
        return self.now >= self.at_first * _GROWTH and self.now - self.at_first >= _FEWEST_SECONDS_MORE


def slowest(runs: Sequence[KeptRun], existing: Iterable[str]) -> tuple[ScenarioSeconds, ...]:
    """The slowest of the scenarios that there still are, by the median of their last runs."""
    found = [_of_last_runs(key, timed) for key, timed in _timed(runs, existing).items()]
    return tuple(sorted(found, key=lambda each: -each.now)[:_MOST])


def growing(runs: Sequence[KeptRun], existing: Iterable[str]) -> tuple[ScenarioSeconds, ...]:
    """The scenarios whose last weeks are clearly slower than their first ones, the most grown first."""
    found = [_compared(key, timed) for key, timed in _timed(runs, existing).items()]
    grown = [each for each in found if each is not None and each.grows]
    return tuple(sorted(grown, key=lambda each: each.at_first - each.now)[:_MOST])


_Timed = Sequence[tuple[date, float]]


def _timed(runs: Sequence[KeptRun], existing: Iterable[str]) -> Mapping[str, _Timed]:
    """The Monday and the seconds of each run of a scenario, by its key; the oldest first."""
    known, found = frozenset(existing), defaultdict[str, list[tuple[date, float]]](list)
    whole = [run for run in runs if run.complete]
    paces = _paces(whole)
    for run, pace in zip(whole, paces, strict=True):
        for key, seconds in run.seconds.items():
            if key in known:
                found[key].append((monday_of(run.when), seconds / pace))
    return found


def _paces(runs: Sequence[KeptRun]) -> list[float]:
    """How slow the machine of each run was: by the median of its scenarios beside what they usually take."""
    by_key: defaultdict[str, list[float]] = defaultdict(list)
    for run in runs:
        for key, seconds in run.seconds.items():
            by_key[key].append(seconds)
    usual = {key: median(seconds) for key, seconds in by_key.items()}
    return [
        median([seconds / usual[key] for key, seconds in run.seconds.items() if usual[key]] or [1.0]) or 1.0
        for run in runs
    ]


def _of_last_runs(key: str, timed: _Timed) -> ScenarioSeconds:
    now = median(seconds for _, seconds in timed[-_LAST_RUNS:])
    first = median(seconds for _, seconds in timed[:_LAST_RUNS])
    return ScenarioSeconds(key, now, first, _by_week(timed))


def _compared(key: str, timed: _Timed) -> ScenarioSeconds | None:
    """None where its history is too short."""
    weeks = sorted({monday for monday, _ in timed})
    if len(weeks) < 2 * _WEEKS_COMPARED:
        return None
    before = [seconds for monday, seconds in timed if monday <= weeks[_WEEKS_COMPARED - 1]]
    after = [seconds for monday, seconds in timed if monday >= weeks[-_WEEKS_COMPARED]]
    if min(len(before), len(after)) < _FEWEST_RUNS:
        return None
    return ScenarioSeconds(key, median(after), median(before), _by_week(timed))


def _by_week(timed: _Timed) -> Mapping[date, float]:
    found: defaultdict[date, list[float]] = defaultdict(list)
    for monday, seconds in timed:
        found[monday].append(seconds)
    return {monday: median(seconds) for monday, seconds in found.items()}
