"""Flaky scenarios: red in some runs and green in others of the same code, and what the red ones share."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from environment.session.history.kept_run import KeptRun, RedScenario

_FEWEST_RED_FOR_A_PATTERN = 3
_BY_CHANCE = 0.05
_NIGHT = (22, 6)  # UTC


@dataclass(frozen=True)
class SeenResult:
    """What became of a scenario in one run; `red` is None where it was green."""

    run: KeptRun
    red: RedScenario | None


@dataclass(frozen=True)
class FlakyScenario:
    """A scenario with its results on every code on which it was both red and green, oldest first.

    latest: its newest red result.
    """

    latest: RedScenario
    results: tuple[SeenResult, ...]

    @property
    def red(self) -> tuple[SeenResult, ...]:
        """The red results."""
        return tuple(each for each in self.results if each.red)

    @property
    def codes(self) -> int:
        """On how many versions of the code it was both."""
        return len({each.run.code for each in self.results})

    @property
    def sentences(self) -> Mapping[str, int]:
        """Its sentences with how often each was the reason, the most frequent first."""
        return dict(Counter(each.red.sentence for each in self.results if each.red).most_common())

    @property
    def patterns(self) -> tuple[str, ...]:
        """What all its red results share, where it is unlikely that they do so by chance."""
        if len(self.red) < _FEWEST_RED_FOR_A_PATTERN:
            return ()
        return tuple(_patterns([each.run for each in self.results], [each.run for each in self.red]))


def flaky_scenarios(runs: Iterable[KeptRun]) -> tuple[FlakyScenario, ...]:
    """The flaky scenarios, those that were red most often first; a run of a part tells as much as a whole."""
    by_code: defaultdict[str, list[KeptRun]] = defaultdict(list)
    for run in runs:
        by_code[run.code].append(run)
    results: defaultdict[str, list[SeenResult]] = defaultdict(list)
    for of_code in by_code.values():
        for key, seen in _results_of(of_code).items():
            if any(each.red is None for each in seen):
                results[key] += seen
    found = [_flaky(seen) for seen in results.values()]
    return tuple(sorted(found, key=lambda each: (-len(each.red), each.latest.title)))


def _results_of(runs: Sequence[KeptRun]) -> Mapping[str, Sequence[SeenResult]]:
    """The results of each scenario that was red in one of these runs, in all of them that it was part of."""
    red = {id(run): {each.key: each for each in run.red} for run in runs}
    return {
        key: [
            SeenResult(run, red[id(run)].get(key))
            for run in runs
            if key in run.seconds or key in red[id(run)]
        ]
        for key in dict.fromkeys(key for keys in red.values() for key in keys)
    }


def _flaky(seen: Iterable[SeenResult]) -> FlakyScenario:
    results = tuple(sorted(seen, key=lambda each: each.run.at))
    return FlakyScenario([each.red for each in results if each.red][-1], results)


def _in_words(value: object) -> str:
    if isinstance(value, tuple):
        return " and ".join(f"the {tier} tier" for tier in value) or "a part of the scenarios"
    return str(value)


def _part_of_day(run: KeptRun) -> str:
    late, early = _NIGHT
    is_night = run.when.hour >= late or run.when.hour < early
    return f"between {late}:00 and {early}:00 UTC" if is_night else f"between {early}:00 and {late}:00 UTC"


_Property = Callable[[KeptRun], object]
_PROPERTIES: tuple[tuple[_Property, str], ...] = (
    (lambda run: run.stack, "with the stack {}"),
    (lambda run: run.python.rpartition(".")[0], "with Python {}"),
    (lambda run: run.workers, "with {} workers"),
    (lambda run: run.complete, "in runs of {}"),
    (lambda run: f"{run.when:%A}", "on a {}"),
    (_part_of_day, "{}"),
)


def _patterns(runs: Sequence[KeptRun], red: Sequence[KeptRun]) -> Iterator[str]:
    for of_run, words in _PROPERTIES:
        values = {of_run(run) for run in red}
        if len(values) == 1:
            value = values.pop()
            alike = sum(of_run(run) == value for run in runs)
            if (alike / len(runs)) ** len(red) < _BY_CHANCE:
                when, others = words.format(_in_words(value)), len(runs) - alike
                yield f"only {when}: red in {len(red)} of {alike} such runs, in none of {others} others"
