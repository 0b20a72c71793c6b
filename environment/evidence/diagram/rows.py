"""The rows of the diagram: calls and answers in the order of time, equal and unimportant ones folded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from environment.evidence.diagram.arrows import Arrow, CallOutcome
from environment.evidence.diagram.similar_traces import arrows_to_leave_out
from environment.evidence.recording.exchange import STAFF

_MOST = 90  # arrows; a longer diagram cannot be read


@dataclass(frozen=True)
class Divider:
    """A line of text across the diagram, such as a step's sentence. `at` is in Unix seconds."""

    at: float
    text: str
    alarming: bool = False


@dataclass(frozen=True)
class FoldedCalls:
    """Several calls as one line of text. `at` is the start of the first one, in Unix seconds."""

    at: float
    text: str


@dataclass(frozen=True)
class DiagramRow:
    """One row: a whole call with its answer, one of the two, a divider or folded calls."""

    at: float
    kind: Literal["whole", "call", "answer", "divider", "folded"]
    arrow: Arrow | None = None
    text: str = ""
    alarming: bool = False


def rows_of(
    arrows: Sequence[Arrow],
    dividers: Iterable[Divider],
    prepared_until: float | None = None,
    keep: int | None = None,
) -> list[DiagramRow]:
    """The rows. Calls of staff, and calls that began before `prepared_until` (Unix seconds), are folded.

    The arrow with number `keep`, and calls with a problem, are never folded.
    """
    shown = [arrow for arrow in arrows if not _is_folded(arrow, prepared_until, keep)]
    left_out = arrows_to_leave_out(shown, keep)
    hidden = set(left_out)
    arrows = [arrow for arrow in arrows if arrow not in hidden]
    drawn: list[Arrow | FoldedCalls] = []
    first = next((each.started for each in arrows if each.caller != STAFF), float("inf"))
    until = max(first, prepared_until or 0.0)
    for folded, run in groupby(arrows, key=lambda arrow: _is_folded(arrow, prepared_until, keep)):
        if folded:
            drawn += _folded(list(run), until)
        else:
            drawn += _without_repetitions(run)
    drawn = _at_most(drawn, keep)
    if left_out:
        text = f"left out: {_calls(len(left_out))} with the same answers as those that are shown"
        drawn.append(FoldedCalls(left_out[0].started, text))
    rows = _ordered([each for each in drawn if isinstance(each, Arrow)])
    rows += [DiagramRow(each.at, "folded", text=each.text) for each in drawn if isinstance(each, FoldedCalls)]
    rows += [DiagramRow(each.at, "divider", text=each.text, alarming=each.alarming) for each in dividers]
    return sorted(rows, key=lambda row: row.at)


def _is_folded(arrow: Arrow, prepared_until: float | None, keep: int | None) -> bool:
    if not arrow.clean or arrow.number == keep:
        return False
    return arrow.caller == STAFF or (prepared_until is not None and arrow.started < prepared_until)


def _folded(run: list[Arrow], until: float) -> list[Arrow | FoldedCalls]:
    before = [each for each in run if each.started < until]
    after = run[len(before) :]
    found: list[Arrow | FoldedCalls] = []
    if before:
        found.append(FoldedCalls(before[0].started, f"the shop is prepared: {_calls(len(before))}"))
    if after:
        reads = all(each.label.startswith(("GET ", "query ")) for each in after)
        verb = "read" if reads else "act"
        listed = ", ".join(dict.fromkeys(f"{each.callee} {each.label}" for each in after[:2]))
        more = ", …" if len(after) > 2 else ""
        found.append(
            FoldedCalls(after[0].started, f"the staff {verb}: {_calls(len(after))} ({listed}{more})")
        )
    return found


def _calls(count: int) -> str:
    return "1 call" if count == 1 else f"{count} calls"


def _without_repetitions(run: Iterable[Arrow]) -> list[Arrow | FoldedCalls]:
    """Equal calls in a row become one arrow: a caller repeats its request until it has the answer."""
    found: list[Arrow | FoldedCalls] = []
    for arrow in run:
        last = found[-1] if found else None
        if isinstance(last, Arrow) and last.caption == arrow.caption and _follows(last, arrow):
            found[-1] = replace(last, times=last.times + 1, ended=arrow.ended)
        else:
            found.append(arrow)
    return found


def _follows(last: Arrow, arrow: Arrow) -> bool:
    usual = not (last.problem or arrow.problem)
    return usual and last.ended is not None and last.ended <= arrow.started


def _at_most(drawn: list[Arrow | FoldedCalls], keep: int | None) -> list[Arrow | FoldedCalls]:
    """The first arrows, and after them those with a problem and the arrow with number `keep`."""
    found: list[Arrow | FoldedCalls] = []
    left_out: list[Arrow] = []
    for place, each in enumerate([*drawn, None]):
        if isinstance(each, Arrow) and place >= _MOST and not _is_notable(each, keep):
            left_out.append(each)
            continue
        if left_out:
            found.append(FoldedCalls(left_out[0].started, f"{_calls(len(left_out))} more, like those above"))
            left_out = []
        if each is not None:
            found.append(each)
    return found


def _is_notable(arrow: Arrow, keep: int | None) -> bool:
    return bool(arrow.problem) or arrow.outcome is CallOutcome.ABSENT or arrow.number == keep


def _ordered(arrows: list[Arrow]) -> list[DiagramRow]:
    """A call without an event between it and its answer is one row, any other call is two."""
    events = [(each.started, 0, each) for each in arrows]
    events += [(each.ended, 1, each) for each in arrows if each.ended is not None]
    events.sort(key=lambda event: (event[0], event[1], event[2].number))
    rows: list[DiagramRow] = []
    for place, (at, side, arrow) in enumerate(events):
        following = events[place + 1] if place + 1 < len(events) else None
        if side == 0 and (arrow.ended is None or (following and following[1:] == (1, arrow))):
            rows.append(DiagramRow(at, "whole", arrow))
        elif side == 0:
            rows.append(DiagramRow(at, "call", arrow))
        elif not (rows and rows[-1].kind == "whole" and rows[-1].arrow is arrow):
            rows.append(DiagramRow(at, "answer", arrow))
    return rows
