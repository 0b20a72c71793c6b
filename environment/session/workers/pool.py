"""The pool of a run's workers, from the parent's side: assigns units, and collects their results.

A scenario whose worker is lost runs once more, with another worker. One that fails by itself never does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from environment.runtime.signals import signals_blocked
from environment.session.workers.messages import Assignment, Done, Message, StackLost, WorkerExit
from environment.session.workers.port import WorkerLost, Workers
from environment.session.workers.unit_result import UnitResult
from environment.session.workers.units import Unit

_FRUITLESS = 3  # workers in a row that have ended before any unit was done: the next one would end as well


@dataclass(frozen=True)
class LostUnit:
    """A unit whose worker ended while the unit ran."""

    why: str


Outcome = UnitResult | LostUnit | None


class WorkerPool:
    """Assigns `due` in its order to the workers while `outcome` waits for a unit.

    `began` is called with each unit that is assigned, `ended` with each result, in the order in which they
    come.
    No unit is assigned any more after the first failure if `stop`, after a signal, or without a worker.

    exits: the last messages of workers that ended in order.
    losses: a sentence for each lost worker for which the run is red.
    made_good: a sentence for each lost worker or stack whose scenario has run elsewhere, or that had none.
    reruns: why a unit ran twice, by its number.
    """

    def __init__(
        self,
        workers: Workers,
        due: Sequence[Unit],
        *,
        began: Callable[[Unit], None],
        ended: Callable[[Done], None],
        stop: bool,
    ) -> None:
        self.interrupted = False
        self.exits: list[WorkerExit] = []
        self.losses: list[str] = []
        self.made_good: list[str] = []
        self.reruns: dict[int, str] = {}
        self._first_results: dict[int, UnitResult] = {}
        self._outcomes: dict[int, UnitResult | LostUnit] = {}
        self._workers, self._due, self._stop = workers, list(due), stop
        self._began, self._ended = began, ended
        self._running: dict[str, Unit] = {}
        self._idle: list[str] = []
        self._fruitless = 0
        self._shutting_down = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._workers.close()

    def outcome(self, unit: Unit) -> Outcome:
        """Wait for the outcome of a unit; None if no worker was assigned it."""
        while self._is_pending(unit):
            self._wait()
        return self._outcomes.get(unit.number)

    def interrupt(self) -> None:
        """End the running scenarios as Ctrl-C does; no other scenario begins."""
        self.interrupted = True
        self._due.clear()
        self._workers.interrupt()

    def shut_down(self) -> None:
        """Let every worker tear down its stack; returns when all workers have ended."""
        self._shutting_down = True
        self._due.clear()
        for worker in self._workers.names:
            self._workers.assign(worker, None)
        while self._workers.names:
            self._wait()

    @property
    def why_idle(self) -> str:
        """Why units were not assigned although the run was not stopped."""
        lost = (*self.made_good, *self.losses)
        why = (*(each.why for each in self.exits if each.why), *lost, self._workers.end or "")
        return "\n".join(dict.fromkeys(filter(None, why)))

    @property
    def idle_losses(self) -> list[str]:
        """The losses for which the run is red and that no result mentions."""
        mentioned = [outcome.why for outcome in self._outcomes.values() if isinstance(outcome, LostUnit)]
        return [loss for loss in self.losses if not any(loss in why for why in mentioned)]

    def _is_pending(self, unit: Unit) -> bool:
        return any(each.number == unit.number for each in (*self._due, *self._running.values()))

    def _wait(self) -> None:
        try:
            reported = self._workers.wait()
            if self.interrupted and not reported:
                self._workers.interrupt()
            with signals_blocked():
                for worker, message in reported:
                    self._receive(worker, message)
                if self._workers.end is not None:
                    self._give_up()
        except KeyboardInterrupt:
            self.interrupt()

    def _receive(self, worker: str, message: Message | WorkerLost) -> None:
        if isinstance(message, WorkerLost):
            self._record_loss(worker, message)
        elif isinstance(message, WorkerExit):
            self.exits.append(message)
            self._has_ended(worker, replaced=not message.failed)
        elif isinstance(message, StackLost):
            self._give_back(worker, message)
        else:
            if isinstance(message, Done):
                self._store(worker, message)
            self._idle.append(worker)
        self._assign_due()

    def _store(self, worker: str, done: Done) -> None:
        self._running.pop(worker, None)
        self._outcomes[done.unit] = done.result
        self._fruitless = 0
        self._ended(done)
        if done.result.aborted or (self._stop and done.result.failed):
            self._due.clear()
        self.interrupted = self.interrupted or done.result.aborted

    def _assign_due(self) -> None:
        while self._idle and self._due:
            worker, unit = self._idle.pop(0), self._due.pop(0)
            self._running[worker] = unit
            self._began(unit)
            self._workers.assign(worker, Assignment(unit.number, self.reruns.get(unit.number, "")))

    def _give_back(self, worker: str, lost: StackLost) -> None:
        """The worker exits next. A unit that did not begin has not run."""
        unit = self._running.pop(worker)
        why = f"{worker} has lost its stack: {lost.why}"
        self.made_good.append(f"{why}; this worker runs no other scenario")
        self._fruitless += 1
        if lost.result is None and not self.interrupted:
            self._due.insert(0, unit)
        else:
            self._run_again(unit, why, lost.result)

    def _record_loss(self, worker: str, lost: WorkerLost) -> None:
        unit = self._running.pop(worker, None)
        who = f"{worker} {lost.how}"
        if unit is None:
            red = self._shutting_down or self.interrupted
            (self.losses if red else self.made_good).append(f"{who} while it ran no scenario")
            self._fruitless += 1
        else:
            why = f'{who} while it ran "{unit.scenario.name}" ({unit.scenario.location})'
            again = self._run_again(unit, why, None)
            (self.made_good if again else self.losses).append(why)
        self._has_ended(worker, replaced=True)

    def _run_again(self, unit: Unit, why: str, result: UnitResult | None) -> bool:
        """Assign a unit once more, before all others; a second loss is its outcome."""
        earlier = self.reruns.get(unit.number)
        if self.interrupted or earlier is not None:
            self._outcomes[unit.number] = result or LostUnit(why if earlier is None else _twice(why, earlier))
            return False
        self.reruns[unit.number] = why
        if result is not None:
            self._first_results[unit.number] = result
        self._due.insert(0, unit)
        return True

    def _has_ended(self, worker: str, *, replaced: bool) -> None:
        """Another worker takes its place, unless that would not get to any unit either."""
        if worker in self._idle:
            self._idle.remove(worker)
        if replaced and self._due and self._fruitless < _FRUITLESS:
            self._workers.replace()

    def _give_up(self) -> None:
        """No worker is left, and none will come: what is due is not run, and every loss counts."""
        if self._due:
            self.losses, self.made_good = [*self.losses, *self.made_good], []
        for unit in self._due:
            if unit.number in self.reruns:
                why = self.reruns.pop(unit.number)
                self._outcomes[unit.number] = self._first_results.get(unit.number) or LostUnit(why)
        self._due.clear()


def _twice(why: str, earlier: str) -> str:
    return f"{why}; in its first run {earlier}"
