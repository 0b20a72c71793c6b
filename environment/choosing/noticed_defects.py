"""Which scenarios have noticed which seeded defects, as committed text.

orders/mail_lists_list_price
  features/journeys/buying_two_titles.feature
    A customer buys two titles with a card

A defect that was shown to the first scenarios alone, until enough were red, says so:
orders/mail_lists_list_price, by the first
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Self

NOTICED = Path("defects/noticed.txt")
_HEAD = "# Written by `make defects`: the scenarios that have noticed each seeded defect.\n"
_ROW = re.compile(r" -- @\d+\.\d+$")
_BY_THE_FIRST = ", by the first"


class UnreadableDefects(ValueError):
    """A line of the file that the command did not write."""


@dataclass(frozen=True)
class NoticedDefects:
    """What the scenarios have noticed.

    by_defect: the names of the scenarios that noticed each defect, as `name_of` gives them.
    by_the_first: the defects that were not shown to all scenarios; others may notice them too.
    """

    by_defect: Mapping[str, frozenset[str]] = field(default_factory=dict)
    by_the_first: frozenset[str] = frozenset()

    @cached_property
    def by_scenario(self) -> Mapping[str, frozenset[str]]:
        """The defects by the scenario that noticed them."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for defect, scenarios in self.by_defect.items():
            for each in scenarios:
                found[each].add(defect)
        return {scenario: frozenset(defects) for scenario, defects in found.items()}

    @cached_property
    def alone(self) -> Mapping[str, int]:
        """How many defects a scenario alone has noticed."""
        found: defaultdict[str, int] = defaultdict(int)
        for defect, scenarios in self.by_defect.items():
            if len(scenarios) == 1 and defect not in self.by_the_first:
                found[next(iter(scenarios))] += 1
        return found

    def only(self, defects: Iterable[str]) -> Self:
        """What is known of these defects."""
        found = {each: self.by_defect[each] for each in defects if each in self.by_defect}
        return type(self)(found, self.by_the_first & found.keys())

    def by_these(self, scenarios: Iterable[str]) -> Self:
        """The defects that one of these scenarios has noticed; others may be gone or renamed."""
        known = frozenset(scenarios)
        left = {defect: by & known for defect, by in self.by_defect.items()}
        return type(self)({defect: by for defect, by in left.items() if by}, self.by_the_first)

    def text(self) -> str:
        """The file's content."""
        lines: list[str] = []
        for defect, scenarios in sorted(self.by_defect.items()):
            lines += ["", defect + (_BY_THE_FIRST if defect in self.by_the_first else "")]
            feature = ""
            for each in sorted(scenarios):
                file, _, title = each.partition(": ")
                lines += [] if file == feature else [f"  {file}"]
                lines.append(f"    {title}".rstrip())
                feature = file
        return _HEAD + "".join(f"{line}\n" for line in lines)


def read_noticed(path: Path = NOTICED) -> NoticedDefects:
    """From `text`; nothing where there is no file. Raises UnreadableDefects."""
    found, partly = dict[str, set[str]](), set[str]()
    defect = feature = ""
    text = path.read_text("utf-8") if path.is_file() else ""
    for number, line in enumerate(text.splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        if not line.startswith(" "):
            defect, feature = line.removesuffix(_BY_THE_FIRST), ""
            partly |= {defect} - {line}
            found[defect] = set()
        elif defect and line.startswith("    ") and feature:
            found[defect].add(f"{feature}: {_title(line)}")
        elif defect and line.startswith("  ") and not line.startswith("   "):
            feature = line.strip()
        else:
            raise UnreadableDefects(
                f"{path}:{number}: neither a defect, a feature nor a scenario: {line!r}; make defects "
                "writes the file anew"
            )
    return NoticedDefects(
        {name: frozenset(scenarios) for name, scenarios in found.items()}, frozenset(partly)
    )


def _title(line: str) -> str:
    """The title of a scenario; behave writes a blank behind the number of a row without a name."""
    title = line.strip()
    return f"{title} " if _ROW.search(title) else title
