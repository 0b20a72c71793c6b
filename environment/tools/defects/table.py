"""The results as committed text: a line for each defect that was tried, and who has noticed it.

A result of all scenarios stays until all of them are run again, or until the first ones notice it no longer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from environment.choosing.noticed_defects import NOTICED, NoticedDefects, read_noticed
from environment.tools.defects.catalog import Defect
from environment.tools.defects.table_line import NO_ARROW, THE_START, TableLine
from environment.tools.defects.tried_defect import TriedDefect

TABLE = Path("defects/table.txt")
_HEAD = """\
# Written by `make defects`: defect | caught by how many of the scenarios that it was shown to | by what |
# the arrow that the report names | day, seconds. "of the first 36": no more ran, as enough were red;
# otherwise to all that can notice it. THIN: one scenario alone.
"""


class BadTable(ValueError):
    """The table of the defects cannot be read."""


def write_table(found: Iterable[TriedDefect], file: Path = TABLE) -> None:
    """Replace the lines of the defects that were tried; those of defects that are gone go."""
    found = tuple(found)
    lines = read_table(file)
    kept = {each.defect.name: lines[each.defect.name] for each in found if each.defect.name in lines}
    whole = {name for name, line in kept.items() if line.whole and line.caught}
    new = {
        each.defect.name: _line(each) for each in found if _replaces(each, is_whole=each.defect.name in whole)
    }
    if kept or new:
        text = "".join(f"{line.text}\n" for _, line in sorted((kept | new).items()))
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
    lines = read_table(file)
    by_day = sorted(defects, key=lambda each: lines[each.name].day if each.name in lines else "")
    return tuple(by_day[:count])


def read_table(file: Path = TABLE) -> Mapping[str, TableLine]:
    """What the table says, by the name of the defect; nothing without a file. Raises BadTable."""
    if not file.is_file():
        return {}
    found: dict[str, TableLine] = {}
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        if line and not line.startswith("#"):
            try:
                read = TableLine.read(line)
            except ValueError:
                raise BadTable(
                    f"{file}:{number}: not a line of `make defects`, which writes it: {line}"
                ) from None
            found[read.name] = read
    return found


def _replaces(tried: TriedDefect, *, is_whole: bool) -> bool:
    if tried.trial is None:
        return False
    return tried.whole or not is_whole or not tried.trial.caught


def _red(tried: TriedDefect) -> frozenset[str]:
    assert tried.trial is not None, "only results are written"
    return frozenset(outcome.scenario for outcome in tried.trial.red)


def _line(tried: TriedDefect) -> TableLine:
    trial = tried.trial
    assert trial is not None, "only results are written"
    return TableLine(
        name=tried.defect.name,
        caught=trial.caught,
        share=tried.share or THE_START,
        whole=tried.whole,
        thin=tried.thin,
        by=tried.by,
        arrow="" if tried.arrow_is_right is None else tried.arrow or NO_ARROW,
        right=tried.defect.arrows[0] if tried.arrow_is_right is False else "",
        day=trial.day,
        seconds=round(trial.seconds),
    )
