"""Positions in pixels: lifelines side by side, rows below each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from environment.evidence.diagram.arrows import Arrow
from environment.evidence.diagram.rows import DiagramRow

_ORDER = (
    "customer",
    "staff",
    "stranger",
    "cart",
    "inventory",
    "pricing",
    "checkout",
    "payments",
    "gateway",
    "orders",
    "notifications",
    "mail",
    "postgres",
)
GUTTER = 66  # the width of the times
TOP = 46
_WIDEST, _COLUMN, _NARROWEST = 1100, 190, 560
_HEIGHTS = {"whole": 37, "call": 27, "answer": 24, "divider": 25, "folded": 27}
_PROBLEM = 15  # the height of the red line
BAR = 8


@dataclass(frozen=True)
class ActivationBar:
    """The time in which a callee works on a call. `slot` puts parallel bars of one callee side by side."""

    arrow: Arrow
    top: float
    bottom: float
    slot: int


class Layout:
    """The positions of all lifelines, rows and bars, in pixels."""

    def __init__(self, rows: Sequence[DiagramRow]) -> None:
        self.rows = rows
        self.names = _lifelines(row.arrow for row in rows if row.arrow)
        count = max(len(self.names), 1)
        self.column = min(_COLUMN, (_WIDEST - GUTTER - 16) / count)
        self.width = max(GUTTER + self.column * count + 16, _NARROWEST)
        self.tops = self._row_tops()
        self.bars = self._bars()

    @property
    def bottom(self) -> float:
        """The lower end of the lifelines."""
        return self.tops[-1]

    def x(self, name: str) -> float:
        """The middle of a lifeline."""
        return GUTTER + self.column * (self.names.index(name) + 0.5)

    def ends(self, arrow: Arrow, row: int) -> tuple[float, float]:
        """The start and the end of an arrow, at the edges of the activation bars."""
        leaves = self.x(arrow.caller) + BAR * self._slot_of_caller(arrow, row)
        own = next((bar.slot for bar in self.bars if bar.arrow is arrow), 0)
        arrives = self.x(arrow.callee) + BAR * own
        inward = BAR / 2 if leaves < arrives else -BAR / 2
        return leaves + inward, arrives - inward

    def _slot_of_caller(self, arrow: Arrow, row: int) -> int:
        y = self.tops[row]
        busy = [bar for bar in self.bars if bar.arrow.callee == arrow.caller and bar.top <= y < bar.bottom]
        own = [bar for bar in busy if bar.arrow.trace == arrow.trace]
        return (own or busy)[-1].slot if busy else 0

    def _row_tops(self) -> list[float]:
        tops = [float(TOP)]
        for row in self.rows:
            extra = _PROBLEM if row.arrow and row.arrow.problem and shows_problem(row) else 0
            tops.append(tops[-1] + _HEIGHTS[row.kind] + extra)
        return tops

    def _bars(self) -> list[ActivationBar]:
        found: list[ActivationBar] = []
        for number, row in enumerate(self.rows):
            if row.arrow is None or row.kind not in ("call", "whole"):
                continue
            top = self.tops[number] + 17
            bottom = top + 11 if row.kind == "whole" else self._answered_at(row.arrow)
            taken = {bar.slot for bar in found if _beside(bar, row.arrow, top)}
            slot = next(slot for slot in range(len(taken) + 1) if slot not in taken)
            found.append(ActivationBar(row.arrow, top, bottom, slot))
        return found

    def _answered_at(self, arrow: Arrow) -> float:
        for number, row in enumerate(self.rows):
            if row.kind == "answer" and row.arrow is arrow:
                return self.tops[number] + 17
        return self.bottom


def shows_problem(row: DiagramRow) -> bool:
    """Whether the red line stands below this row: the call if it was held or doubled, else the answer."""
    if row.kind == "whole" or row.arrow is None:
        return row.arrow is not None
    on_the_way = row.arrow.held or row.arrow.deliveries > 1
    return row.kind == ("call" if on_the_way else "answer")


def _beside(bar: ActivationBar, arrow: Arrow, top: float) -> bool:
    return bar.arrow.callee == arrow.callee and bar.top <= top < bar.bottom


def _lifelines(arrows: Iterable[Arrow]) -> list[str]:
    seen = dict.fromkeys(name for arrow in arrows for name in (arrow.caller, arrow.callee))
    known = [name for name in _ORDER if name in seen]
    return known + [name for name in seen if name not in _ORDER]
