"""A badge, a letter with a color, for each trace that runs in parallel with another one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from environment.evidence.diagram.arrows import Arrow
from environment.evidence.diagram.svg import INK

_INKS = ("#0b5cad", "#7a3e9d", "#00695c", "#8a4b00", "#3d4db7", "#5b6300")


def badges_of(arrows: Sequence[Arrow]) -> dict[str, str]:
    """A, B, C ... by trace, for traces whose first call overlaps with that of another, by time."""
    first: dict[str, Arrow] = {}
    for arrow in arrows:
        if arrow.trace is not None:
            first.setdefault(arrow.trace, arrow)
    roots = list(first.items())
    parallel = [trace for trace, root in roots if any(_overlap(root, other) for _, other in roots)]
    return {trace: _letter(number) for number, trace in enumerate(parallel)}


def ink_of(arrow: Arrow, badges: Mapping[str, str]) -> str:
    """The color of an arrow: that of its trace's badge, else black."""
    badge = badges.get(arrow.trace or "")
    return _INKS[list(badges.values()).index(badge) % len(_INKS)] if badge else INK


def _overlap(one: Arrow, other: Arrow) -> bool:
    if one is other or one.caller != other.caller:
        return False
    forever = float("inf")
    return one.started < (other.ended or forever) and other.started < (one.ended or forever)


def _letter(number: int) -> str:
    """A to Z, then A2 to Z2 and so on."""
    turn, place = divmod(number, 26)
    return chr(ord("A") + place) + (str(turn + 1) if turn else "")
