"""The drawings of the page: bars for weeks, squares for runs; inline, without any script."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from html import escape

from environment.tools.retrospective.flaky import SeenResult
from environment.tools.retrospective.weeks import WeekOfRuns

_BAR, _STEP, _HEIGHT = 6, 8, 26
_WIDE_STEP, _WIDE_HEIGHT, _ABOVE, _BELOW = 24, 90, 16, 34
_SQUARE = 9
_MOST_SQUARES = 60


def small_bars(values: Sequence[float], label: str) -> str:
    """A bar for each value, as high as its share of the largest; a line where there is none."""
    most = max(values, default=0) or 1
    drawn = "".join(_small_bar(place, value / most) for place, value in enumerate(values))
    return _svg(len(values) * _STEP, _HEIGHT, label, drawn)


def _small_bar(place: int, share: float) -> str:
    high = max(2.0, share * _HEIGHT) if share else 1.0
    return _rect("bar" if share else "base", place * _STEP, _HEIGHT - high, _BAR, high)


def weekly_chart(weeks: Sequence[WeekOfRuns], escapes: Collection[date]) -> str:
    """The red scenarios of each week with their numbers, the months, and the weeks of escapes.

    `escapes` are Mondays.
    """
    most = max((week.scenarios for week in weeks), default=0) or 1
    parts = [
        part for place, week in enumerate(weeks) for part in _week(place, week, most, week.monday in escapes)
    ]
    label = f"red scenarios by week: {', '.join(f'{week.monday} {week.scenarios}' for week in weeks)}"
    high = _ABOVE + _WIDE_HEIGHT + _BELOW
    return _svg(len(weeks) * _WIDE_STEP, high, label, "".join([*parts, *_months(weeks)]))


def _week(place: int, week: WeekOfRuns, most: int, escaped: bool) -> Iterator[str]:
    left, floor, wide = place * _WIDE_STEP, _ABOVE + _WIDE_HEIGHT, _WIDE_STEP - 4
    high = week.scenarios / most * _WIDE_HEIGHT
    middle = left + wide // 2
    if not week.runs:
        yield _rect("idle", left, _ABOVE, wide, _WIDE_HEIGHT)
    elif week.scenarios:
        yield _rect("bar", left, floor - high, wide, high)
        yield f'<text class="number" x="{middle}" y="{floor - high - 3:g}">{week.scenarios}</text>'
    yield _rect("base", left, floor, wide, 1)
    if escaped:
        yield f'<text class="escape" x="{middle}" y="{floor + 15}">▲</text>'


def _months(weeks: Sequence[WeekOfRuns]) -> Iterator[str]:
    known = ""
    for place, week in enumerate(weeks):
        month = f"{week.monday:%b}"
        has_room = place + 1 < len(weeks) or len(weeks) == 1
        if month != known and has_room:
            yield f'<text x="{place * _WIDE_STEP}" y="{_ABOVE + _WIDE_HEIGHT + 30}">{month}</text>'
            known = month


def results_strip(results: Sequence[SeenResult]) -> str:
    """A square for each of the newest results, red ones filled and higher."""
    shown = results[-_MOST_SQUARES:]
    drawn = "".join(_square(place, result) for place, result in enumerate(shown))
    words = "".join("x" if result.red else "." for result in shown)
    return _svg(len(shown) * (_SQUARE + 1), 2 * _SQUARE, f"results, x is red: {words}", drawn)


def _square(place: int, result: SeenResult) -> str:
    left = place * (_SQUARE + 1)
    if result.red:
        return _rect("bar", left, 0, _SQUARE, 2 * _SQUARE)
    return _rect("green", left, _SQUARE, _SQUARE, _SQUARE)


def _rect(look: str, left: float, top: float, width: float, height: float) -> str:
    return f'<rect class="{look}" x="{left:g}" y="{top:g}" width="{width:g}" height="{height:g}"/>'


def _svg(width: int, height: int, label: str, drawn: str) -> str:
    return (
        f'<svg role="img" aria-label="{escape(label)}" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}">{drawn}</svg>'
    )
