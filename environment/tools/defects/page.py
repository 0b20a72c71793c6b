"""The results as a page and as JSON: survivors first, then every defect, and sums by kind and by point."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from html import escape
from pathlib import Path
from typing import Any

from environment.tools.defects.tried_defect import State, TriedDefect

PAGE, DATA = Path("reports/defects.html"), Path("reports/defects.json")
_TEMPLATE = (Path(__file__).parent / "page.html").read_text("utf-8")
_LOOKS = {
    State.SURVIVED: "bad",
    State.NEEDLESS: "bad",
    State.KNOWN: "known",
    State.CAUGHT: "good",
    State.NOT_TRIED: "idle",
}


def write_pages(found: Sequence[TriedDefect], page: Path = PAGE, data: Path = DATA) -> None:
    """Write both files."""
    page.write_text(defects_page(found), "utf-8")
    data.write_text(json.dumps([_as_json(each) for each in found], ensure_ascii=False, indent=1), "utf-8")


def defects_page(found: Sequence[TriedDefect]) -> str:
    """The whole page."""
    parts = {
        "summary": _summary(found),
        "survivors": _list_under("Not caught", map(_survivor, _of(found, State.SURVIVED))),
        "needless": _list_under(
            "Known, and caught now: remove known", map(_title, _of(found, State.NEEDLESS))
        ),
        "known": _list_under("Known not to be caught", map(_survivor, _of(found, State.KNOWN))),
        "points": _sums("Integration point", found, lambda each: each.defect.point),
        "kinds": _sums("Kind", found, lambda each: each.defect.kind.value),
        "rows": "".join(map(_row, found)),
    }
    page = _TEMPLATE
    for name, part in parts.items():
        page = page.replace(f"<!--{name}-->", part)
    return page


def _of(found: Iterable[TriedDefect], state: State) -> list[TriedDefect]:
    return [each for each in found if each.state is state]


def _summary(found: Sequence[TriedDefect]) -> str:
    named = [each.arrow_is_right for each in found if each.arrow_is_right is not None]
    figures: dict[str, str | int] = {"defects": len(found)}
    figures |= {state.value: len(_of(found, state)) for state in State}
    figures |= {
        "thin": sum(each.thin for each in found),
        "arrow named right": f"{sum(named)} of {len(named)}",
    }
    return " ".join(f"<span><b>{count}</b> {what}</span>" for what, count in figures.items())


def _title(each: TriedDefect) -> str:
    return f"<b>{escape(each.defect.title)}</b> <code>{escape(each.defect.name)}</code>"


def _survivor(each: TriedDefect) -> str:
    known = each.defect.known
    about = f"{each.defect.point}: {each.defect.consequence.value}"
    shown = f"shown to {each.ran} scenarios" if each.ran else ""
    reason = f"; since {known.since}: {known.reason}" if known else ""
    return f"{_title(each)}<br>{escape(about)}; {shown}{escape(reason)}"


def _sums(heading: str, found: Iterable[TriedDefect], of: Callable[[TriedDefect], str]) -> str:
    groups: dict[str, list[TriedDefect]] = {}
    for each in found:
        if each.state is not State.NOT_TRIED:
            groups.setdefault(of(each), []).append(each)
    rows = "".join(_sum(name, group) for name, group in sorted(groups.items()))
    head = f'<th scope="col">{heading}</th><th scope="col">caught</th><th scope="col">arrow right</th>'
    return f"<table class=sums><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>" if rows else ""


def _sum(name: str, group: Sequence[TriedDefect]) -> str:
    caught = sum(each.state in (State.CAUGHT, State.NEEDLESS) for each in group)
    named = [each.arrow_is_right for each in group if each.arrow_is_right is not None]
    look = "good" if caught == len(group) else "bad"
    return (
        f'<tr><th scope="row">{escape(name)}</th><td class="{look}">{caught} of {len(group)}</td>'
        f"<td>{sum(named)} of {len(named)}</td></tr>"
    )


def _row(each: TriedDefect) -> str:
    state = each.state.value + (", thin" if each.thin else "")
    cells = [
        ("state", f'<span class="{_LOOKS[each.state]}">{state}</span>'),
        ("scenarios", escape(each.share)),
        ("by", escape(each.by)),
        ("arrow", _arrow(each)),
        ("tried", each.when),
    ]
    told = "".join(f'<td data-name="{name}">{value}</td>' for name, value in cells)
    return f'<tr><th scope="row">{_title(each)}</th>{told}</tr>'


def _arrow(each: TriedDefect) -> str:
    if each.arrow_is_right is None:
        return ""
    named = escape(each.arrow or "no arrow")
    if each.arrow_is_right:
        return f"{named} ✓"
    return f"{named} ✗ (right is {escape(each.defect.arrows[0])})"


def _list_under(heading: str, items: Iterable[str]) -> str:
    lines = "".join(f"<li>{item}</li>" for item in items)
    return f"<h2>{escape(heading)}</h2>\n<ul>{lines}</ul>" if lines else ""


def _as_json(each: TriedDefect) -> dict[str, Any]:
    return {
        "defect": each.defect.name,
        "title": each.defect.title,
        "point": each.defect.point,
        "kind": each.defect.kind.value,
        "state": each.state.value,
        "thin": each.thin,
        "noticed_by": each.noticed_by,
        "red": [outcome.scenario for outcome in each.trial.red] if each.trial else [],
        "ran": each.ran,
        "chosen": each.trial.chosen if each.trial else 0,
        "chosen_by": each.trial.basis if each.trial else "",
        "arrow": each.arrow,
        "arrow_is_right": each.arrow_is_right,
        "seconds": each.trial.seconds if each.trial else each.line and each.line.seconds,
        "day": each.day,
        "known": each.defect.known.model_dump(mode="json") if each.defect.known else None,
    }
