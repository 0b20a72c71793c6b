"""`make integration HOW=top-down`: runs level after level, and stops at the first red one.

The fault lies in what came last: a red level names the integration points that it has added. A level that can
tell the truth about none of the scenarios is empty, and the next one runs.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from environment.reporting.lost_reports import tolerated
from environment.runtime.run_folder import RunFolder
from environment.runtime.signals import interruptible
from environment.tools.integration.by_folder import levels_by_folder
from environment.tools.integration.level_run import LevelRun, run_level, run_side_by_side
from environment.topology.integration import IntegrationError, IntegrationLevel, integration_orders

SUMMARY = Path("reports/integration.txt")
_STACKS = 2  # side by side
Ended = tuple[IntegrationLevel, LevelRun]


def main() -> int:
    """The command; 1 where a level was red."""
    about = f"{__doc__}\nFurther arguments, such as features and --tags, are behave's."
    parser = argparse.ArgumentParser(prog="make integration", description=about)
    parser.add_argument("how", help=f"the order: {', '.join(integration_orders().levels)}")
    parser.add_argument("--jobs", help="workers, by default one for each core")
    given, selection = parser.parse_known_args()
    try:
        levels = integration_orders().all_levels(given.how)
    except IntegrationError as error:
        parser.error(f"HOW={given.how}: {error}")
    together = integration_orders().side_by_side[given.how]
    ended = list(_begun_side_by_side(levels[:together], given.jobs, selection))
    for level in levels[len(ended) :]:
        if any(run.ended_as == "RED" for _, run in ended):
            break
        print(f"\n{level}", flush=True)
        ended.append((level, run_level(_arguments(level, given.jobs, selection))))
    text = "\n".join(summary(ended))
    print(f"\n{text}")
    with tolerated(SUMMARY.parent):
        SUMMARY.write_text(f"{text}\n", "utf-8")
    return 0 if ended[-1][1].green and all(run.ended_as != "RED" for _, run in ended) else 1


def _begun_side_by_side(
    levels: Sequence[IntegrationLevel], jobs: str | None, selection: Sequence[str]
) -> Iterator[Ended]:
    """The first levels at the same time, with half of the workers each; none where cores are too few."""
    cores = int(jobs) if jobs else os.cpu_count() or 1
    if len(levels) != _STACKS or cores < _STACKS:
        return
    print(f"\n{levels[0]}\nand beside it {levels[1]}", flush=True)
    here, beside = (_arguments(level, str(cores // _STACKS), selection) for level in levels)
    with interruptible(), RunFolder() as folder:
        yield from zip(levels, run_side_by_side(here, beside, folder), strict=True)


def _arguments(level: IntegrationLevel, jobs: str | None, selection: Sequence[str]) -> list[str]:
    """behave's arguments; `selection` has features and tags, and is everything where it is empty."""
    chosen = ["-D", f"integration={level.order}", "-D", f"level={level.number}"]
    return [*chosen, *(["--jobs", jobs] if jobs else []), *(selection or ["features/"])]


def summary(ended: Sequence[Ended]) -> Iterator[str]:
    """A line for each level that ran, what is proved first there, and where to look after a red one."""
    before: frozenset[str] = frozenset()
    for level, run in ended:
        first = len(run.proved - before)
        counts = f"{len(run.proved)} scenarios passed, {first} of them at no earlier level"
        yield f"{run.ended_as:<5}  {run.seconds:6.1f} s  {counts}"
        yield f"       {level}"
        before |= run.proved
    yield from levels_by_folder([(level.number, run) for level, run in ended])
    for level in [level for level, run in ended if run.ended_as == "RED"]:
        yield f"\nLevel {level.number} of {level.order} is red. {_what_is_new(level)}"


def _what_is_new(level: IntegrationLevel) -> str:
    new = ", ".join(level.new_arrows) or "no integration point"
    if level.number <= integration_orders().side_by_side[level.order] and level.number > 1:
        return f"It builds on no other level, with these integration points between real parts: {new}."
    if level.number == 1:
        return f"It is the first level, with these integration points between real parts: {new}."
    return f"Every earlier level was green. This one has added, and the fault lies there: {new}."


if __name__ == "__main__":
    raise SystemExit(main())
