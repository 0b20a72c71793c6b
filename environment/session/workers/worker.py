"""A worker: a forked copy of the run, with behave's one long-lived runner and a stack of its own."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any

from environment.runtime.processes.parent_death import die_with
from environment.runtime.signals import disturbed, interrupt_quietly
from environment.session.console_summary import ClosingNotes
from environment.session.workers.event_recorder import Teller
from environment.session.workers.messages import Done, Farewell, Message, Ready
from environment.session.workers.record import Record
from environment.session.workers.units import Unit, alone, owners_of


@dataclass(frozen=True)
class Line:
    """What ties a worker to its parent. `lifeline`: the read end of a pipe that only the parent writes."""

    post: Connection
    parent: int
    lifeline: int
    not_mine: Sequence[Connection]
    parents_end: int

    def hold(self) -> None:
        """Nothing that others hold stays open here, and the parent's death is this process's as well."""
        os.setsid()  # Ctrl-C goes to the parent's group; the parent decides what ends
        for connection in self.not_mine:
            connection.close()
        os.close(self.parents_end)
        die_with(self.parent, self.lifeline)


class Worker:
    """Runs units until it is told that there are no more."""

    def __init__(self, name: str, runner: Any, units: Sequence[Unit], line: Line) -> None:
        self._name = name
        self._runner = runner
        self._units = units
        self._line = line
        self._teller = Teller()

    def __call__(self) -> None:
        """The whole life of the process. Signals are blocked but where `disturbed` says that one may come."""
        self._line.hold()
        interrupt_quietly()
        sys.stdout = self._teller.output
        self._take_the_runner()
        up = self._come_up()
        if up:
            self._send(Ready())
            self._work()
        self._leave(up)

    def _come_up(self) -> bool:
        try:
            with disturbed():
                return self._runner.run_hook("before_all") and not self._runner.aborted
        except KeyboardInterrupt:
            return False

    def _take_the_runner(self) -> None:
        """As it is after the fork; what is told to the console goes to the parent."""
        runner = self._runner
        reporting = [each for each in runner.formatters if hasattr(each, "works_for_a_parent")]
        for formatter in reporting:
            formatter.works_for_a_parent()
        runner.formatters = [*reporting, self._teller]
        runner.notes = runner.context.notes = ClosingNotes()
        runner.context.worker = self._name
        runner.hook_failures = 0

    def _work(self) -> None:
        number = self._next()
        while number is not None:
            self._send(Done(number, self._run(self._units[number].scenario)))
            number = self._next()

    def _next(self) -> int | None:
        """The number of a unit, or None when there are no more."""
        try:
            with disturbed():
                wait([self._line.post])
        except KeyboardInterrupt:
            return self._next()  # the parent will say that there are no more
        try:
            number: int | None = self._line.post.recv()
        except (EOFError, OSError):
            return None
        return number

    def _run(self, scenario: Any) -> Record:
        """As behave's own runner does it with a feature."""
        runner, before, began = self._runner, self._runner.hook_failures, time.monotonic()
        failed = True
        for owner in owners_of(scenario):
            owner.error_message = owner.exception = owner.exc_traceback = None
        try:
            with disturbed(), alone(scenario) as feature:
                runner.feature = feature
                for formatter in runner.formatters:
                    formatter.uri(feature.filename)
                failed = bool(feature.run(runner))
        except KeyboardInterrupt:
            runner.abort(reason="KeyboardInterrupt")
        return Record.of(
            scenario,
            self._teller.taken(),
            failed=failed,
            aborted=runner.aborted,
            hook_failures=runner.hook_failures - before,
            seconds=time.monotonic() - began,
        )

    def _leave(self, up: bool) -> None:
        """behave's own order: after_all, clean-up, the end of the formatters."""
        runner = self._runner
        runner.run_hook_with_capture("after_all")
        cleaned = _cleaned_up(runner.context)
        for formatter in runner.formatters:
            formatter.close()
        printed = "".join(event.text for event in self._teller.taken())
        failed = not up or not cleaned
        self._send(
            Farewell(printed, failed, runner.hook_failures, "" if up else self._teller.why, runner.notes)
        )

    def _send(self, message: Message) -> None:
        with suppress(OSError):  # the parent is gone; so is this process in a moment
            self._line.post.send(message)


def _cleaned_up(context: Any) -> bool:
    try:
        context._do_remaining_cleanups()
    except Exception:  # noqa: BLE001 - behave has told of each by now, and raises whatever it was
        return False
    return True
