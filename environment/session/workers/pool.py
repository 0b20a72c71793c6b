"""The pool of a run's workers, from the parent's side: forks them, assigns units, and collects results."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess
from types import TracebackType
from typing import Any, Self

from environment.runtime.processes.failure import how_it_ended
from environment.runtime.signals import signals_blocked
from environment.session.workers.messages import Done, Message, StackLost, WorkerExit
from environment.session.workers.unit_result import UnitResult
from environment.session.workers.units import Unit
from environment.session.workers.worker import ParentLink, ScenarioWorker

_FORK = multiprocessing.get_context("fork")
_EXIT_SECONDS = 10.0
_TEAR_DOWN_SECONDS = 20.0
_WAIT_SECONDS = 1.0  # a signal that arrives just before a wait is handled only after it


@dataclass(frozen=True)
class LostUnit:
    """A unit whose worker ended while the unit ran."""

    why: str


@dataclass
class WorkerHandle:
    """One worker.

    unit: the unit that it runs; None while it runs none.
    idle: whether it waits for a unit.
    """

    name: str
    process: ForkProcess
    connection: Connection
    unit: Unit | None = None
    idle: bool = False


Outcome = UnitResult | LostUnit | None


class WorkerPool:
    """Forks the workers in its constructor; assigns `due` in its order while `outcome` waits for a unit.

    `began` is called with each unit that is assigned, `ended` with each result, in the order in which they
    come.
    No unit is assigned any more after the first failure if `stop`, after a signal, or without a worker.

    exits: the last messages of workers that ended in order.
    losses: a sentence for each worker that ended without one.
    lost_stacks: a sentence for each worker that has lost its stack. The pool assigns its unit once more, to
        another worker.
    reruns: why a unit ran twice, by its number.
    """

    def __init__(
        self,
        runner: Any,
        units: Sequence[Unit],
        due: Sequence[Unit],
        number: int,
        *,
        began: Callable[[Unit], None],
        ended: Callable[[Done], None],
        stop: bool,
    ) -> None:
        self.interrupted = False
        self.exits: list[WorkerExit] = []
        self.losses: list[str] = []
        self.lost_stacks: list[str] = []
        self.reruns: dict[int, str] = {}
        self._first_results: dict[int, UnitResult] = {}
        self._outcomes: dict[int, UnitResult | LostUnit] = {}
        self._due, self._stop = list(due), stop
        self._began, self._ended = began, ended
        self._workers: list[WorkerHandle] = []
        read_end, self._write_end = os.pipe()
        with signals_blocked():
            for place in range(1, number + 1):
                self._fork(f"worker-{place}", runner, units, read_end)
        os.close(read_end)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the workers that an error has kept from an orderly shut-down."""
        for worker in self._workers:
            worker.process.terminate()
            worker.connection.close()
        for worker in self._workers:
            worker.process.join(_TEAR_DOWN_SECONDS)
            worker.process.kill()
        os.close(self._write_end)

    def outcome(self, unit: Unit) -> Outcome:
        """Wait for the outcome of a unit; None if no worker was assigned it."""
        while self._is_pending(unit):
            try:
                self._handle_messages()
            except KeyboardInterrupt:
                self.interrupt()
        return self._outcomes.get(unit.number)

    def interrupt(self) -> None:
        """End the running scenarios as Ctrl-C does; no other scenario begins."""
        self.interrupted = True
        self._due.clear()
        self._terminate()

    def shut_down(self) -> None:
        """Let every worker tear down its stack; returns when all workers have ended."""
        self._due.clear()
        for worker in list(self._workers):
            self._send(worker, None)
        while self._workers:
            try:
                self._handle_messages()
            except KeyboardInterrupt:
                self.interrupt()

    @property
    def why_idle(self) -> str:
        """Why units were not assigned although the run was not stopped."""
        return "\n".join(dict.fromkeys([*(each.why for each in self.exits if each.why), *self.losses]))

    @property
    def idle_losses(self) -> list[str]:
        """The losses of workers that ran no scenario, so that no result mentions them."""
        mentioned = {outcome.why for outcome in self._outcomes.values() if isinstance(outcome, LostUnit)}
        return [loss for loss in self.losses if loss not in mentioned]

    def _fork(self, name: str, runner: Any, units: Sequence[Unit], parent_pipe: int) -> None:
        ours, theirs = _FORK.Pipe()
        foreign = (ours, *(worker.connection for worker in self._workers))
        link = ParentLink(theirs, os.getpid(), parent_pipe, foreign, self._write_end)
        process = _FORK.Process(target=ScenarioWorker(name, runner, units, link), name=name, daemon=True)
        process.start()
        theirs.close()
        self._workers.append(WorkerHandle(name, process, ours))

    def _is_pending(self, unit: Unit) -> bool:
        running = (worker.unit for worker in self._workers if worker.unit is not None)
        return any(each.number == unit.number for each in (*self._due, *running))

    def _handle_messages(self) -> None:
        ready = wait([worker.connection for worker in self._workers], _WAIT_SECONDS)
        if self.interrupted and not ready:
            self._terminate()
        with signals_blocked():
            for worker in [worker for worker in self._workers if worker.connection in ready]:
                self._receive(worker)

    def _terminate(self) -> None:
        """Repeated by the caller: a signal that arrives just before a worker waits has no effect."""
        for worker in self._workers:
            worker.process.terminate()

    def _receive(self, worker: WorkerHandle) -> None:
        try:
            message: Message = worker.connection.recv()
        except (EOFError, OSError):
            self._record_loss(worker)
            return
        if isinstance(message, WorkerExit):
            self.exits.append(message)
            self._remove(worker)
            return
        if isinstance(message, StackLost):
            self._give_back(worker, message)
            return
        if isinstance(message, Done):
            self._store(message)
        self._assign(worker)

    def _store(self, done: Done) -> None:
        self._outcomes[done.unit] = done.result
        self._ended(done)
        if done.result.aborted or (self._stop and done.result.failed):
            self._due.clear()
        self.interrupted = self.interrupted or done.result.aborted

    def _give_back(self, worker: WorkerHandle, lost: StackLost) -> None:
        """Assign the unit of a lost stack once more; a second loss is the unit's result."""
        unit, worker.unit = worker.unit, None
        why = f"{worker.name} has lost its stack: {lost.why}"
        self.lost_stacks.append(f"{why}; this worker runs no other scenario")
        assert unit is not None
        if self.interrupted or unit.number in self.reruns:
            self._outcomes[unit.number] = lost.result or LostUnit(why)
            return
        if lost.result is not None:
            self.reruns[unit.number] = why
            self._first_results[unit.number] = lost.result
        self._due.insert(0, unit)
        for other in self._workers:
            if other.idle and self._due:
                self._assign(other)

    def _assign(self, worker: WorkerHandle) -> None:
        worker.unit = self._due.pop(0) if self._due else None
        worker.idle = worker.unit is None
        if worker.unit is not None:
            self._began(worker.unit)
            self._send(worker, worker.unit.number)

    def _send(self, worker: WorkerHandle, number: int | None) -> None:
        try:
            worker.connection.send(number)
        except OSError:
            self._record_loss(worker)

    def _record_loss(self, worker: WorkerHandle) -> None:
        worker.process.join(_EXIT_SECONDS)
        who = f"{worker.name} (process {worker.process.pid}) {_end_of(worker.process.exitcode)}"
        if worker.unit is None:
            self.losses.append(f"{who} while it ran no scenario")
        else:
            scenario = worker.unit.scenario
            self.losses.append(f'{who} while it ran "{scenario.name}" ({scenario.location})')
            self._outcomes[worker.unit.number] = LostUnit(self.losses[-1])
        self._remove(worker)

    def _remove(self, worker: WorkerHandle) -> None:
        self._workers.remove(worker)
        worker.process.join(_EXIT_SECONDS)
        worker.connection.close()
        if not self._workers:
            for unit in self._due:  # no worker is left for another run
                if unit.number in self._first_results:
                    self._outcomes[unit.number] = self._first_results[unit.number]
                    del self.reruns[unit.number]
            self._due.clear()


def _end_of(exitcode: int | None) -> str:
    return "has closed its connection" if exitcode is None else f"ended: {how_it_ended(exitcode)}"
