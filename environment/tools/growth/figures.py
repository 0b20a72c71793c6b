"""The figures of two runs, one with ten times the rows, and the limits of what may grow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from environment.tools.growth.memory import RUN_FOLDER, WORKERS
from environment.tools.profile.programs import POSTGRES, RUNNER

# Above a linear growth: what a measurement on a shared machine varies by.
TIME_AT_MOST, SIZE_AT_MOST = 1.3, 1.1
# Of what its results take; the page itself, 2 MB, does not count.
REPORT_AT_MOST = 0.15
# kB for each further scenario. The runner keeps the events of each scenario for the reports, a worker the
# times of the calls of each green one (26 of a purchase). The others may keep nothing: their limit is
# what allocators and caches gain while they warm up. The folder of a run is in memory.
KILOBYTES_AT_MOST = {RUNNER: 120.0, WORKERS: 200.0, RUN_FOLDER: 150.0, POSTGRES: 120.0}
_OTHER_KILOBYTES_AT_MOST = 20.0


@dataclass(frozen=True, slots=True)
class RunFigures:
    """What one run took.

    seconds: the mean duration of a scenario.
    halves: the mean duration of the earlier and of the later runs of the same rows.
    cpu: seconds of the whole run.
    memory: kB by program.
    results, report: bytes.
    report_seconds: how long the report took.
    """

    scenarios: int
    seconds: float
    halves: tuple[float, float]
    cpu: float
    memory: Mapping[str, int]
    results: int
    report: int
    report_seconds: float


@dataclass(frozen=True, slots=True)
class Growth:
    """One quantity at both sizes; `grown` is compared with `limit`."""

    what: str
    small: str
    large: str
    grown: float
    limit: float
    unit: str = "x"

    @property
    def too_much(self) -> bool:
        """Whether it has grown faster than it may."""
        return self.grown > self.limit

    def __str__(self) -> str:
        judgment = "TOO MUCH" if self.too_much else "ok"
        grown = f"{self.grown:.2f} {self.unit}"
        sizes = f"{self.what:<38}{self.small:>12}{self.large:>12}"
        return f"{sizes}{grown:>20}   at most {self.limit:g}   {judgment}"


def growth(small: RunFigures, large: RunFigures) -> list[Growth]:
    """All quantities. Sizes and times are compared for each scenario, so that 1 is linear."""
    more = max(1, large.scenarios - small.scenarios)
    return [*_times_and_sizes(small, large, more), *_memory(small, large, more)]


def _times_and_sizes(small: RunFigures, large: RunFigures, more: int) -> list[Growth]:
    first, second = large.halves
    return [
        _each("time of a scenario", small.seconds, large.seconds, TIME_AT_MOST, "s"),
        _each("time of the later runs of a row", first, second, TIME_AT_MOST, "s"),
        _each(
            "CPU of a scenario", small.cpu / small.scenarios, large.cpu / large.scenarios, TIME_AT_MOST, "s"
        ),
        _each(
            "results of a scenario",
            small.results / small.scenarios / 1000,
            large.results / large.scenarios / 1000,
            SIZE_AT_MOST,
            "kB",
        ),
        Growth(
            "report of a further scenario",
            "",
            f"{(large.report - small.report) / more / 1000:.3g} kB",
            (large.report - small.report) / more / (large.results / large.scenarios),
            REPORT_AT_MOST,
            "x its results",
        ),
        _each(
            "making the report, of a scenario",
            small.report_seconds / small.scenarios,
            large.report_seconds / large.scenarios,
            TIME_AT_MOST,
            "s",
        ),
    ]


def _memory(small: RunFigures, large: RunFigures, more: int) -> list[Growth]:
    return [
        Growth(
            f"memory: {program}",
            f"{small.memory.get(program, 0) / 1024:.1f} MB",
            f"{large.memory[program] / 1024:.1f} MB",
            max(0.0, (large.memory[program] - small.memory.get(program, 0)) / more),
            KILOBYTES_AT_MOST.get(program, _OTHER_KILOBYTES_AT_MOST),
            "kB/scenario",
        )
        for program in sorted(large.memory)
    ]


def _each(what: str, small: float, large: float, limit: float, unit: str) -> Growth:
    return Growth(what, f"{small:.3g} {unit}", f"{large:.3g} {unit}", large / small if small else 0.0, limit)
