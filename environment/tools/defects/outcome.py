"""What became of one scenario under a defect, as a line of a file that grows while the scenarios run."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class ScenarioOutcome:
    """One scenario under one defect.

    scenario: its name as `name_of` gives it.
    seconds: how long it took.
    noticed_by: the checks that found the defect, `step` for a step that failed; none where it was green.
    sentence: the first thing that was found.
    arrow, reason: what the report names as the guilty arrow, and why; empty where it names none.
    skipped: whether it was skipped, as one that no page can tell or that its tags leave out: it says nothing
    about the defect.
    """

    scenario: str
    seconds: float
    noticed_by: tuple[str, ...] = ()
    sentence: str = ""
    arrow: str = ""
    reason: str = ""
    skipped: bool = False

    @property
    def red(self) -> bool:
        """Whether the scenario has noticed the defect."""
        return bool(self.noticed_by)

    def append_to(self, file: Path) -> None:
        """Add the outcome to the file."""
        with file.open("a", encoding="utf-8") as lines:
            lines.write(f"{json.dumps(asdict(self), ensure_ascii=False)}\n")


def read_outcomes(file: Path) -> Iterator[ScenarioOutcome]:
    """The outcomes of the file, in their order; none where there is no file. A line cut short ends them."""
    if not file.is_file():
        return
    for line in file.read_text("utf-8").splitlines():
        try:
            found = json.loads(line)
        except ValueError:
            return
        yield ScenarioOutcome(**{**found, "noticed_by": tuple(found["noticed_by"])})
