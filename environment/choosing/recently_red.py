"""Which scenarios were red in the last runs, kept from run to run."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from environment.choosing.known_scenario import name_of
from environment.reporting.lost_reports import tolerated
from environment.session.selection import ran

RECENTLY_RED = Path("reports/recently-red.json")
_RUNS = 20  # a scenario that was green so often is not red recently


def recently_red(path: Path = RECENTLY_RED) -> dict[str, int]:
    """How often each scenario was green since it was red; none from a missing or damaged file."""
    try:
        document: Any = json.loads(path.read_text("utf-8"))
        return {str(name): int(green) for name, green in document.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


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
    path.parent.mkdir(parents=True, exist_ok=True)
    written = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        written.write_text(json.dumps(kept, ensure_ascii=False, indent=0), "utf-8")
        written.replace(path)
    finally:
        written.unlink(missing_ok=True)
