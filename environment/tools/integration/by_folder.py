"""Levels and scenarios as a table: what each level has proved of each folder, and the last one alone."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from environment.tools.integration.level_run import LevelRun

_WIDTH = 34
Level = tuple[int, LevelRun]


def levels_by_folder(ended: Sequence[Level]) -> Iterator[str]:
    """A line for each folder, with the scenarios that passed at each level; nothing for a single level."""
    if len(ended) < 2:
        return
    earlier = frozenset[str]().union(*(run.proved for _, run in ended[:-1]))
    alone = ended[-1][1].proved - earlier
    yield (
        f"\n{'passed at level':<{_WIDTH}}"
        + "".join(f"{number:>6}" for number, _ in ended)
        + "  the last alone"
    )
    folders = sorted({_folder(name) for _, run in ended for name in run.scenarios})
    for folder in folders:
        counts = "".join(f"{_count(run.proved, folder) or '':>6}" for _, run in ended)
        yield f"{folder:<{_WIDTH}}{counts}{_count(alone, folder) or '':>16}".rstrip()


def _count(names: Collection[str], folder: str) -> int:
    return sum(_folder(name) == folder for name in names)


def _folder(name: str) -> str:
    """The folder of a scenario of JUnit: features.journeys.buying_two_titles.Buying two titles: ..."""
    return name.split(".")[1] if name.startswith("features.") else ""
