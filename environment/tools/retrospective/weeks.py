"""The weeks of a history: how many scenarios were red in each, by arrow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from environment.session.history.kept_run import KeptRun, RedScenario

NO_ARROW = "no arrow named"
MOST_WEEKS = 52


@dataclass(frozen=True)
class WeekOfRuns:
    """One week, from its Monday.

    runs: how many runs had all of a tier; red_runs: how many of them had a red scenario.
    red: how many scenarios were red, each once however often, by arrow.
    """

    monday: date
    runs: int
    red_runs: int
    red: Mapping[str, int]

    @property
    def scenarios(self) -> int:
        """How many scenarios were red; one that was red at two arrows counts at both."""
        return sum(self.red.values())


def weeks_of(runs: Iterable[KeptRun]) -> tuple[WeekOfRuns, ...]:
    """Every week from the first run to the last, at most a year; runs of a part of a tier do not count.

    A developer's run of the scenario in hand is red on purpose: weeks would count how much was written.
    """
    by_week: defaultdict[date, list[KeptRun]] = defaultdict(list)
    for run in runs:
        if run.complete:
            by_week[monday_of(run.when)].append(run)
    if not by_week:
        return ()
    last = max(by_week)
    first = max(min(by_week), last - timedelta(weeks=MOST_WEEKS - 1))
    mondays = (first + timedelta(weeks=number) for number in range((last - first).days // 7 + 1))
    return tuple(_week(monday, by_week.get(monday, [])) for monday in mondays)


def arrows_of(weeks: Sequence[WeekOfRuns]) -> tuple[str, ...]:
    """The arrows at which scenarios were red, those with most first."""
    totals: defaultdict[str, int] = defaultdict(int)
    for week in weeks:
        for arrow, count in week.red.items():
            totals[arrow] += count
    return tuple(sorted(totals, key=lambda arrow: (-totals[arrow], arrow)))


def monday_of(moment: datetime | date) -> date:
    """The first day of its week."""
    day = moment.date() if isinstance(moment, datetime) else moment
    return day - timedelta(days=day.weekday())


def _week(monday: date, runs: Sequence[KeptRun]) -> WeekOfRuns:
    seen: defaultdict[str, set[str]] = defaultdict(set)
    for each in _red_of(runs):
        seen[each.arrow or NO_ARROW].add(each.key)
    return WeekOfRuns(
        monday=monday,
        runs=len(runs),
        red_runs=sum(bool(run.red) for run in runs),
        red={arrow: len(keys) for arrow, keys in seen.items()},
    )


def _red_of(runs: Iterable[KeptRun]) -> Iterable[RedScenario]:
    return (each for run in runs for each in run.red)
