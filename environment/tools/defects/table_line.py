"""A line of the committed table: what came of one defect when it was last tried, wherever that was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

NO_ARROW = "no arrow"
THE_START = "the start"
_FIELD = " | "
_FIRST = " of the first "
_SURVIVED = "NOT CAUGHT by "
_CAUGHT = "caught by "
_THIN = ", THIN"


@dataclass(frozen=True)
class TableLine:
    """What the table says of one defect.

    share: of how many scenarios how many were red, as "3 of 40"; `the start` where none could run.
    whole: whether all that can notice it were asked.
    by: the checks that noticed it, with the number of scenarios of each.
    arrow: the one that the first red scenario named; empty where none was red.
    right: the arrow that was right to name where it was a wrong one.
    day: YYYY-MM-DD.
    """

    name: str
    caught: bool
    share: str
    whole: bool
    thin: bool
    by: str
    arrow: str
    right: str
    day: str
    seconds: int

    @property
    def noticed_by(self) -> dict[str, int]:
        """How many scenarios each check made red; empty where the bookstore did not even start."""
        counts = (each.rpartition(" ") for each in self.by.split(", ")) if self.by else ()
        return {check: int(count) for check, _, count in counts if count.isdecimal()}

    @property
    def text(self) -> str:
        """The line itself."""
        share = self.share if self.whole else self.share.replace(" of ", _FIRST)
        told = f"{_CAUGHT if self.caught else _SURVIVED}{share}{_THIN if self.thin else ''}"
        result = f"wrong, right is {self.right}" if self.right else "right"
        arrow = f"{self.arrow} ({result})" if self.arrow else ""
        return _FIELD.join((self.name, told, self.by, arrow, f"{self.day}, {self.seconds} s"))

    @classmethod
    def read(cls, line: str) -> Self:
        """The parts of a line. Raises ValueError for one that is none."""
        name, told, by, named, when = line.split(_FIELD)
        caught, thin = told.startswith(_CAUGHT), told.endswith(_THIN)
        share = told.removeprefix(_CAUGHT).removeprefix(_SURVIVED).removesuffix(_THIN)
        arrow, _, result = named.removesuffix(")").partition(" (")
        day, _, seconds = when.partition(", ")
        return cls(
            name, caught, share.replace(_FIRST, " of "), _FIRST not in share, thin, by, arrow,
            result.partition("right is ")[2], day, int(seconds.removesuffix(" s")),
        )  # fmt: skip
