"""What the result of each defect means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from environment.tools.defects.catalog import Defect
from environment.tools.defects.results import Trial


class State(StrEnum):
    """The states in the order in which a reader needs them: what must be acted on first."""

    SURVIVED = "not caught"
    NEEDLESS = "known, and caught now"
    KNOWN = "not caught, known"
    CAUGHT = "caught"
    NOT_TRIED = "not tried"


@dataclass(frozen=True)
class TriedDefect:
    """A defect with its result, None where it was not tried."""

    defect: Defect
    trial: Trial | None

    @property
    def state(self) -> State:
        """What is to be said of the defect."""
        return State.NOT_TRIED if self.trial is None else state_of(self.defect, caught=self.trial.caught)

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
        return self.whole and self.trial is not None and len(self.trial.red) == 1

    @property
    def arrow(self) -> str:
        """The arrow that the report of the first red scenario names; empty for none."""
        return self.trial.red[0].arrow if self.trial and self.trial.red else ""

    @property
    def arrow_is_right(self) -> bool | None:
        """Whether it is one of the right ones; None where no scenario was red."""
        if self.trial is None or not self.trial.red:
            return None
        return self.defect.is_right(self.arrow)

    @property
    def by(self) -> str:
        """The checks that noticed it, with the number of scenarios of each."""
        if self.trial is None:
            return ""
        if self.trial.failure:
            return "the start"
        return ", ".join(f"{check} {count}" for check, count in self.trial.noticed_by.items())

    @property
    def share(self) -> str:
        """How many scenarios noticed it, of how many that ran."""
        if self.trial is None or self.trial.failure:
            return ""
        ran = len(self.trial.outcomes)
        left = f" ({self.trial.chosen} chosen)" if self.trial.full and ran < self.trial.chosen else ""
        return f"{len(self.trial.red)} of {ran}{left}"


def state_of(defect: Defect, *, caught: bool) -> State:
    """What is to be said of a defect that was tried."""
    if defect.known:
        return State.NEEDLESS if caught else State.KNOWN
    return State.CAUGHT if caught else State.SURVIVED


def tried_defects(defects: Iterable[Defect], trials: Mapping[str, Trial]) -> tuple[TriedDefect, ...]:
    """Every defect with its result, those to be acted on first."""
    found = [TriedDefect(each, trials.get(each.name)) for each in defects]
    order = list(State)
    return tuple(sorted(found, key=lambda each: (order.index(each.state), each.defect.name)))
