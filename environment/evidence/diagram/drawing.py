"""Draws the sequence diagram of a scenario as SVG."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType

from environment.evidence.diagram import svg
from environment.evidence.diagram.arrows import Arrow, CallOutcome, arrows_of
from environment.evidence.diagram.ghosts import Ghost, arrows_of_ghosts
from environment.evidence.diagram.layout import BAR, GUTTER, TOP, Layout, shows_problem
from environment.evidence.diagram.rows import DiagramRow, Divider, rows_of
from environment.evidence.diagram.trace_badges import badges_of, ink_of
from environment.evidence.recording.captions import milliseconds
from environment.evidence.recording.exchange import Exchange

_NAMES = {"mail": "mail server", "postgres": "PostgreSQL"}
_ROOT_CAUSE, _FOLDED, _DIVIDER = "#fff1b8", "#eef1f4", "#f6f8fa"
_GHOST = "#8c959f"
_NO_ARRIVAL = (CallOutcome.STOPPED, CallOutcome.INVENTED, CallOutcome.ABSENT)
_NO_RETURN = (
    CallOutcome.STOPPED,
    CallOutcome.LOST,
    CallOutcome.BROKEN,
    CallOutcome.WAITING,
    CallOutcome.ABSENT,
)


def sequence_diagram(
    exchanges: Iterable[Exchange],
    *,
    dividers: Collection[Divider] = (),
    prepared_until: float | None = None,
    root_cause: int | None = None,
    ghosts: Iterable[Ghost] = (),
    refused: Iterable[Arrow] = (),
    began: float | None = None,
    title: str = "What happened, call by call",
    stand_ins: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """The exchanges of a scenario as one SVG document without external references.

    `dividers` are lines of text across it, such as the sentences of the steps. Calls without a problem that
    began before `prepared_until` are folded into one line. `root_cause` is the number of the exchange that is
    marked as the root cause, unless one of the `ghosts` is: calls that were not made, dashed and grey.
    `refused` are tries to call a part that was down. Times are Unix seconds; the diagram shows milliseconds
    since `began`, by default the start of the first call. The boxes of `stand_ins` are dashed.
    """
    absent = dict(arrows_of_ghosts(ghosts))
    root_cause = next((arrow.number for arrow, ghost in absent.items() if ghost.root_cause), root_cause)
    drawn = [*arrows_of(exchanges), *refused, *absent]
    arrows = sorted(drawn, key=lambda arrow: (arrow.started, arrow.number))
    rows = rows_of(arrows, dividers, prepared_until, root_cause)
    zero = began if began is not None else min((row.at for row in rows), default=0.0)
    return _Drawing(arrows, rows, root_cause, zero, stand_ins).svg(title)


class _Drawing:
    def __init__(
        self,
        arrows: Sequence[Arrow],
        rows: list[DiagramRow],
        root_cause: int | None,
        zero: float,
        stand_ins: Mapping[str, str],
    ) -> None:
        self._layout = Layout(rows)
        self._badges = badges_of([row.arrow for row in rows if row.arrow and row.kind != "answer"])
        self._root_cause = root_cause
        self._zero = zero
        self._stand_ins = stand_ins
        self._empty = not arrows
        self._parts: list[str] = []

    def svg(self, title: str) -> str:
        layout = self._layout
        self._highlight()
        self._lifelines()
        for number, row in enumerate(layout.rows):
            if row.arrow is None:
                self._line_of_text(row, layout.tops[number])
        for bar in layout.bars:
            self._bar(bar.arrow, layout.x(bar.arrow.callee) + BAR * (bar.slot - 0.5), bar.top, bar.bottom)
        for number, row in enumerate(layout.rows):
            self._row(row, number)
        if self._empty:
            self._parts.append(svg.text(GUTTER, layout.bottom + 14, "No call crossed any arrow.", "q"))
        return svg.document(layout.width, layout.bottom + 26, title, self._parts)

    def _highlight(self) -> None:
        """The root cause, drawn first so that it covers nothing."""
        layout = self._layout
        spots = [n for n, row in enumerate(layout.rows) if row.arrow and row.arrow.number == self._root_cause]
        for number in spots:
            top, height = layout.tops[number], layout.tops[number + 1] - layout.tops[number]
            self._parts.append(svg.box(1, top, layout.width - 2, height, _ROOT_CAUSE))
        if spots:
            here = layout.tops[spots[0]] + 26
            self._parts.append(svg.text(layout.width - 8, here, "went wrong here first", "r h", anchor="end"))

    def _lifelines(self) -> None:
        layout = self._layout
        for name in layout.names:
            x, wide = layout.x(name), layout.column - 8
            stand_in = self._stand_ins.get(name)
            shown, dash = (f"{name} ({stand_in})", "4 3") if stand_in else (_NAMES.get(name, name), "")
            self._parts += [
                svg.line(x, TOP - 8, x, layout.bottom + 8, svg.FAINT, width=1, dash="4 3"),
                svg.box(x - wide / 2, 10, wide, 24, "#f6f8fa", edge=svg.QUIET, round_=4, dash=dash),
                svg.text(x, 26, shown, "b", anchor="middle"),
            ]

    def _line_of_text(self, row: DiagramRow, top: float) -> None:
        layout = self._layout
        folded = row.kind == "folded"
        fill, edge = (_FOLDED, svg.FAINT) if folded else (_DIVIDER, "none")
        left = GUTTER if folded else 8
        wide = layout.width - left - 10
        self._parts.append(svg.box(left, top + 3, wide, 19, fill, edge=edge, round_=3))
        room = int(wide / 6.2)
        words = row.text if len(row.text) <= room else row.text[: room - 1] + "…"
        if folded:
            self._time(row.at, top + 16)
        kind = "q" if folded else "r" if row.alarming else "b"
        self._parts.append(svg.text(left + 8, top + 16, words, kind))

    def _bar(self, arrow: Arrow, x: float, top: float, bottom: float) -> None:
        if arrow.outcome not in _NO_ARRIVAL:
            ink = ink_of(arrow, self._badges)
            self._parts.append(svg.box(x, top, BAR, bottom - top, "#fff", edge=ink, round_=1))

    def _row(self, row: DiagramRow, number: int) -> None:
        arrow = row.arrow
        if arrow is None:
            return
        top = self._layout.tops[number]
        if arrow.outcome is not CallOutcome.ABSENT:
            self._time(row.at, top + 13)
        leaves, arrives = self._layout.ends(arrow, number)
        if row.kind != "answer":
            self._call(arrow, leaves, arrives, top + 19)
        if row.kind != "call":
            self._answer(arrow, leaves, arrives, top + (26 if row.kind == "whole" else 18))
        self._label(_words(row, arrow), arrow, (leaves, arrives), top + 12)
        if arrow.problem and shows_problem(row):
            below = top + {"whole": 39, "call": 36 if arrow.deliveries > 1 else 33, "answer": 32}[row.kind]
            self._write(arrow.problem, "r h", (leaves, arrives), below)

    def _time(self, at: float, y: float) -> None:
        shown = f"{(at - self._zero) * 1000:,.0f} ms"
        self._parts.append(svg.text(GUTTER - 8, y, shown, "t", anchor="end"))

    def _call(self, arrow: Arrow, leaves: float, arrives: float, y: float) -> None:
        ink = ink_of(arrow, self._badges)
        right, middle = arrives > leaves, (leaves + arrives) / 2
        if arrow.outcome is CallOutcome.ABSENT:
            self._parts += [
                svg.line(leaves, y, arrives, y, _GHOST, dash="2 4"),
                svg.head(arrives, y, right, _GHOST, filled=False),
            ]
            return
        if arrow.outcome in _NO_ARRIVAL:
            self._parts += [svg.line(leaves, y, middle, y, svg.RED), svg.cross(middle, y)]
            return
        self._parts += [svg.line(leaves, y, arrives, y, ink), svg.head(arrives, y, right, ink, filled=True)]
        if arrow.deliveries > 1:
            self._parts += [
                svg.line(middle, y + 5, arrives, y + 5, svg.RED),
                svg.head(arrives, y + 5, right, svg.RED, filled=True),
            ]
        if arrow.held:
            self._parts.append(svg.pause(middle, y))

    def _answer(self, arrow: Arrow, leaves: float, arrives: float, y: float) -> None:
        ink, middle = ink_of(arrow, self._badges), (leaves + arrives) / 2
        if arrow.outcome in _NO_RETURN:
            if arrow.outcome is CallOutcome.LOST:
                self._parts.append(svg.line(arrives, y, middle, y, svg.RED, dash="5 3"))
            if arrow.outcome in (CallOutcome.LOST, CallOutcome.BROKEN):
                self._parts.append(svg.cross(middle, y))
            return
        changed = arrow.outcome in (CallOutcome.ALTERED, CallOutcome.INVENTED)
        if arrow.outcome is CallOutcome.ALTERED:
            self._parts.append(svg.line(arrives, y, middle, y, ink, dash="5 3"))
        near = svg.RED if changed or arrow.failed else ink
        first = middle if changed else arrives
        self._parts += [
            svg.line(first, y, leaves, y, near, dash="5 3"),
            svg.head(leaves, y, leaves > arrives, near, filled=False),
        ]

    def _label(self, words: str, arrow: Arrow, ends: tuple[float, float], y: float) -> None:
        badge = self._badges.get(arrow.trace or "")
        kind = "q h" if arrow.outcome is CallOutcome.ABSENT else "h"
        left = self._write(words, kind, ends, y, 18 if badge else 0)
        if badge:
            self._parts.append(svg.badge(left - 10, y, badge, ink_of(arrow, self._badges)))

    def _write(self, words: str, kind: str, ends: tuple[float, float], y: float, before: int = 0) -> float:
        """Text at an arrow: between its ends if it fits, else from one end on. Returns its left edge."""
        left, right = sorted(ends)
        wide = svg.text_width(words) + before
        room = self._layout.width - 8
        if wide <= right - left - 12:
            x = (left + right - wide) / 2
        elif left + 8 + wide <= room:
            x = left + 8
        else:
            x = max(min(right - 8, room) - wide, GUTTER)
        self._parts.append(svg.text(x + before, y, words, kind))
        return x + before


def _words(row: DiagramRow, arrow: Arrow) -> str:
    if arrow.outcome is CallOutcome.ABSENT:
        return f"{arrow.label} → {arrow.answer}"
    took = "" if arrow.ended is None else f" · {milliseconds(arrow.ended - arrow.started)}"
    if arrow.times > 1:
        took = f", {arrow.times} times within{took.removeprefix(' ·')}"
    received = f"{'no answer' if arrow.outcome in _NO_RETURN else arrow.answer}{took}"
    if row.kind == "call":
        return arrow.label
    if row.kind == "answer":
        return received
    return f"{arrow.label} → {received}"
