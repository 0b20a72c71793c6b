"""What is tried on one defect, handed to its run as a file: scenarios in order, and when to stop."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

PLAN = Path("reports/defect-plan.json")


@dataclass(frozen=True)
class DefectPlan:
    """The scenarios of one defect's run.

    order: their names as `name_of` gives them, the most promising first.
    most_red: the run ends when so many scenarios were red; None: when all have run.
    outcomes: the file that the run adds its outcomes to; it is outside of the copy, and so survives a kill.
    """

    order: tuple[str, ...]
    most_red: int | None
    outcomes: str

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
        return cls(tuple(found["order"]), found["most_red"], found["outcomes"])
