"""What became of one unit, small and picklable: made in a worker, put onto the parent's own model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from behave.model_type import Status

from environment.session.workers.serialized_error import Raised
from environment.session.workers.units import owners_of


@dataclass(frozen=True)
class Said:
    """What a step, scenario, rule or feature carries beside its status."""

    message: str | None
    raised: Raised | None
    captures: tuple[Any, ...]

    @classmethod
    def by(cls, statement: Any) -> Self:
        """Take it from behave's model."""
        raised = Raised.of(statement.exception, statement.exc_traceback)
        return cls(statement.error_message, raised, tuple(statement.captured.captures))

    def put(self, statement: Any) -> None:
        """Put it onto behave's model."""
        statement.error_message = self.message
        statement.exception = self.raised.error() if self.raised else None
        statement.exc_traceback = self.raised.place if self.raised else None
        statement.captured.reset()
        statement.captured.captures.extend(self.captures)


@dataclass(frozen=True)
class StepState:
    """A step at one moment: what the audit adds to it comes after the console has shown it."""

    status: Status
    hook_failed: bool
    seconds: float
    said: Said

    @classmethod
    def of(cls, step: Any) -> Self:
        """Take it from behave's model."""
        return cls(step.status, step.hook_failed, step.duration, Said.by(step))

    def put(self, step: Any) -> None:
        """Put it onto behave's model."""
        step.status, step.hook_failed, step.duration = self.status, self.hook_failed, self.seconds
        self.said.put(step)


@dataclass(frozen=True)
class OwnerState:
    """A rule or feature of which a hook or clean-up failed; None stands for one without trouble."""

    status: Status
    hook_failed: bool
    said: Said

    @classmethod
    def of(cls, owner: Any) -> Self | None:
        """Take it from behave's model."""
        status = owner.status
        if status not in (Status.hook_error, Status.cleanup_error):
            return None
        return cls(status, owner.hook_failed, Said.by(owner))

    def put(self, owner: Any) -> None:
        """Put it onto behave's model."""
        owner.hook_failed = self.hook_failed
        owner.set_status(self.status)
        self.said.put(owner)


@dataclass(frozen=True)
class Event:
    """What the console's formatters would have been told, and what was printed, in their order.

    `what`: scenario, step, match, result, embedding, printed, or outside: printed around the scenario.
    """

    what: str
    step: int = -1
    state: StepState | None = None
    text: str = ""
    data: Any = None


@dataclass(frozen=True)
class Record:
    """One unit that ran. `seconds` counts hooks and audit as well."""

    failed: bool
    aborted: bool
    hook_failures: int
    seconds: float
    status: Status
    hook_failed: bool
    skipped: bool
    skip_reason: str | None
    said: Said
    steps: tuple[StepState, ...]
    owners: tuple[OwnerState | None, ...]
    events: tuple[Event, ...]

    @classmethod
    def of(cls, scenario: Any, events: list[Event], **about_the_run: Any) -> Self:
        """Take it from behave's model; `about_the_run` has failed, aborted, hook_failures and seconds."""
        return cls(
            status=scenario.status,
            hook_failed=scenario.hook_failed,
            skipped=scenario.should_skip,
            skip_reason=scenario.skip_reason,
            said=Said.by(scenario),
            steps=tuple(map(StepState.of, scenario.all_steps)),
            owners=tuple(map(OwnerState.of, owners_of(scenario))),
            events=tuple(events),
            **about_the_run,
        )

    def put(self, scenario: Any) -> None:
        """Put it onto behave's model."""
        for state, step in zip(self.steps, scenario.all_steps, strict=True):
            state.put(step)
        scenario.hook_failed, scenario.should_skip = self.hook_failed, self.skipped
        scenario.skip_reason = self.skip_reason
        scenario.set_status(self.status)
        self.said.put(scenario)
