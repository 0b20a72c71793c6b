"""In a crowd, acts that went alike are shown once or twice: twenty customers, nineteen of them too late."""

from __future__ import annotations

import re
from collections.abc import Sequence

from environment.evidence.diagram.arrows import Arrow

CROWD = 60  # arrows; fewer are all shown
_ALIKE = 2  # acts of a kind that are shown
_SHORTENED = re.compile(r"\w*…\w*")
Kind = frozenset[tuple[str, ...]]


def lookalikes(arrows: Sequence[Arrow], keep: int | None) -> list[Arrow]:
    """What is left out of a crowd since whole acts like it are shown. `keep` is always shown."""
    if len(arrows) <= CROWD:
        return []
    shown: dict[Kind, int] = {}
    left_out: set[str] = set()
    for trace, act in _acts(arrows).items():
        kind = frozenset(_kind(arrow) for arrow in act)
        notable = any(arrow.trouble or arrow.failed or arrow.number == keep for arrow in act)
        if shown.get(kind, 0) >= _ALIKE and not notable:
            left_out.add(trace)
        shown[kind] = shown.get(kind, 0) + 1
    return [arrow for arrow in arrows if arrow.trace in left_out]


def _acts(arrows: Sequence[Arrow]) -> dict[str, list[Arrow]]:
    acts: dict[str, list[Arrow]] = {}
    for arrow in arrows:
        if arrow.trace is not None:
            acts.setdefault(arrow.trace, []).append(arrow)
    return acts


def _kind(arrow: Arrow) -> tuple[str, ...]:
    return tuple(_SHORTENED.sub("…", part) for part in arrow.likeness)
