"""What is tried on one defect, handed to its run as a file: scenarios in order, and when to stop."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

PLAN = Path("reports/defect-plan.json")


@dataclass(frozen=True)
class Enough:
    """When a defect is known well enough: so many red scenarios, or so many after the first red one.

    Without the second number a defect that a single scenario notices would be shown to all the others.
    """

    red: int
    after_red: int

    def is_reached(self, reds: Sequence[bool]) -> bool:
        """Whether it is, by the scenarios so far in their order; True is a red one."""
        return sum(reds) >= self.red or (True in reds and len(reds) - reds.index(True) > self.after_red)


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

    def write(self, project: Path) -> None:
        """Leave the plan where a run in this project finds it."""
        (project / PLAN).write_text(json.dumps(asdict(self)), "utf-8")

    @classmethod
    def read(cls) -> DefectPlan:
        """The plan of the working folder. Raises OSError where there is none."""
        found = json.loads(PLAN.read_text("utf-8"))
        enough = found["enough"] and Enough(**found["enough"])
        return cls(tuple(found["order"]), enough, found["outcomes"], tuple(found["earlier"]))
