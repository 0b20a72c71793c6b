"""Shortens the diagram of a load scenario: of traces with the same calls and answers two are drawn."""

from __future__ import annotations

import re
from collections.abc import Sequence

from environment.evidence.diagram.arrows import Arrow

_LOAD = 60  # arrows; a diagram with fewer shows each of them
_DRAWN = 2  # traces of one shape
_SHORTENED = re.compile(r"\w*…\w*")
Shape = frozenset[tuple[str, ...]]


def arrows_to_leave_out(arrows: Sequence[Arrow], keep: int | None) -> list[Arrow]:
    """The arrows of traces that look like traces already drawn, never the arrow with number `keep`."""
    if len(arrows) <= _LOAD:
        return []
    drawn: dict[Shape, int] = {}
    left_out: set[str] = set()
    for trace, calls in _by_trace(arrows).items():
        shape = frozenset(_without_ids(arrow) for arrow in calls)
        notable = any(arrow.problem or arrow.failed or arrow.number == keep for arrow in calls)
        if drawn.get(shape, 0) >= _DRAWN and not notable:
            left_out.add(trace)
        drawn[shape] = drawn.get(shape, 0) + 1
    return [arrow for arrow in arrows if arrow.trace in left_out]


def _by_trace(arrows: Sequence[Arrow]) -> dict[str, list[Arrow]]:
    found: dict[str, list[Arrow]] = {}
    for arrow in arrows:
        if arrow.trace is not None:
            found.setdefault(arrow.trace, []).append(arrow)
    return found


def _without_ids(arrow: Arrow) -> tuple[str, ...]:
    return tuple(_SHORTENED.sub("…", part) for part in arrow.caption)
