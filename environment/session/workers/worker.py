"""A worker: a forked copy of the run, with behave's own runner and a stack of its own."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from typing import Any

from environment.runtime.signals import interrupt_once, signals_unblocked
from environment.session.console_summary import ConsoleSummary
from environment.session.workers.event_recorder import EventRecorder
from environment.session.workers.messages import Assignment, Done, Message, Ready, StackLost, WorkerExit
from environment.session.workers.unit_result import UnitResult
from environment.session.workers.units import Unit, isolated, owners_of


class ScenarioWorker:
    """Runs the units that the parent assigns until the parent sends None, or the stack is lost."""

    def __init__(self, name: str, runner: Any, units: Sequence[Unit], parent: Connection) -> None:
        """`parent` is the connection to it."""
        self._name = name
        self._runner = runner
        self._units = units
        self._parent = parent
        self._recorder = EventRecorder()
        self._lost_stack: str | None = None
        self._reporting: list[Any] = []

    def __call__(self) -> None:
        """The main function of the process. Signals are blocked except inside `signals_unblocked`."""
        interrupt_once()
        sys.stdout = self._recorder.output
        sys.breakpointhook = _refuse_breakpoint
        self._adopt_runner()
        started = self._start_stack()
        if started:
            self._send(Ready())
            self._run_units()
        self._tear_down(started)

    def _start_stack(self) -> bool:
        try:
            with signals_unblocked():
                return self._runner.run_hook("before_all") and not self._runner.aborted
        except KeyboardInterrupt:
            return False

    def _adopt_runner(self) -> None:
        """Redirect the forked runner: the recorder replaces the formatters of the console."""
        runner = self._runner
        self._reporting = [each for each in runner.formatters if hasattr(each, "works_for_a_parent")]
        for formatter in self._reporting:
            formatter.works_for_a_parent(self._name)
        runner.formatters = [*self._reporting, self._recorder]
        runner.summary = runner.context.summary = ConsoleSummary()
        runner.context.worker = self._name
        runner.hook_failures = 0

    def _run_units(self) -> None:
        while (assignment := self._next()) is not None:
            number, lost, result = assignment.unit, self._runner.stack_failure(), None
            if lost is None:
                for formatter in self._reporting:
                    formatter.runs_again(assignment.lost)
                result = self._run(self._units[number].scenario)
                lost = self._runner.lost_stack
            if lost is not None:
                self._lost_stack = lost
                self._send(StackLost(number, lost, result))
                return
            assert result is not None
            self._send(Done(number, result, self._runner.summary.drain()))

    def _next(self) -> Assignment | None:
        """The next unit; None when the parent has none left."""
        try:
            with signals_unblocked():
                wait([self._parent])
        except KeyboardInterrupt:  # the parent sends None next, unless a unit is on its way
            interrupt_once()  # repeated by the parent, the signal ends that unit
            return self._next()
        try:
            assignment: Assignment | None = self._parent.recv()
        except (EOFError, OSError):
            return None
        return assignment

    def _run(self, scenario: Any) -> UnitResult:
        """Run the scenario's feature with this scenario only, as behave's own runner runs a feature."""
        runner, before, began = self._runner, self._runner.hook_failures, time.monotonic()
        failed = True
        for owner in owners_of(scenario):
            owner.error_message = owner.exception = owner.exc_traceback = None
        try:
            with signals_unblocked(), isolated(scenario) as feature:
                runner.feature = feature
                for formatter in runner.formatters:
                    formatter.uri(feature.filename)
                failed = bool(feature.run(runner))
        except KeyboardInterrupt:
            runner.abort(reason="KeyboardInterrupt")
        return UnitResult.of(
            scenario,
            self._recorder.drain(),
            failed=failed,
            aborted=runner.aborted,
            hook_failures=runner.hook_failures - before,
            seconds=time.monotonic() - began,
        )

    def _tear_down(self, started: bool) -> None:
        """In behave's order: after_all, the clean-up of the run, the end of the formatters."""
        runner = self._runner
        runner.run_hook_with_capture("after_all")
        cleaned = _clean_up(runner.context)
        for formatter in runner.formatters:
            formatter.close()
        printed = "".join(event.text for event in self._recorder.drain())
        if self._lost_stack is not None:  # the scenario runs elsewhere; a tear-down of the rest may fail
            self._send(WorkerExit(printed, False, 0, self._lost_stack, runner.summary))
            return
        why = "" if started else self._recorder.why
        failed = not started or not cleaned
        self._send(WorkerExit(printed, failed, runner.hook_failures, why, runner.summary))

    def _send(self, message: Message) -> None:
        with suppress(OSError):  # the parent has ended, and this process ends with it
            self._parent.send(message)


def _refuse_breakpoint(*_: Any, **__: Any) -> None:
    raise RuntimeError(
        "breakpoint() needs the terminal, and a worker has none: run behave with -j 1, without -D order"
    )


def _clean_up(context: Any) -> bool:
    try:
        context._do_remaining_cleanups()
    except Exception:  # noqa: BLE001 - behave has printed each error by now and raises the first
        return False
    return True
