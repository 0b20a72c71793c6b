"""Letters for acts that run side by side, so that each call can be seen to belong to one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from environment.evidence.diagram.arrows import Arrow
from environment.evidence.diagram.svg import INK

_INKS = ("#0b5cad", "#7a3e9d", "#00695c", "#8a4b00", "#3d4db7", "#5b6300")


def letters_of(arrows: Sequence[Arrow]) -> dict[str, str]:
    """A, B, C ... for each trace whose first call overlaps with another's, in the order they began."""
    first: dict[str, Arrow] = {}
    for arrow in arrows:
        if arrow.trace is not None:
            first.setdefault(arrow.trace, arrow)
    roots = list(first.items())
    beside = [trace for trace, root in roots if any(_overlap(root, other) for _, other in roots)]
    return {trace: _letter(number) for number, trace in enumerate(beside)}


def ink_of(arrow: Arrow, letters: Mapping[str, str]) -> str:
    """The color of an arrow's act."""
    letter = letters.get(arrow.trace or "")
    return _INKS[list(letters.values()).index(letter) % len(_INKS)] if letter else INK


def _overlap(one: Arrow, other: Arrow) -> bool:
    if one is other or one.caller != other.caller:
        return False
    forever = float("inf")
    return one.started < (other.ended or forever) and other.started < (one.ended or forever)


def _letter(number: int) -> str:
    """A to Z, then A2 to Z2 and so on."""
    turn, place = divmod(number, 26)
    return chr(ord("A") + place) + (str(turn + 1) if turn else "")
