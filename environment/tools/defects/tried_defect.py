"""What the result of each defect means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from environment.tools.defects.catalog import Defect
from environment.tools.defects.results import Trial
from environment.tools.defects.table_line import NO_ARROW, THE_START, TableLine


class State(StrEnum):
    """The states in the order in which a reader needs them: what must be acted on first."""

    SURVIVED = "not caught"
    NEEDLESS = "known, and caught now"
    KNOWN = "not caught, known"
    CAUGHT = "caught"
    NOT_TRIED = "not tried"


@dataclass(frozen=True)
class TriedDefect:
    """A defect with its result here, None where it was not tried, and else with what the table says of it."""

    defect: Defect
    trial: Trial | None
    line: TableLine | None = None

    @property
    def state(self) -> State:
        """What is to be said of the defect."""
        told = self.trial or self.line
        if told is None:
            return State.NOT_TRIED
        if self.defect.known:
            return State.NEEDLESS if told.caught else State.KNOWN
        return State.CAUGHT if told.caught else State.SURVIVED

    @property
    def fails(self) -> bool:
        """Whether `make defects` is red for it."""
        return self.state in (State.SURVIVED, State.NEEDLESS)

    @property
    def whole(self) -> bool:
        """Whether all scenarios that can notice it were shown to it, or none could run."""
        trial = self.trial
        return trial is not None and bool(trial.full or trial.failure or len(trial.outcomes) >= trial.chosen)

    @property
    def thin(self) -> bool:
        """Whether one scenario alone notices it; known where all of them ran."""
        if self.trial is None:
            return self.line is not None and self.line.thin
        return self.whole and len(self.trial.red) == 1

    @property
    def arrow(self) -> str:
        """The arrow that the report of the first red scenario names; empty for none."""
        if self.trial is None:
            return self.line.arrow.removesuffix(NO_ARROW) if self.line else ""
        return self.trial.red[0].arrow if self.trial.red else ""

    @property
    def arrow_is_right(self) -> bool | None:
        """Whether it is one of the right ones; None where no scenario was red."""
        named = self.trial.red if self.trial else self.line and self.line.arrow
        return self.defect.is_right(self.arrow) if named else None

    @property
    def by(self) -> str:
        """The checks that noticed it, with the number of scenarios of each."""
        if self.trial is None:
            return self.line.by if self.line else ""
        if self.trial.failure:
            return THE_START
        return ", ".join(f"{check} {count}" for check, count in self.trial.noticed_by.items())

    @property
    def share(self) -> str:
        """How many scenarios noticed it, of how many that ran."""
        if self.trial is None:
            return self.line.share.removesuffix(THE_START) if self.line else ""
        if self.trial.failure:
            return ""
        ran = len(self.trial.outcomes)
        left = f" ({self.trial.chosen} chosen)" if self.trial.full and ran < self.trial.chosen else ""
        return f"{len(self.trial.red)} of {ran}{left}"

    @property
    def ran(self) -> int:
        """The scenarios that it was shown to."""
        if self.trial is not None:
            return len(self.trial.outcomes)
        return int(self.share.partition(" of ")[2].partition(" ")[0] or 0)

    @property
    def noticed_by(self) -> Mapping[str, int]:
        """How many scenarios each check made red."""
        told = self.trial or self.line
        return told.noticed_by if told else {}

    @property
    def day(self) -> str:
        """On which it was tried, as YYYY-MM-DD; empty where it was not."""
        told = self.trial or self.line
        return told.day if told else ""

    @property
    def when(self) -> str:
        """How long it took, and the day."""
        told = self.trial or self.line
        return f"{told.day}, {told.seconds:.0f} s" if told else ""


def tried_defects(
    defects: Iterable[Defect], trials: Mapping[str, Trial], table: Mapping[str, TableLine] | None = None
) -> tuple[TriedDefect, ...]:
    """Every defect with its result, those to be acted on first.

    What was not tried here, or not since the day that the table has, is told by the table.
    """
    found = [_tried(each, trials.get(each.name), (table or {}).get(each.name)) for each in defects]
    order = list(State)
    return tuple(sorted(found, key=lambda each: (order.index(each.state), each.defect.name)))


def _tried(defect: Defect, trial: Trial | None, line: TableLine | None) -> TriedDefect:
    earlier = trial is not None and line is not None and trial.day < line.day
    return TriedDefect(defect, None if earlier else trial, line)
