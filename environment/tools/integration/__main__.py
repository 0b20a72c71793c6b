"""`make integration HOW=top-down`: runs level after level, and stops at the first red one.

The fault lies in what came last: a red level names the integration points that it has added. A level that can
tell the truth about none of the scenarios is empty, and the next one runs.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from environment.reporting.lost_reports import tolerated
from environment.tools.integration.level_run import LevelRun, run_level
from environment.topology.integration import IntegrationError, IntegrationLevel, integration_orders

SUMMARY = Path("reports/integration.txt")
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
    ended: list[Ended] = []
    for level in levels:
        print(f"\n{level}", flush=True)
        ended.append((level, run_level(_arguments(level, given.jobs, selection))))
        if ended[-1][1].ended_as == "RED":
            break
    text = "\n".join(summary(ended))
    print(f"\n{text}")
    with tolerated(SUMMARY.parent):
        SUMMARY.write_text(f"{text}\n", "utf-8")
    return 0 if ended[-1][1].green else 1


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
    level, run = ended[-1]
    if run.ended_as == "RED":
        yield f"\nLevel {level.number} of {level.order} is red. {_what_is_new(level)}"


def _what_is_new(level: IntegrationLevel) -> str:
    new = ", ".join(level.new_arrows) or "no integration point"
    if level.number == 1:
        return f"It is the first level, with these integration points between real parts: {new}."
    return f"Every earlier level was green. This one has added, and the fault lies there: {new}."


if __name__ == "__main__":
    raise SystemExit(main())
