"""Which scenarios were red in the last runs, kept from run to run."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from environment.choosing.known_scenario import name_of
from environment.reporting.lost_reports import tolerated
from environment.session.kept_figures import keep_figures, read_figures
from environment.session.selection import ran

RECENTLY_RED = Path("reports/recently-red.json")
_RUNS = 20  # a scenario that was green so often is not red recently


def recently_red(path: Path = RECENTLY_RED) -> dict[str, int]:
    """How often each scenario was green since it was red; none from a missing or damaged file."""
    return {name: int(green) for name, green in read_figures(path).items()}


def keep_results(features: list[Any], path: Path = RECENTLY_RED) -> None:
    """Add the results of a run of these features of behave."""
    with tolerated(path.parent):
        keep_red({name_of(each): each.status.has_failed() for each in ran(features)}, path)


def keep_red(red: Mapping[str, bool], path: Path = RECENTLY_RED) -> None:
    """Add the results of a run: whether each scenario that ran was red. Raises OSError."""
    known = recently_red(path)
    for name, failed in red.items():
        if failed:
            known[name] = 0
        elif name in known:
            known[name] += 1
    kept = {name: green for name, green in known.items() if green < _RUNS}
    keep_figures(kept, path)
