"""Records in a worker the events and the output that the parent replays to the console's formatters."""

from __future__ import annotations

import io
from typing import Any

from environment.session.workers.unit_result import RecordedEvent, StepState


class EventRecorder:
    """A behave formatter; its `output` replaces sys.stdout in a worker.

    why: the first error of before_all, after_all or the clean-up of the run; empty without one.
    """

    def __init__(self) -> None:
        self.output = _Printed(self)
        self.why = ""
        self._events: list[RecordedEvent] = []
        self._places: dict[int, int] = {}
        self._matched = 0
        self._inside = False

    def drain(self) -> list[RecordedEvent]:
        """The events since the last call."""
        drained, self._events = self._events, []
        return drained

    # behave's events; its runner calls each by name

    def uri(self, uri: str) -> None:
        """Not recorded: the parent runs the features itself and has these events."""

    feature = rule = background = uri

    def eof(self) -> None:
        """Not recorded, see uri."""

    feature_finished = rule_finished = eof

    def scenario(self, scenario: Any) -> None:
        """A scenario begins."""
        self._places = {id(step): place for place, step in enumerate(scenario.all_steps)}
        self._matched, self._inside = 0, True
        self._events.append(RecordedEvent("scenario"))

    def step(self, step: Any) -> None:
        """A step is announced."""
        self._events.append(RecordedEvent("step", self._places[id(step)]))

    def match(self, match: Any) -> None:
        """The next step begins; the parent looks up the match again."""
        self._events.append(RecordedEvent("match", self._matched))
        self._matched += 1

    def result(self, step: Any) -> None:
        """A step is over."""
        self._events.append(RecordedEvent("result", self._places[id(step)], StepState.of(step)))

    def embedding(self, mime_type: str, data: Any, *more: Any) -> None:
        """context.attach() was called."""
        self._events.append(RecordedEvent("embedding", data=(mime_type, data, *more)))

    def close(self) -> None:
        """The run is over."""

    # our runner's events

    def scenario_finished(self, scenario: Any) -> None:
        """From here on output belongs to the hooks of the rule and the feature."""
        self._inside = False

    def run_failed(self, where: str, error: BaseException) -> None:
        """Keep the reason why the remaining scenarios cannot run."""
        self.why = self.why or f"HOOK-ERROR in {where}: {type(error).__name__}: {error}"

    def printed(self, text: str) -> None:
        """Record output; one print() makes several calls."""
        what = "printed" if self._inside else "outside"
        if self._events and self._events[-1].what == what:
            text = self._events.pop().text + text
        self._events.append(RecordedEvent(what, text=text))


class _Printed(io.TextIOBase):
    def __init__(self, recorder: EventRecorder) -> None:
        self._recorder = recorder

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return "utf-8"

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self._recorder.printed(text)
        return len(text)
