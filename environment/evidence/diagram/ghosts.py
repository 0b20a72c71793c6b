"""Ghosts: calls that every green run makes and that this run did not, as arrows of the diagram."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from environment.evidence.diagram.arrows import Arrow, CallOutcome
from environment.evidence.recording.captions import short

_JUST_BEFORE = 1e-6  # seconds: the call that was made instead stands below


@dataclass(frozen=True)
class Ghost:
    """A call that was not made. `at` is where it belongs, in Unix seconds."""

    at: float
    arrow: str
    operation: str
    called: int = 0
    expected: int = 1
    root_cause: bool = False

    @property
    def answer(self) -> str:
        """What stands where other arrows have their answer."""
        verb = "sent" if self.arrow.endswith("-> mail") else "called"
        return f"{verb} {self.called} of {self.expected} times" if self.called else f"not {verb}"


def arrows_of_ghosts(ghosts: Iterable[Ghost]) -> Iterator[tuple[Arrow, Ghost]]:
    """Each ghost with its arrow; recorded calls have numbers above zero, those of ghosts rise to it."""
    absent = list(ghosts)
    for number, ghost in enumerate(absent, -len(absent)):
        caller, _, callee = ghost.arrow.partition(" -> ")
        arrow = Arrow(
            number=number,
            caller=caller,
            callee=callee,
            started=ghost.at - _JUST_BEFORE,
            ended=None,
            label=short(ghost.operation),
            answer=ghost.answer,
            outcome=CallOutcome.ABSENT,
        )
        yield arrow, ghost
