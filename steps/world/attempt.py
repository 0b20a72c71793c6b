"""An act whose outcome a Then-step looks at: it succeeded, or was refused."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from steps.drivers.api import Refused
from steps.vocabulary.in_words import in_words
from steps.vocabulary.wrong_on_arrow import NotRefused

T = TypeVar("T")


@dataclass(frozen=True)
class Attempt(Generic[T]):
    """What came of one act. Trouble on the way is no outcome: it is raised where it happens."""

    act: str
    outcome: T | Refused
    seconds: float = field(default=0.0, compare=False)

    @classmethod
    def at(cls, act: str, doing: Callable[[], T]) -> Attempt[T]:
        """Do it, and keep the answer or the refusal, and how long it took."""
        began = time.monotonic()
        outcome: T | Refused
        try:
            outcome = doing()
        except Refused as refused:
            outcome = refused
        return cls(act, outcome, time.monotonic() - began)

    @property
    def accepted(self) -> bool:
        """Whether it succeeded."""
        return not isinstance(self.outcome, Refused)

    def succeeded(self) -> T:
        """The answer; fails the step with the refusal where there was one."""
        if isinstance(self.outcome, Refused):
            raise AssertionError(f"{self.act} was refused: {in_words(self.outcome)}")
        return self.outcome

    def refused(self) -> Refused:
        """The refusal; fails the step where the act succeeded, with NotRefused."""
        if not isinstance(self.outcome, Refused):
            raise NotRefused(f"{self.act} should have been refused, but gave {in_words(self.outcome)}")
        return self.outcome
