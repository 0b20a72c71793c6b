"""What is tried on one defect, handed to its run as a file: scenarios in order, and when to stop."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

PLAN = Path("reports/defect-plan.json")


@dataclass(frozen=True)
class Enough:
    """When a defect is known well enough: by the red scenarios, and by the green ones after or without any.

    Without the other numbers a defect that one scenario notices, or none, would be shown to all of them.
    """

    red: int
    after_red: int
    without_red: int

    def is_reached(self, reds: Sequence[bool]) -> bool:
        """Whether it is, by the scenarios so far in their order; True is a red one."""
        if True not in reds:
            return len(reds) >= self.without_red
        return sum(reds) >= self.red or len(reds) - reds.index(True) > self.after_red

    @property
    def on_pages(self) -> Enough:
        """The same for scenarios through the browser, which take seconds each: a quarter of them."""
        return Enough(min(self.red, 2), self.after_red // 4, self.without_red // 4)

    @property
    def most(self) -> int:
        """How many scenarios may run before it is reached."""
        return max(self.red, self.without_red + self.after_red)


@dataclass(frozen=True)
class DefectPlan:
    """The scenarios of one defect's run.

    order: their names as `name_of` gives them, the most promising first.
    enough: when the run ends; None: when all have run.
    outcomes: the file that the run adds its outcomes to; it is outside of the copy, and so survives a kill.
    earlier: the scenarios of this defect that ran before; True is a red one.
    """

    order: tuple[str, ...]
    enough: Enough | None
    outcomes: str
    earlier: tuple[bool, ...] = ()

    @property
    def file(self) -> Path:
        """The file of the outcomes."""
        return Path(self.outcomes)

    @property
    def features(self) -> tuple[str, ...]:
        """The feature files of the scenarios that may run before it is enough."""
        names = self.order[: self.enough.most] if self.enough else self.order
        return tuple(sorted({name.partition(":")[0] for name in names}))

    def write(self, project: Path) -> None:
        """Leave the plan where a run in this project finds it."""
        (project / PLAN).write_text(json.dumps(asdict(self)), "utf-8")

    @classmethod
    def read(cls) -> DefectPlan:
        """The plan of the working folder. Raises OSError where there is none."""
        found = json.loads(PLAN.read_text("utf-8"))
        enough = found["enough"] and Enough(**found["enough"])
        return cls(tuple(found["order"]), enough, found["outcomes"], tuple(found["earlier"]))
