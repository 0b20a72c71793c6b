"""The whole table as committed text: a line for each defect that all scenarios were shown."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from environment.choosing.noticed_defects import NOTICED, NoticedDefects, read_noticed
from environment.tools.defects.tried_defect import State, TriedDefect

TABLE = Path("defects/table.txt")
_HEAD = """\
# Written by `make defects FULL=1`: defect | caught by how many of the scenarios that can notice it |
# by what | the arrow that the report names | seconds. THIN: one scenario alone.
"""


def write_table(found: Iterable[TriedDefect], file: Path = TABLE) -> None:
    """Replace the lines of the defects whose whole result is known; those of defects that are gone go."""
    found = tuple(found)
    lines = _lines_of(file)
    kept = {each.defect.name: lines[each.defect.name] for each in found if each.defect.name in lines}
    new = {each.defect.name: _line(each) for each in found if each.trial is not None and each.trial.full}
    if kept or new:
        text = "".join(f"{line}\n" for _, line in sorted((kept | new).items()))
        file.write_text(_HEAD + text, "utf-8")


def write_noticed(found: Iterable[TriedDefect], file: Path = NOTICED) -> None:
    """Write which scenarios have noticed each defect, where all were shown to it; from it runs are ordered.

    Raises UnreadableDefects.
    """
    found, known = tuple(found), read_noticed(file)
    new = {
        each.defect.name: frozenset(outcome.scenario for outcome in each.trial.red)
        for each in found
        if each.trial is not None and each.trial.full
    }
    noticed = NoticedDefects({**known.only(each.defect.name for each in found).by_defect, **new})
    if noticed.by_defect:
        file.write_text(noticed.text(), "utf-8")


def _lines_of(file: Path) -> dict[str, str]:
    if not file.is_file():
        return {}
    lines = [line for line in file.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return {line.partition(" | ")[0]: line for line in lines}


def _line(tried: TriedDefect) -> str:
    assert tried.trial is not None, "only results are written"
    caught = f"caught by {tried.share or 'the start'}" + (", THIN" if tried.thin else "")
    told = caught if tried.trial.caught else f"{State.SURVIVED.value.upper()} by {tried.share}"
    arrow = ""
    if tried.arrow_is_right is not None:
        right = "right" if tried.arrow_is_right else f"wrong, right is {tried.defect.arrows[0]}"
        arrow = f"{tried.arrow or 'no arrow'} ({right})"
    return f"{tried.defect.name} | {told} | {tried.by} | {arrow} | {tried.trial.seconds:.0f} s"
