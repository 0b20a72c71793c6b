"""The workers of a run, as their parent sees them: who is free gets the next unit, who dies is told of."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess
from types import TracebackType
from typing import Any, Self

from environment.runtime.processes.failure import how_it_ended
from environment.runtime.signals import undisturbed
from environment.session.workers.messages import Done, Farewell, Message
from environment.session.workers.record import Record
from environment.session.workers.units import Unit
from environment.session.workers.worker import Line, Worker

_FORK = multiprocessing.get_context("fork")
_DYING_SECONDS = 10.0
_LEAVING_SECONDS = 20.0
_PATIENCE_SECONDS = 1.0  # a signal just before a wait is seen only after it


@dataclass(frozen=True)
class Lost:
    """A unit whose worker died while running it."""

    why: str


@dataclass
class Hand:
    """One worker. `unit` is what it runs."""

    name: str
    process: ForkProcess
    post: Connection
    unit: Unit | None = None


Outcome = Record | Lost | None


class Crew:
    """Forks workers when it is made, and hands out `due` in its order while somebody asks for an outcome.

    Nothing more is handed out after the first failure if `stop`, after a signal, or when no worker is left.
    """

    def __init__(
        self, runner: Any, units: Sequence[Unit], due: Sequence[Unit], number: int, stop: bool
    ) -> None:
        self.interrupted = False
        self.farewells: list[Farewell] = []
        self.deaths: list[str] = []
        self._outcomes: dict[int, Record | Lost] = {}
        self._due, self._stop = list(due), stop
        self._hands: list[Hand] = []
        read, self._lifeline = os.pipe()
        with undisturbed():
            for place in range(1, number + 1):
                self._hire(f"worker-{place}", runner, units, read)
        os.close(read)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Where nobody could dismiss the workers any more, the end of their line ends them."""
        for hand in self._hands:
            hand.process.terminate()
            hand.post.close()
        for hand in self._hands:
            hand.process.join(_LEAVING_SECONDS)
            hand.process.kill()
        os.close(self._lifeline)

    def outcome(self, unit: Unit) -> Outcome:
        """What became of a unit, waited for; None if it was never handed out."""
        while self._is_coming(unit):
            try:
                self._listen()
            except KeyboardInterrupt:
                self.interrupt()
        return self._outcomes.get(unit.number)

    def interrupt(self) -> None:
        """Scenarios that are running end as on Ctrl-C, no other one begins."""
        self.interrupted = True
        self._due.clear()
        self._terminate()

    def dismiss(self) -> None:
        """Every worker tears its stack down; returns when all have ended."""
        self._due.clear()
        for hand in list(self._hands):
            self._tell(hand, None)
        while self._hands:
            try:
                self._listen()
            except KeyboardInterrupt:
                self.interrupt()

    @property
    def why_idle(self) -> str:
        """Why units were left although nobody had stopped the run."""
        return "\n".join(dict.fromkeys([*(each.why for each in self.farewells if each.why), *self.deaths]))

    @property
    def idle_deaths(self) -> list[str]:
        """Those of workers that ran no scenario, which no result tells of."""
        told = {outcome.why for outcome in self._outcomes.values() if isinstance(outcome, Lost)}
        return [death for death in self.deaths if death not in told]

    def _hire(self, name: str, runner: Any, units: Sequence[Unit], lifeline: int) -> None:
        ours, theirs = _FORK.Pipe()
        others = (ours, *(hand.post for hand in self._hands))
        line = Line(theirs, os.getpid(), lifeline, others, self._lifeline)
        process = _FORK.Process(target=Worker(name, runner, units, line), name=name, daemon=True)
        process.start()
        theirs.close()
        self._hands.append(Hand(name, process, ours))

    def _is_coming(self, unit: Unit) -> bool:
        waiting = any(due.number == unit.number for due in self._due)
        return waiting or any(
            hand.unit is not None and hand.unit.number == unit.number for hand in self._hands
        )

    def _listen(self) -> None:
        ready = wait([hand.post for hand in self._hands], _PATIENCE_SECONDS)
        if self.interrupted and not ready:
            self._terminate()
        with undisturbed():
            for hand in [hand for hand in self._hands if hand.post in ready]:
                self._hear(hand)

    def _terminate(self) -> None:
        """A worker listens to one of these signals. The first may come just before it begins to wait."""
        for hand in self._hands:
            hand.process.terminate()

    def _hear(self, hand: Hand) -> None:
        try:
            message: Message = hand.post.recv()
        except (EOFError, OSError):
            self._lose(hand)
            return
        if isinstance(message, Farewell):
            self.farewells.append(message)
            self._part_with(hand)
            return
        if isinstance(message, Done):
            self._take(message)
        self._hand_out(hand)

    def _take(self, done: Done) -> None:
        self._outcomes[done.unit] = done.record
        if done.record.aborted or (self._stop and done.record.failed):
            self._due.clear()
        self.interrupted = self.interrupted or done.record.aborted

    def _hand_out(self, hand: Hand) -> None:
        hand.unit = self._due.pop(0) if self._due else None
        if hand.unit is not None:
            self._tell(hand, hand.unit.number)

    def _tell(self, hand: Hand, number: int | None) -> None:
        try:
            hand.post.send(number)
        except OSError:
            self._lose(hand)

    def _lose(self, hand: Hand) -> None:
        hand.process.join(_DYING_SECONDS)
        who = f"{hand.name} (process {hand.process.pid}) {_how(hand.process.exitcode)}"
        if hand.unit is None:
            self.deaths.append(f"{who} while it ran no scenario")
        else:
            scenario = hand.unit.scenario
            self.deaths.append(f'{who} while it ran "{scenario.name}" ({scenario.location})')
            self._outcomes[hand.unit.number] = Lost(self.deaths[-1])
        self._part_with(hand)

    def _part_with(self, hand: Hand) -> None:
        self._hands.remove(hand)
        hand.process.join(_DYING_SECONDS)
        hand.post.close()
        if not self._hands:
            self._due.clear()


def _how(exitcode: int | None) -> str:
    return "has closed its line" if exitcode is None else f"died: {how_it_ended(exitcode)}"
