"""What stands in which row: calls and answers in the order of time, equal ones folded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from environment.evidence.diagram.arrows import Arrow
from environment.evidence.diagram.crowd import lookalikes

STAFF = "staff"
_MOST = 90  # arrows; more nobody reads


@dataclass(frozen=True)
class Moment:
    """A line across the diagram, such as a step's sentence. `at` is in Unix seconds."""

    at: float
    text: str
    alarming: bool = False


@dataclass(frozen=True)
class Band:
    """Calls that are told in one line. `at` is when the first of them began."""

    at: float
    text: str


@dataclass(frozen=True)
class Row:
    """One row: a whole call with its answer, only one of both, or a line across."""

    at: float
    kind: Literal["whole", "call", "answer", "across", "band"]
    arrow: Arrow | None = None
    text: str = ""
    alarming: bool = False


def rows_of(
    arrows: Sequence[Arrow],
    moments: Iterable[Moment],
    prepared_until: float | None = None,
    keep: int | None = None,
) -> list[Row]:
    """The rows. What began before `prepared_until`, and what staff do, becomes bands; `keep` never does."""
    told = [arrow for arrow in arrows if not _is_folded(arrow, prepared_until, keep)]
    left_out = lookalikes(told, keep)
    hidden = set(left_out)
    arrows = [arrow for arrow in arrows if arrow not in hidden]
    drawn: list[Arrow | Band] = []
    first = next((each.started for each in arrows if each.caller != STAFF), float("inf"))
    until = max(first, prepared_until or 0.0)
    for folded, run in groupby(arrows, key=lambda arrow: _is_folded(arrow, prepared_until, keep)):
        if folded:
            drawn += _bands(list(run), until)
        else:
            drawn += _without_repetitions(run)
    drawn = _at_most(drawn, keep)
    if left_out:
        much = f"left out: {_calls(len(left_out))} that went like those that are shown"
        drawn.append(Band(left_out[0].started, much))
    rows = _ordered([each for each in drawn if isinstance(each, Arrow)])
    rows += [Row(each.at, "band", text=each.text) for each in drawn if isinstance(each, Band)]
    rows += [Row(each.at, "across", text=each.text, alarming=each.alarming) for each in moments]
    return sorted(rows, key=lambda row: row.at)


def _is_folded(arrow: Arrow, prepared_until: float | None, keep: int | None) -> bool:
    if not arrow.clean or arrow.number == keep:
        return False
    return arrow.caller == STAFF or (prepared_until is not None and arrow.started < prepared_until)


def _bands(run: list[Arrow], until: float) -> list[Arrow | Band]:
    before = [each for each in run if each.started < until]
    after = run[len(before) :]
    found: list[Arrow | Band] = []
    if before:
        found.append(Band(before[0].started, f"the shop is prepared: {_calls(len(before))}"))
    if after:
        looking = all(each.label.startswith("GET ") for each in after)
        does = "look" if looking else "act"
        listed = ", ".join(dict.fromkeys(f"{each.callee} {each.label}" for each in after[:2]))
        more = ", …" if len(after) > 2 else ""
        found.append(Band(after[0].started, f"the staff {does}: {_calls(len(after))} ({listed}{more})"))
    return found


def _calls(count: int) -> str:
    return "1 call" if count == 1 else f"{count} calls"


def _without_repetitions(run: Iterable[Arrow]) -> list[Arrow | Band]:
    """Equal calls in a row are one arrow: somebody asks until the answer is there."""
    found: list[Arrow | Band] = []
    for arrow in run:
        last = found[-1] if found else None
        if isinstance(last, Arrow) and last.likeness == arrow.likeness and _follows(last, arrow):
            found[-1] = replace(last, times=last.times + 1, ended=arrow.ended)
        else:
            found.append(arrow)
    return found


def _follows(last: Arrow, arrow: Arrow) -> bool:
    sound = not (last.trouble or arrow.trouble)
    return sound and last.ended is not None and last.ended <= arrow.started


def _at_most(drawn: list[Arrow | Band], keep: int | None) -> list[Arrow | Band]:
    """In a crowd only the first, and whatever deserves a look."""
    found: list[Arrow | Band] = []
    left_out: list[Arrow] = []
    for place, each in enumerate([*drawn, None]):
        if isinstance(each, Arrow) and place >= _MOST and not each.trouble and each.number != keep:
            left_out.append(each)
            continue
        if left_out:
            found.append(Band(left_out[0].started, f"{_calls(len(left_out))} more, like those above"))
            left_out = []
        if each is not None:
            found.append(each)
    return found


def _ordered(arrows: list[Arrow]) -> list[Row]:
    """A call with nothing between it and its answer is one row, any other is two."""
    events = [(each.started, 0, each) for each in arrows]
    events += [(each.ended, 1, each) for each in arrows if each.ended is not None]
    events.sort(key=lambda event: (event[0], event[1], event[2].number))
    rows: list[Row] = []
    for place, (at, side, arrow) in enumerate(events):
        following = events[place + 1] if place + 1 < len(events) else None
        if side == 0 and (arrow.ended is None or (following and following[1:] == (1, arrow))):
            rows.append(Row(at, "whole", arrow))
        elif side == 0:
            rows.append(Row(at, "call", arrow))
        elif not (rows and rows[-1].kind == "whole" and rows[-1].arrow is arrow):
            rows.append(Row(at, "answer", arrow))
    return rows
