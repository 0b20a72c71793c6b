"""The scenarios that a defect is shown to, and their order: what is at stake first, then what is quick."""

from __future__ import annotations

from typing import Any

from environment.attach.forecast import load
from environment.session.workers.durations import known_durations
from environment.tools.defects.plan import name_of

_STAKES = ("blocker", "critical", "normal", "minor")
_NOT_SHOWN = frozenset({"planned", "matrix", "crash", "load"})
_UNKNOWN_SECONDS = 0.5


def known_scenarios() -> tuple[str, ...]:
    """The names of the scenarios of the default run."""
    features, *_ = load(("features",))
    seconds = known_durations()
    scenarios = [each for feature in features for each in feature.walk_scenarios()]
    chosen = [each for each in scenarios if not _NOT_SHOWN & set(each.effective_tags)]
    ordered = sorted(chosen, key=lambda each: (_stake(each), seconds.get(name_of(each), _UNKNOWN_SECONDS)))
    return tuple(map(name_of, ordered))


def _stake(scenario: Any) -> int:
    tags = set(scenario.effective_tags)
    return next((rank for rank, tag in enumerate(_STAKES) if tag in tags), len(_STAKES))
