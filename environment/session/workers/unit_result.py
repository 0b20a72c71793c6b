"""The result of one unit, small and picklable: made in a worker, applied to the parent's model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from behave.model_type import Status

from environment.session.workers.serialized_error import SerializedError
from environment.session.workers.units import owners_of


@dataclass(frozen=True)
class StatementDetails:
    """The error and the captured output of a step, scenario, rule or feature."""

    message: str | None
    error: SerializedError | None
    captures: tuple[Any, ...]

    @classmethod
    def of(cls, statement: Any) -> Self:
        """Read it from behave's model."""
        error = SerializedError.of(statement.exception, statement.exc_traceback)
        return cls(statement.error_message, error, tuple(statement.captured.captures))

    def apply(self, statement: Any) -> None:
        """Write it to behave's model."""
        statement.error_message = self.message
        statement.exception = self.error.exception() if self.error else None
        statement.exc_traceback = self.error.traceback if self.error else None
        statement.captured.reset()
        statement.captured.captures.extend(self.captures)


@dataclass(frozen=True)
class StepState:
    """A step at one moment: the audit adds to a step after the console has shown it."""

    status: Status
    hook_failed: bool
    seconds: float
    details: StatementDetails

    @classmethod
    def of(cls, step: Any) -> Self:
        """Read it from behave's model."""
        return cls(step.status, step.hook_failed, step.duration, StatementDetails.of(step))

    def apply(self, step: Any) -> None:
        """Write it to behave's model."""
        step.status, step.hook_failed, step.duration = self.status, self.hook_failed, self.seconds
        self.details.apply(step)


@dataclass(frozen=True)
class OwnerState:
    """A rule or feature whose hook or clean-up failed."""

    status: Status
    hook_failed: bool
    details: StatementDetails

    @classmethod
    def of(cls, owner: Any) -> Self | None:
        """Read it from behave's model; None where no hook and no clean-up failed."""
        status = owner.status
        if status not in (Status.hook_error, Status.cleanup_error):
            return None
        return cls(status, owner.hook_failed, StatementDetails.of(owner))

    def apply(self, owner: Any) -> None:
        """Write it to behave's model."""
        owner.hook_failed = self.hook_failed
        owner.set_status(self.status)
        self.details.apply(owner)


@dataclass(frozen=True)
class RecordedEvent:
    """A call of the console's formatters, or output.

    what: scenario, step, match, result or embedding for a call; printed for output of the scenario; outside
        for output of the hooks around it.
    step: the index of the step among all steps of the scenario, -1 where no step is meant.
    """

    what: str
    step: int = -1
    state: StepState | None = None
    text: str = ""
    data: Any = None


@dataclass(frozen=True)
class UnitResult:
    """The outcome of one unit. `seconds` includes hooks and audit; `owners` are its rule and its feature."""

    failed: bool
    aborted: bool
    hook_failures: int
    seconds: float
    status: Status
    hook_failed: bool
    skipped: bool
    skip_reason: str | None
    details: StatementDetails
    steps: tuple[StepState, ...]
    owners: tuple[OwnerState | None, ...]
    events: tuple[RecordedEvent, ...]

    @classmethod
    def of(cls, scenario: Any, events: list[RecordedEvent], **about_the_run: Any) -> Self:
        """Read it from behave's model; `about_the_run` has failed, aborted, hook_failures and seconds."""
        return cls(
            status=scenario.status,
            hook_failed=scenario.hook_failed,
            skipped=scenario.should_skip,
            skip_reason=scenario.skip_reason,
            details=StatementDetails.of(scenario),
            steps=tuple(map(StepState.of, scenario.all_steps)),
            owners=tuple(map(OwnerState.of, owners_of(scenario))),
            events=tuple(events),
            **about_the_run,
        )

    def apply(self, scenario: Any) -> None:
        """Write it to behave's model."""
        for state, step in zip(self.steps, scenario.all_steps, strict=True):
            state.apply(step)
        scenario.hook_failed, scenario.should_skip = self.hook_failed, self.skipped
        scenario.skip_reason = self.skip_reason
        scenario.set_status(self.status)
        self.details.apply(scenario)
