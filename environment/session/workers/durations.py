"""The durations of scenarios: those kept from one run with workers to the next, and those of the baseline.

A scenario takes another time through the browser, in containers, with stubs or on another target, so each way
of running has a file of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from environment.evidence.baseline.committed import CommittedBaseline
from environment.evidence.baseline.slow_scenarios import USUAL_SECONDS
from environment.evidence.baseline.text_format import UnreadableBaseline
from environment.run_modes import DatabaseMode, StackMode, Through
from environment.session.kept_figures import keep_figures, read_figures
from environment.settings import RunSettings, RunSettingsError

DURATIONS = Path("reports/durations.json")
_KEPT = 5000  # scenarios; those that have not run for longest are dropped


def durations_file(settings: RunSettings) -> Path:
    """The file of a run with these settings; the usual one has `DURATIONS`."""
    level = settings.integration
    ways = (
        settings.stack.value if settings.stack is not StackMode.EMBEDDED else "",
        settings.target.stem if settings.target else "",
        "postgres-in-container" if settings.database is not DatabaseMode.EMBEDDED else "",
        settings.through.value if settings.through is not Through.API else "",
        f"{level.order}-{level.number}-{'-'.join(level.real)}" if not level.complete else "",
    )
    return DURATIONS.with_stem("-".join((DURATIONS.stem, *filter(None, ways))))


DURATIONS_OF_PAGES = durations_file(RunSettings(through=Through.BROWSER))


def known_durations(path: Path = DURATIONS) -> dict[str, float]:
    """Seconds by scenario; none from a missing or damaged file, which affects the order of a run only."""
    return read_figures(path)


def expected_durations(keys: Iterable[str], path: Path = DURATIONS) -> dict[str, float]:
    """Those of earlier runs in this folder; in a fresh clone those of the baseline.

    Raises RunSettingsError where the baseline is needed and cannot be read.
    """
    return known_durations(path) or committed_durations(keys)


def committed_durations(keys: Iterable[str]) -> dict[str, float]:
    """Seconds of each of these scenarios, by the baseline alone: the same on all machines with one commit.

    Raises RunSettingsError where the baseline cannot be read.
    """
    try:
        slow = CommittedBaseline().slow_scenarios()
    except UnreadableBaseline as error:
        raise RunSettingsError(str(error)) from error
    return {key: slow.get(key, USUAL_SECONDS) for key in keys}


def keep_durations(seen: Mapping[str, float], path: Path = DURATIONS) -> None:
    """Add the durations of a run to the file. Raises OSError."""
    earlier = {key: seconds for key, seconds in known_durations(path).items() if key not in seen}
    kept = list((earlier | {key: round(seconds, 2) for key, seconds in seen.items()}).items())[-_KEPT:]
    keep_figures(dict(kept), path)
