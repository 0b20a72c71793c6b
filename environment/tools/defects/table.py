"""The results as committed text: a line for each defect that was tried, and who has noticed it.

A result of all scenarios stays until all of them are run again, or until the first ones notice it no longer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from environment.choosing.noticed_defects import NOTICED, NoticedDefects, read_noticed
from environment.tools.defects.catalog import Defect
from environment.tools.defects.tried_defect import State, TriedDefect, state_of

TABLE = Path("defects/table.txt")
_HEAD = """\
# Written by `make defects`: defect | caught by how many of the scenarios that it was shown to | by what |
# the arrow that the report names | day, seconds. "of the first 36": no more ran, as enough were red;
# otherwise to all that can notice it. THIN: one scenario alone.
"""
_FIRST = " of the first "
_SURVIVED = State.SURVIVED.value.upper()


def write_table(found: Iterable[TriedDefect], file: Path = TABLE) -> None:
    """Replace the lines of the defects that were tried; those of defects that are gone go."""
    found = tuple(found)
    lines = _lines_of(file)
    kept = {each.defect.name: lines[each.defect.name] for each in found if each.defect.name in lines}
    new = {
        each.defect.name: _line(each)
        for each in found
        if _replaces(each, is_whole=_is_whole(kept.get(each.defect.name, _FIRST)))
    }
    if kept or new:
        text = "".join(f"{line}\n" for _, line in sorted((kept | new).items()))
        file.write_text(_HEAD + text, "utf-8")


def write_noticed(found: Iterable[TriedDefect], file: Path = NOTICED) -> None:
    """Write which scenarios have noticed each defect; from it runs are ordered.

    What pages have noticed is left out: the usual run of the same scenarios opens none. Raises
    UnreadableDefects.
    """
    found, earlier = tuple(each for each in found if not each.defect.is_of_pages), read_noticed(file)
    kept = earlier.only(each.defect.name for each in found)
    whole = {name for name, by in kept.by_defect.items() if by} - kept.by_the_first
    new = {each.defect.name: each for each in found if _replaces(each, is_whole=each.defect.name in whole)}
    noticed = NoticedDefects(
        {**kept.by_defect, **{name: _red(each) for name, each in new.items()}},
        kept.by_the_first - new.keys() | {name for name, each in new.items() if not each.whole},
    )
    if noticed.by_defect:
        file.write_text(noticed.text(), "utf-8")


def due(defects: Sequence[Defect], count: int, file: Path = TABLE) -> tuple[Defect, ...]:
    """Those that were never tried, then those that were tried longest ago; among equals as they come."""
    days = {name: line.rpartition(" | ")[2] for name, line in _lines_of(file).items()}
    by_day = sorted(defects, key=lambda each: days.get(each.name, "").partition(",")[0])
    return tuple(by_day[:count])


def states(defects: Iterable[TriedDefect], file: Path = TABLE) -> Iterator[tuple[Defect, State]]:
    """The state of each: of those that were not tried here, the one that the table has."""
    lines = _lines_of(file)
    for each in defects:
        line = lines.get(each.defect.name) if each.trial is None else None
        yield each.defect, state_of(each.defect, caught=_SURVIVED not in line) if line else each.state


def _is_whole(line: str) -> bool:
    """Whether all scenarios of that day were asked, and one has noticed it: a part tells less than that."""
    return _FIRST not in line and _SURVIVED not in line


def _replaces(tried: TriedDefect, *, is_whole: bool) -> bool:
    if tried.trial is None:
        return False
    return tried.whole or not is_whole or not tried.trial.caught


def _red(tried: TriedDefect) -> frozenset[str]:
    assert tried.trial is not None, "only results are written"
    return frozenset(outcome.scenario for outcome in tried.trial.red)


def _lines_of(file: Path) -> dict[str, str]:
    if not file.is_file():
        return {}
    lines = [line for line in file.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return {line.partition(" | ")[0]: line for line in lines}


def _line(tried: TriedDefect) -> str:
    assert tried.trial is not None, "only results are written"
    share = tried.share if tried.whole else tried.share.replace(" of ", _FIRST)
    caught = f"caught by {share or 'the start'}" + (", THIN" if tried.thin else "")
    told = caught if tried.trial.caught else f"{_SURVIVED} by {share}"
    arrow = ""
    if tried.arrow_is_right is not None:
        right = "right" if tried.arrow_is_right else f"wrong, right is {tried.defect.arrows[0]}"
        arrow = f"{tried.arrow or 'no arrow'} ({right})"
    when = f"{tried.trial.day}, {tried.trial.seconds:.0f} s"
    return f"{tried.defect.name} | {told} | {tried.by} | {arrow} | {when}"
