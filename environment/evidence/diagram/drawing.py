"""Draws the rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from environment.evidence.diagram import svg
from environment.evidence.diagram.arrows import Arrow, Fate, arrows_of
from environment.evidence.diagram.layout import BAR, GUTTER, TOP, Layout, tells_trouble
from environment.evidence.diagram.letters import ink_of, letters_of
from environment.evidence.diagram.timeline import Moment, Row, rows_of
from environment.evidence.diagram.words import milliseconds
from environment.evidence.recording.exchange import Exchange

_NAMES = {"mail": "mail server", "postgres": "PostgreSQL"}
_GUILTY, _BAND, _STEP = "#fff1b8", "#eef1f4", "#f6f8fa"
_NO_ARRIVAL = (Fate.STOPPED, Fate.INVENTED)
_NO_RETURN = (Fate.STOPPED, Fate.LOST, Fate.BROKEN, Fate.WAITING)


def sequence_diagram(
    exchanges: Iterable[Exchange],
    *,
    moments: Collection[Moment] = (),
    prepared_until: float | None = None,
    guilty: int | None = None,
    began: float | None = None,
    title: str = "What happened, call by call",
) -> str:
    """What crossed the arrows, as SVG that needs nothing beside itself.

    `moments` are lines across it, such as the sentences of the steps. Undisturbed calls that began before
    `prepared_until` are folded into one line. `guilty` is the number of the exchange where things went wrong
    first. Times are Unix seconds; the diagram shows milliseconds since `began`, which is the first call
    unless it is given.
    """
    arrows = list(arrows_of(exchanges))
    rows = rows_of(arrows, moments, prepared_until, guilty)
    zero = began if began is not None else min((row.at for row in rows), default=0.0)
    return _Drawing(arrows, rows, guilty, zero).svg(title)


class _Drawing:
    def __init__(self, arrows: Sequence[Arrow], rows: list[Row], guilty: int | None, zero: float) -> None:
        self._layout = Layout(rows)
        self._letters = letters_of([row.arrow for row in rows if row.arrow and row.kind != "answer"])
        self._guilty = guilty
        self._zero = zero
        self._empty = not arrows
        self._parts: list[str] = []

    def svg(self, title: str) -> str:
        layout = self._layout
        self._highlight()
        self._lifelines()
        for number, row in enumerate(layout.rows):
            if row.arrow is None:
                self._across(row, layout.tops[number])
        for bar in layout.bars:
            self._bar(bar.arrow, layout.x(bar.arrow.callee) + BAR * (bar.slot - 0.5), bar.top, bar.bottom)
        for number, row in enumerate(layout.rows):
            self._row(row, number)
        if self._empty:
            self._parts.append(svg.text(GUTTER, layout.bottom + 14, "No call crossed any arrow.", "q"))
        return svg.document(layout.width, layout.bottom + 26, title, self._parts)

    def _highlight(self) -> None:
        """Behind everything else, so that it covers nothing."""
        layout = self._layout
        spots = [n for n, row in enumerate(layout.rows) if row.arrow and row.arrow.number == self._guilty]
        for number in spots:
            top, height = layout.tops[number], layout.tops[number + 1] - layout.tops[number]
            self._parts.append(svg.box(1, top, layout.width - 2, height, _GUILTY))
        if spots:
            here = layout.tops[spots[0]] + 26
            self._parts.append(svg.text(layout.width - 8, here, "went wrong here first", "r h", anchor="end"))

    def _lifelines(self) -> None:
        layout = self._layout
        for name in layout.names:
            x, wide = layout.x(name), layout.column - 8
            shown = _NAMES.get(name, name)
            self._parts += [
                svg.line(x, TOP - 8, x, layout.bottom + 8, svg.FAINT, width=1, dash="4 3"),
                svg.box(x - wide / 2, 10, wide, 24, "#f6f8fa", edge=svg.QUIET, round_=4),
                svg.text(x, 26, shown, "b", anchor="middle"),
            ]

    def _across(self, row: Row, top: float) -> None:
        layout = self._layout
        band = row.kind == "band"
        fill, edge = (_BAND, svg.FAINT) if band else (_STEP, "none")
        left = GUTTER if band else 8
        wide = layout.width - left - 10
        self._parts.append(svg.box(left, top + 3, wide, 19, fill, edge=edge, round_=3))
        room = int(wide / 6.2)
        words = row.text if len(row.text) <= room else row.text[: room - 1] + "…"
        if band:
            self._time(row.at, top + 16)
        kind = "q" if band else "r" if row.alarming else "b"
        self._parts.append(svg.text(left + 8, top + 16, words, kind))

    def _bar(self, arrow: Arrow, x: float, top: float, bottom: float) -> None:
        if arrow.fate not in _NO_ARRIVAL:
            ink = ink_of(arrow, self._letters)
            self._parts.append(svg.box(x, top, BAR, bottom - top, "#fff", edge=ink, round_=1))

    def _row(self, row: Row, number: int) -> None:
        arrow = row.arrow
        if arrow is None:
            return
        top = self._layout.tops[number]
        self._time(row.at, top + 13)
        leaves, arrives = self._layout.ends(arrow, number)
        if row.kind != "answer":
            self._call(arrow, leaves, arrives, top + 19)
        if row.kind != "call":
            self._answer(arrow, leaves, arrives, top + (26 if row.kind == "whole" else 18))
        self._label(_words(row, arrow), arrow, (leaves, arrives), top + 12)
        if arrow.trouble and tells_trouble(row):
            below = top + {"whole": 39, "call": 36 if arrow.deliveries > 1 else 33, "answer": 32}[row.kind]
            self._write(arrow.trouble, "r h", (leaves, arrives), below)

    def _time(self, at: float, y: float) -> None:
        shown = f"{(at - self._zero) * 1000:,.0f} ms"
        self._parts.append(svg.text(GUTTER - 8, y, shown, "t", anchor="end"))

    def _call(self, arrow: Arrow, leaves: float, arrives: float, y: float) -> None:
        ink = ink_of(arrow, self._letters)
        right, middle = arrives > leaves, (leaves + arrives) / 2
        if arrow.fate in _NO_ARRIVAL:
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
        ink, middle = ink_of(arrow, self._letters), (leaves + arrives) / 2
        if arrow.fate in _NO_RETURN:
            if arrow.fate is Fate.LOST:
                self._parts.append(svg.line(arrives, y, middle, y, svg.RED, dash="5 3"))
            if arrow.fate in (Fate.LOST, Fate.BROKEN):
                self._parts.append(svg.cross(middle, y))
            return
        changed = arrow.fate in (Fate.ALTERED, Fate.INVENTED)
        if arrow.fate is Fate.ALTERED:
            self._parts.append(svg.line(arrives, y, middle, y, ink, dash="5 3"))
        near = svg.RED if changed or arrow.failed else ink
        first = middle if changed else arrives
        self._parts += [
            svg.line(first, y, leaves, y, near, dash="5 3"),
            svg.head(leaves, y, leaves > arrives, near, filled=False),
        ]

    def _label(self, words: str, arrow: Arrow, ends: tuple[float, float], y: float) -> None:
        letter = self._letters.get(arrow.trace or "")
        left = self._write(words, "h", ends, y, 18 if letter else 0)
        if letter:
            self._parts.append(svg.badge(left - 10, y, letter, ink_of(arrow, self._letters)))

    def _write(self, words: str, kind: str, ends: tuple[float, float], y: float, before: int = 0) -> float:
        """Text at an arrow: between its ends if it fits, else beginning or ending with it. Gives its left."""
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


def _words(row: Row, arrow: Arrow) -> str:
    took = "" if arrow.ended is None else f" · {milliseconds(arrow.ended - arrow.started)}"
    if arrow.times > 1:
        took = f", {arrow.times} times within{took.removeprefix(' ·')}"
    came = f"{'no answer' if arrow.fate in _NO_RETURN else arrow.answer}{took}"
    if row.kind == "call":
        return arrow.label
    if row.kind == "answer":
        return came
    return f"{arrow.label} → {came}"
