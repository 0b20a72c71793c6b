"""Stands in a worker where the console's formatters stand in one process, and notes what they are told."""

from __future__ import annotations

import io
from typing import Any

from environment.session.workers.record import Event, StepState


class Teller:
    """A formatter for behave, and what sys.stdout is in a worker."""

    def __init__(self) -> None:
        self.output = _Printed(self)
        self.why = ""
        self._events: list[Event] = []
        self._places: dict[int, int] = {}
        self._matched = 0
        self._inside = False

    def taken(self) -> list[Event]:
        """Everything since the last time."""
        taken, self._events = self._events, []
        return taken

    # behave's events; its runner asks for each by name

    def uri(self, uri: str) -> None:
        """The parent tells this itself, as it does of feature, rule, background and their ends."""

    feature = rule = background = uri

    def eof(self) -> None:
        """See uri."""

    feature_finished = rule_finished = eof

    def scenario(self, scenario: Any) -> None:
        """A scenario begins."""
        self._places = {id(step): place for place, step in enumerate(scenario.all_steps)}
        self._matched, self._inside = 0, True
        self._events.append(Event("scenario"))

    def step(self, step: Any) -> None:
        """A step is announced."""
        self._events.append(Event("step", self._places[id(step)]))

    def match(self, match: Any) -> None:
        """The next step begins; the parent finds the same match."""
        self._events.append(Event("match", self._matched))
        self._matched += 1

    def result(self, step: Any) -> None:
        """A step is over."""
        self._events.append(Event("result", self._places[id(step)], StepState.of(step)))

    def embedding(self, mime_type: str, data: Any, *more: Any) -> None:
        """context.attach() was called."""
        self._events.append(Event("embedding", data=(mime_type, data, *more)))

    def close(self) -> None:
        """The run is over."""

    # our runner's events

    def scenario_finished(self, scenario: Any) -> None:
        """What is printed from now on belongs to what stands around it."""
        self._inside = False

    def run_failed(self, where: str, error: BaseException) -> None:
        """Why the scenarios that are left cannot run."""
        self.why = self.why or f"HOOK-ERROR in {where}: {type(error).__name__}: {error}"

    def printed(self, text: str) -> None:
        """Somebody has printed; one print() is several of these."""
        what = "printed" if self._inside else "outside"
        if self._events and self._events[-1].what == what:
            text = self._events.pop().text + text
        self._events.append(Event(what, text=text))


class _Printed(io.TextIOBase):
    def __init__(self, teller: Teller) -> None:
        self._teller = teller

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return "utf-8"

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self._teller.printed(text)
        return len(text)
